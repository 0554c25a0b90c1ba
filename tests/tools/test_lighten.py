"""Built pages without what no reader needs."""

import pytest

from book.tools import lighten

ICONS = (
    'var p={"trash-can":[448,512,[61460,"bin"],"f2ed","M1 2"],moon:[384,512,[127769],"f186",'
    '["M0","M1"]],0:[320,512,[],"30","M2"]};add(p);var p={github:[496,512,[],"f09b","M3"]};done()'
)


def test_only_the_icons_that_are_named_are_kept():
    named = lighten.icons_named('<i class="fas fa-bin fa-lg"></i><i class="fa-solid fa-moon"></i>')
    assert named == {"bin", "lg", "solid", "moon"}
    assert lighten.with_icons(ICONS, named) == (
        'var p={"trash-can":[448,512,[61460,"bin"],"f2ed","M1 2"],moon:[384,512,[127769],"f186",'
        '["M0","M1"]]};add(p);var p={};done()'
    )
    kept = lighten.with_icons(ICONS, {"trash-can", "moon", "0", "github"})
    assert kept == ICONS, "what is named is not touched"
    with pytest.raises(lighten.LightenError, match="no icons of the known form"):
        lighten.with_icons("done()", named)


def test_a_site_is_lightened_once(tmp_path):
    page = '<i class="fa-github"></i><script type="application/json">{}</script>'
    state = '<script type="application/vnd.jupyter.widget-state+json">{"a":1}</script>\n'
    styles = 'i{color:red}.fa-bin:before,.fa-trash-can:before{content:"\\f2ed"}.fa-lg{top:0}'
    for name, text in {
        "index.html": page,
        "chapters/one.html": page + state + "<p>after</p>",
        lighten.ICONS: ICONS,
        "_static/theme.js": 'icon("fa-moon")',
        lighten.STYLES: styles,
        **dict.fromkeys(lighten.TALKING, "f(),console.log(`a ${b}`,c);console.error(d)"),
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert lighten.lighten(tmp_path) > len(state)
    assert (tmp_path / "index.html").read_text() == page
    assert (tmp_path / "chapters/one.html").read_text() == page + "<p>after</p>"
    script = (tmp_path / lighten.ICONS).read_text()
    assert "github" in script and "moon" in script and "trash-can" not in script
    assert (tmp_path / lighten.STYLES).read_text() == "i{color:red}.fa-lg{top:0}"
    for name in lighten.TALKING:
        assert (tmp_path / name).read_text() == "f(),void(`a ${b}`,c);console.error(d)"
    assert lighten.lighten(tmp_path) == 0, "a second time there is nothing to do"
