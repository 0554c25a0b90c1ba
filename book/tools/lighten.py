"""Take from the built pages what no reader needs: more than half of their bytes.

- The theme draws a dozen icons by a script that carries all two thousand (1.5 MB). The icons that
  no page and no other script names are cut from it. The theme's style sheet has them all once more,
  for fonts (274 kB) that a page would load only until the script runs: those rules go as well.
- The theme's scripts tell the console what they do.
- Each page that has widgets ends with the state of the kernel's widgets: every widget's source once
  more, for a widget manager that the book does not load.

All is undone when Sphinx writes a file anew, and done again by the next build.
"""

import re
from collections.abc import Callable
from pathlib import Path

ICONS = "_static/scripts/fontawesome.js"
STYLES = "_static/styles/pydata-sphinx-theme.css"
TALKING = ("_static/scripts/pydata-sphinx-theme.js", "_static/scripts/sphinx-book-theme.js")
# "name":[width,height,[aliases],"code point","path"]
_ICON = re.compile(
    r'(?:"([\w-]+)"|(\w+)):\[\d+,\d+,\[([^\]]*)\],"[0-9a-f]+",(?:"[^"]*"|\[[^\]]*\])\],?'
)
_PACK = re.compile(rf"\{{(?:{_ICON.pattern})+\}}")
_GLYPH = re.compile(r'(?:\.fa-[\w-]+:before,?)+\{content:"[^"]*"\}')
_STATE = re.compile(
    r'<script type="application/vnd\.jupyter\.widget-state\+json">.*?</script>\s*', re.S
)


class LightenError(ValueError):
    """The theme's script does not look as expected."""


def without_kernel_state(page: str) -> str:
    """Return the page without the state of the kernel's widgets."""
    return _STATE.sub("", page)


def icons_named(text: str) -> set[str]:
    """The icons that a page or a script names by class: ``fa-sun`` is "sun"."""
    return set(re.findall(r"\bfa-([a-z0-9-]+)", text))


def with_icons(script: str, names: set[str]) -> str:
    """Return the theme's script with only the icons whose name or alias is in ``names``.

    A script that holds no icons raises LightenError.
    """
    packs = list(_PACK.finditer(script))
    if not packs:
        raise LightenError(f"{ICONS} holds no icons of the known form: has the theme changed?")

    def kept(pack: re.Match[str]) -> str:
        icons = [
            icon[0].rstrip(",")
            for icon in _ICON.finditer(pack[0])
            if names & {icon[1] or icon[2], *re.findall(r'"([\w-]+)"', icon[3])}
        ]
        return "{" + ",".join(icons) + "}"

    return _PACK.sub(kept, script)


def without_glyphs(styles: str) -> str:
    """Return the theme's style sheet without the characters of its icons' fonts."""
    return _GLYPH.sub("", styles)


def without_talk(script: str) -> str:
    """Return a script that tells the console of errors and warnings only."""
    return re.sub(r"\bconsole\.(?:log|info|debug)\((?!\))", "void(", script)


def lighten(site: Path) -> int:
    """Lighten every page of a built site; return the bytes saved of the files on disk."""
    saved = 0
    named: set[str] = set()

    def change(path: Path, to: Callable[[str], str]) -> None:
        nonlocal saved
        before = path.read_text(encoding="utf-8")
        after = to(before)
        if after != before:
            path.write_text(after, encoding="utf-8")
            saved += len(before.encode()) - len(after.encode())

    pages = [*site.glob("*.html"), *site.glob("[!_]*/**/*.html")]
    for path in pages:
        named |= icons_named(path.read_text(encoding="utf-8"))
        change(path, without_kernel_state)
    icons = site / ICONS
    for path in (site / "_static").glob("**/*.js"):
        if path != icons and "mathjax" not in path.parts:
            named |= icons_named(path.read_text(encoding="utf-8"))
    change(icons, lambda script: with_icons(script, named))
    change(site / STYLES, without_glyphs)
    for name in TALKING:
        change(site / name, without_talk)
    return saved
