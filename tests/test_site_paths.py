"""The built book as a reader goes through it: the landing page's cards, and the paths."""

import re
from itertools import pairwise

import pytest

from benchmarks.pages import ROOT, SITE, served
from book.tools import pages
from book.tools.layout import Book
from tests.browser import Watch, launch
from tests.test_site import CHAPTERS, GALLERY, NAMES, address

pytestmark = [pytest.mark.browser, pytest.mark.site, pytest.mark.xdist_group("site paths")]
BOOK = Book(ROOT)
STRIP = ".book-strip >> visible=true"
NEXT = ".book-next a >> visible=true"


@pytest.fixture(scope="module")
def site():
    address(NAMES[0])
    return pages.read(BOOK)


@pytest.fixture(scope="module")
def reader():
    """A page on a site that is served, without what only makes it slow."""
    address(NAMES[0])
    with launch() as browser, served(SITE) as root:
        page = browser.new_context(base_url=root).new_page()
        page.route("**/mathjax/**", lambda route: route.abort())
        yield page


def opened(page, name, query=""):
    page.goto(f"/{name}.html{query}")


def here(page):
    """Where the reader is: the page's name and the place in it."""
    return re.sub(r"^https?://[^/]*/|\.html|\?.*(?=#)|\?[^#]*$", "", page.url)


def test_paths_take_no_longer_than_they_say(site):
    limited = [path for path in site.paths if path.stops]
    assert [path.minutes for path in limited] == [30, 150]
    for path in limited:
        assert 5 < site.minutes(path) <= path.minutes, path.title
        assert all(place.minutes > 0.2 for place in site.places[path.name])


@pytest.mark.parametrize("name", [*CHAPTERS, *GALLERY])
def test_the_head_of_a_page_says_what_it_holds(site, name):
    text = (SITE / f"{name}.html").read_text(encoding="utf-8")
    facts = re.findall(r"<li>(.*?)</li>", re.search(r'<ul class="book-facts".*?</ul>', text)[0])
    asked = (ROOT / f"{name}.md").read_text(encoding="utf-8").count('\ncheck("')
    assert asked and f"{asked} exercises" in facts
    widgets = text.count('class="gt-widget"')
    assert f"{widgets} widget" in " ".join(facts)
    assert re.fullmatch(r"\d+ min|\d h( \d+ min)?", facts[0])
    article = text.partition('<article class="bd-article"')[2].partition("</article>")[0]
    assert article.count("colab.research.google.com") == 1 and "Open in Colab" in facts[-1]
    on_path = any(stop.page == name for p in site.paths if p.core for stop in p.stops)
    assert any(fact.startswith("core ") for fact in facts) is on_path


def test_a_path_is_followed_by_clicks_and_keys_and_left(reader, site):
    path = next(p for p in site.paths if p.core)
    stops = [f"{place.page}#{place.anchor}" for place in site.places[path.name]]
    watch = Watch(reader)
    opened(reader, NAMES[0])
    assert reader.locator(STRIP).count() == 0
    reader.get_by_role("link", name=path.title, exact=True).click()
    assert here(reader) == stops[0]
    for k, stop in enumerate(stops[1:6], start=1):
        assert path.title in reader.locator(STRIP).inner_text()
        # The next link after the stop where the reader is, by mouse and by keyboard in turn.
        section = reader.locator(f'[id="{stops[k - 1].partition("#")[2]}"]')
        link = section.locator(NEXT)
        if k % 2:
            link.click()
        else:
            link.focus()
            reader.keyboard.press("Enter")
        reader.wait_for_url(f"**/{stop.partition('#')[0]}.html*#{stop.partition('#')[2]}")
        assert here(reader) == stop
        heading = reader.locator(f'[id="{stop.partition("#")[2]}"] > :is(h2, h3)')
        assert 0 <= heading.bounding_box()["y"] < 300, "the reader stands before the heading"
    # Beside the path there is a way back; the browser remembers it.
    opened(reader, "book/glossary")
    strip = reader.locator(STRIP)
    assert f"Back to the path “{path.title}”" in strip.inner_text()
    strip.get_by_role("link").click()
    assert here(reader) == stops[5]
    # The footer leads along the path, and the usual one is back when the path is left.
    footer = reader.locator(".prev-next-area a >> visible=true")
    footer.last.wait_for()
    assert footer.count() == 2
    assert all("on this path" in words.lower() for words in footer.all_inner_texts())
    reader.locator(f"{STRIP} >> button").click()
    assert reader.locator(STRIP).count() == 0
    assert footer.count() == 2
    assert not any("on this path" in words.lower() for words in footer.all_inner_texts())
    assert "path=" not in reader.url
    opened(reader, CHAPTERS[0])
    assert reader.locator(f"{STRIP}, {NEXT}").count() == 0
    assert [e for e in watch.errors if "ERR_FAILED" not in e] == [], "but for MathJax, kept away"


