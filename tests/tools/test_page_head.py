"""What stands under a page's title, and the signs of the paths over it."""

import re

import pytest

from book.tools import head
from book.tools.outline import outline
from book.tools.paths import Path, PathError, Stop
from tests.tools import built

WORDS = "<p>" + "word " * 398 + "</p>\n"
VERDICT = '<div class="gantutor-verdict"></div>'
TEXTS = {
    "c/one": built.page(
        "One",
        built.colab("c/one")
        + built.WIDGET
        + built.section("Two", WORDS)
        + built.section("Three", WORDS)
        + built.section("Exercises", VERDICT * 5),
    ),
    "c/next": built.page("Next", built.colab("c/next") + built.section("Four", WORDS)),
    "book/back": built.page("Back", WORDS),
}
EVENING = Path(
    "evening",
    "An evening",
    core=True,
    stops=(Stop("c/one", "Two"), Stop("c/one", "Three"), Stop("c/next", "Four")),
)
PICTURES = Path("pictures", "The pictures", stops=(Stop("c/one"),))
ALL = Path("all", "Everything")


def pages(*paths):
    return head.Pages({name: outline(text) for name, text in TEXTS.items()}, paths)


def made(name, *paths):
    return head.with_head(TEXTS[name], name, pages(*paths))


def words(markup):
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0.1, "1 min"), (7.4, "7 min"), (89.4, "89 min"), (90, "1 h 30 min"), (121, "2 h")],
)
def test_times_are_said_in_words(minutes, said):
    assert head.duration(minutes) == said


def test_the_facts_stand_under_the_title_and_hold_the_link_to_colab():
    page = made("c/one", EVENING)
    facts = re.search(r'</h1>\s*<div class="book-head" data-page="c/one"><ul.*?</ul>', page)[0]
    shown = re.findall(r"<li>(.*?)</li>", facts)
    link = f'<a href="{built.COLAB.format("c/one")}">Open in Colab</a>'
    assert shown == ["5 min", "core 4 min", "1 widget", "5 exercises", link]
    assert "Open this" not in page, "the paragraph of the chapter is gone"
    assert "core" not in made("c/one", PICTURES)
    assert made("book/back", EVENING) == TEXTS["book/back"], "no chapter, and on no path"


def test_without_a_script_the_head_says_where_a_path_stops_here_and_goes_next():
    page = made("c/one", EVENING, PICTURES)
    ways = re.search(r'<details class="book-ways">.*?</details>', page)[0]
    assert words(ways) == (
        "On 2 paths An evening : Two , Three . Then Next: Four . "
        "The pictures : the first widget . This is its last stop."
    )
    assert 'href="one.html?path=evening#two"' in ways
    assert 'href="next.html?path=evening#four"' in ways


def test_core_sections_are_marked_in_words():
    page = made("c/one", EVENING)
    for title, core in [("Two", True), ("Three", True), ("Exercises", False)]:
        heading = words(re.search(rf"<h2>{title}(.*?)<a", page)[1])
        assert heading == ("core , on the path “An evening”" if core else "")


def test_each_stop_ends_with_the_way_to_the_next_one():
    page = made("c/one", EVENING, PICTURES)
    nexts = re.findall(r'(<nav class="book-next" data-on="(\w+)".*?</nav>)\s*(<[^>]+>)', page)
    assert [(path, after) for _, path, after in nexts] == [
        ("pictures", '<section id="two">'),  # after the widget
        ("evening", "</section>"),
        ("evening", "</section>"),
    ]
    last, within, across = (nav for nav, _, _ in nexts)
    assert "This was the last stop" in last and "data-leave" in last
    assert 'href="#three"' in within and "Three (2 min)" in words(within)
    assert 'href="next.html?path=evening#four"' in across
    assert page.index(within) < page.index('<section id="three">') < page.index(across)


def test_on_a_path_the_footer_follows_it():
    page = made("c/next", EVENING)
    area = re.search(r'<div class="prev-next-area" data-on="evening">.*?</div>\n', page)[0]
    assert 'class="left-prev" href="one.html?path=evening#three"' in area
    assert "right-next" not in area, "the last stop of the path"
    assert '<div class="prev-next-area">usual</div>' in page, "for all others"


def test_a_path_is_shown_to_those_who_chose_it():
    page = made("c/one", EVENING, PICTURES)
    style = re.search(r"<style>(.*?)</style>", page)[1]
    for name in ("evening", "pictures"):
        assert f'html:not([data-path="{name}"]) [data-on="{name}"]' in style
        assert f'html[data-path="{name}"] .prev-next-area:not([data-on])' in style
    strips = re.findall(r'<nav class="book-strip".*?</nav>', page)
    assert words(strips[0]) == "An evening , stops 1 and 2 of 3 Leave"
    assert words(strips[1]) == "The pictures , stop 1 of 1 Leave"


def test_a_path_that_comes_back_to_a_page_is_refused():
    stops = (Stop("c/one", "Two"), Stop("c/next", "Four"), Stop("c/one", "Three"))
    with pytest.raises(PathError, match="comes back to c/one"):
        made("c/one", Path("a", "A", stops=stops))


def test_a_path_takes_what_its_stops_take():
    site = pages(EVENING, PICTURES, ALL)
    word = 0.3 / 60
    assert site.minutes(EVENING) == pytest.approx(3 * 399 * word)
    assert site.minutes(PICTURES) == pytest.approx(1 + 3 * word)  # "One", "Open this"
    assert site.minutes(ALL) == pytest.approx(site.outlines["c/one"].minutes())