def test_an_unknown_path_changes_nothing(reader):
    opened(reader, CHAPTERS[0], "?path=nowhere")
    assert reader.locator(f"{STRIP}, {NEXT}").count() == 0
    assert reader.locator(".prev-next-area a >> visible=true").count() == 2


def test_without_scripts_the_head_names_the_stops_and_what_comes_next(site):
    for path in site.paths:
        places = site.places[path.name]
        for place, after in pairwise(places):
            text = (SITE / f"{place.page}.html").read_text(encoding="utf-8")
            ways = re.search(r'<details class="book-ways">.*?</details>', text)[0]
            assert f"?path={path.name}" + (place.anchor and f"#{place.anchor}") in ways
            if after.page != place.page:
                assert f"{after.page.split('/')[-1]}.html?path={path.name}" in ways


def test_cards_tell_of_every_chapter_and_of_what_was_read(reader, site):
    opened(reader, NAMES[0])
    reader.evaluate("localStorage.removeItem('book-read')")
    reader.reload()
    cards = reader.locator(".book-card")
    shown = cards.evaluate_all("(all) => all.map((c) => c.dataset.page)")
    assert shown == [n for n in NAMES if n in (*CHAPTERS, *GALLERY, "book/curves_to_bugs")]
    for card, name in zip(cards.all(), shown, strict=True):
        question = card.locator(".book-card-question").inner_text()
        assert 4 <= len(question.split()) <= 12 and question.endswith("?"), question
        facts = [fact for fact in site.facts(name) if "core" not in fact]
        assert card.locator(".book-card-facts").inner_text() == " · ".join(facts)
        picture = card.locator(".book-card-picture svg").bounding_box()
        assert picture["width"] > 100 and picture["height"] > 50, name
    forget = reader.get_by_role("button", name="Forget what I have read")
    assert not forget.is_visible()

    opened(reader, CHAPTERS[1])
    assert reader.evaluate("localStorage.getItem('book-read')") is None, "only opened"
    reader.locator("#exercises").scroll_into_view_if_needed()
    reader.wait_for_function("localStorage.getItem('book-read') !== null")
    opened(reader, NAMES[0])
    read = cards.filter(has_text="· read").evaluate_all("(all) => all.map((c) => c.dataset.page)")
    seen = [c for c in read if reader.locator(f'[data-page="{c}"] .book-card-read').is_visible()]
    assert seen == [CHAPTERS[1]]
    forget.click()
    assert reader.locator(".book-card-read >> visible=true").count() == 0
    assert not forget.is_visible()
    reader.reload()
    assert reader.locator(".book-card-read >> visible=true").count() == 0


@pytest.mark.parametrize(("width", "columns"), [(360, {1}), (1280, {2, 3})])
def test_cards_stand_in_columns_that_fit(reader, width, columns):
    reader.set_viewport_size({"width": width, "height": 800})
    opened(reader, NAMES[0])
    left = reader.locator(".book-card").evaluate_all(
        "(all) => all.map((c) => Math.round(c.getBoundingClientRect().left))"
    )
    assert len(set(left)) in columns


def test_the_landing_page_comes_to_the_point():
    text = (ROOT / f"{NAMES[0]}.md").read_text(encoding="utf-8")
    prose = re.sub(
        r"\A---.*?---|```.*?```|\]\([^)]*\)", "", text.partition("## The road")[0], flags=re.S
    )
    assert 100 <= len(prose.split()) <= 220
    built = (SITE / f"{NAMES[0]}.html").read_text(encoding="utf-8")
    title = re.search(r"<title>(.*?)</title>", built)[1]
    assert title == BOOK.config["title"]
