"""The built book in a real browser: quiet, self-contained, accessible, and it fits a phone."""

import io
import os
import re

import pytest
from PIL import Image

from benchmarks.pages import ROOT, SITE, names, served, weigh
from tests.browser import Watch, launch, serious

NAMES = names()
CHAPTERS = [name for name in NAMES if name.startswith("chapters/")]
GALLERY = [name for name in NAMES if name.startswith("book/broken_")]
OPENED_BY_A_WIDGET = [NAMES[0], *CHAPTERS, *GALLERY, "book/curves_to_bugs", "book/train_one_now"]
BYTES = 1_500_000  # of one page, before images and MathJax
HTML_BYTES = 700_000  # of those, the page itself
IMAGE_BYTES = 1_000_000
REQUESTS = 80
SHIFT = 0.1  # of what stands on the first screen, while the page loads
SCREENS = {1280: 800, 360: 740}
# How much of the screen moved, by how far, and through no doing of the reader.
SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""

pytestmark = [pytest.mark.browser, pytest.mark.site]
each_page = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(scope="module")
def browser():
    with launch() as chromium:
        yield chromium


@pytest.fixture(scope="module")
def root():
    if not (SITE / "index.html").exists():
        address(NAMES[0])
    with served(SITE) as root:
        yield root


def address(name):
    path = SITE / f"{name}.html"
    if not path.exists():
        if os.environ.get("CI"):
            pytest.fail(f"{path} is not built: make book")
        pytest.skip(f"{path} is not built (make book): SITE TESTS DID NOT RUN")
    return path.as_uri()


def prepare(page, mode):
    """Let a page open in a mode, and count how much of it moves."""
    page.add_init_script(
        f"localStorage.setItem('mode', '{mode}'); localStorage.setItem('theme', '{mode}')"
    )
    page.add_init_script(SHIFTS)


def widgets_stand(page):
    page.wait_for_load_state("load")
    for widget in page.locator(".gt-widget").all():
        widget.locator("input, button").first.wait_for(state="attached", timeout=15_000)
    page.wait_for_timeout(300)


def open_page(browser, name, width=1280, mode="light"):
    page = browser.new_page(
        viewport={"width": width, "height": SCREENS[width]}, reduced_motion="reduce"
    )
    prepare(page, mode)
    watch = Watch(page)
    page.goto(address(name))
    widgets_stand(page)
    return page, watch


def figures_have_words(page):
    images = page.locator(".cell_output img").all()
    assert images, "a chapter has a figure"
    for image in images:
        assert image.evaluate("(i) => i.decode().then(() => i.naturalWidth)") > 200
        assert len((image.get_attribute("alt") or "").split()) >= 8


def mathematics_is_set(page):
    # The first formula in the page's order may stand in a folded cell.
    page.locator(".bd-article mjx-container >> visible=true").first.wait_for(timeout=20_000)
    assert page.locator("mjx-merror, .mjx-error").count() == 0


def stubs_are_open(page, name):
    """The book is built with every exercise open."""
    text = page.locator(".bd-article").inner_text()
    source = (ROOT / f"{name}.md").read_text(encoding="utf-8")
    asked = len(re.findall(r'^check\("', source, flags=re.M))
    assert asked >= 3
    assert len(re.findall(r"[Nn]ot attempted yet", text)) == asked


def programs_are_broken(page, name):
    """The book is built with every program of the gallery as it was found."""
    shown = page.locator(".bd-article").inner_text()
    asked = (ROOT / f"{name}.md").read_text(encoding="utf-8").count('check("broken.')
    assert asked >= 5
    assert len(re.findall(r"Not yet: \d+ of \d+ checks passed", shown)) == asked


def stands_still(page):
    """What a reader begins to read does not jump away while the rest of the page comes."""
    assert page.evaluate("shifted") <= SHIFT


def first_screen(page):
    """The first picture of the page and the slider that moves it are seen without scrolling.

    The bar at the foot of the screen, which holds the slider, does not cover the picture.
    """
    page.evaluate("scrollTo(0, 0)")
    seen = page.evaluate(
        """() => {
          const widget = document.querySelector("#first-figure");
          const shown = (e) => e.getClientRects().length > 0;
          // Not its panel: that is as high as the one beside it.
          const picture = [...widget.querySelectorAll("svg, canvas")].find(shown);
          const slider = [...widget.querySelectorAll("input[type=range]")].find(shown);
          return [picture, slider].filter((e) => e).map((e) => {
            const { top, bottom, left, width } = e.getBoundingClientRect();
            const seen = document.elementFromPoint(left + width / 2, bottom - 3);
            return [Math.round(top), Math.round(bottom), e.contains(seen)];
          });
        }"""
    )
    assert seen, "a picture"
    height = page.viewport_size["height"]
    assert all(0 <= top < bottom <= height for top, bottom, _ in seen), (height, seen)
    assert all(free for *_, free in seen), (height, seen)


def look(page, watch, mode, allowed=()):
    """What must hold of a page in one width and mode: its own theme, quiet, alone, and it fits."""
    assert page.evaluate("document.documentElement.dataset.theme") == mode
    assert watch.errors == []
    assert watch.messages == [], "words on the console"
    assert watch.elsewhere(*allowed) == []
    too_wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert too_wide <= 0, f"{too_wide} px wider than the window"
    # Wide content scrolls in a box of its own; nothing else reaches over the edge.
    cut = page.evaluate(
        """() => {
          const inBox = (e) => {
            if (e.closest("svg [clip-path]")) return true;
            for (let p = e.parentElement; p; p = p.parentElement)
              if (/auto|scroll|hidden|clip/.test(getComputedStyle(p).overflowX)) return true;
            return false;
          };
          return [...document.querySelectorAll('.bd-article *')]
            .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !inBox(e))
            .slice(0, 3).map((e) => e.outerHTML.slice(0, 120));
        }"""
    )
    assert cut == []


def framed(page):
    """The conventions of the frame that a style sheet, a script or a later step keeps."""
    assert page.locator("mjx-container[tabindex]").count() == 0, "a formula is no tab stop"
    assert page.locator("summary[aria-label]").count() == 0, "a fold is called what it says"
    assert page.locator('meta[name="description"], meta[property="og:image"]').count() == 2
    assert page.evaluate("document.body.dataset.defaultMode") == "auto"
    if page.locator(".gt-widget").count():
        links = page.locator(".skip-link a").evaluate_all("(all) => all.map((a) => a.hash)")
        assert links == ["#main-content", "#first-figure"]
        assert page.locator("#first-figure.gt-widget").count() == 1
    broken = page.locator("td.book-number >> visible=true").evaluate_all(
        """(cells) => cells.filter((cell) => {
          const text = document.createRange();
          text.selectNodeContents(cell);
          return new Set([...text.getClientRects()].map((r) => Math.round(r.bottom / 8))).size > 2;
        }).map((cell) => cell.textContent)"""
    )
    assert broken == [], "a number on two lines"
    opaque = page.locator(".pst-scrollable-table-container :is(tr, th, td)").evaluate_all(
        "(all) => all.filter((e) => /^rgb\\(/.test(getComputedStyle(e).backgroundColor)).length"
    )
    assert opaque == 0, "a cell hides the shadow that says that a table goes on"
    small = page.locator(".book-figure img >> visible=true").evaluate_all(
        "(all) => all.filter((i) => i.clientWidth / i.naturalWidth * 11 * 4 / 3 < 8.9).length"
    )
    assert small == 0, "a figure's text is under 9 px"


def no_box_around_figures(page, mode):
    """What is drawn on white stands on the page's own ground, in the light and in the dark."""
    figure = page.locator(".book-figure:has(> img:not(.book-photographs)) >> visible=true").first
    figure.scroll_into_view_if_needed()
    picture = Image.open(io.BytesIO(figure.screenshot())).convert("RGB")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    expected = [int(part) for part in re.findall(r"\d+", ground)[:3]]
    # A pixel at the corner of the drawing itself, inside of the box that may scroll.
    found = picture.getpixel((12, 4))
    assert max(abs(a - b) for a, b in zip(found, expected, strict=True)) <= 6, (mode, found, ground)


def paper(page):
    """Printed in the dark: light, nothing cut, hints unfolded; afterwards it is as it was."""
    switch(page, "dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.wait_for_timeout(100)
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    assert page.locator(".bd-article details:not([open], .hide)").count() == 0
    cut = page.locator(".bd-article pre >> visible=true").evaluate_all(
        "(all) => all.filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.textContent)"
    )
    assert cut == [], "code is cut off"
    assert page.locator("details.hide > summary >> visible=true").count() == 0
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def one_of_each_kind(page):
    """Turn coloured code and formulas into plain text, but for one of each kind.

    Axe looks at each of some 8,000 tokens and glyphs by itself: most of its time, for two dozen
    colours.
    """
    page.evaluate(
        """() => {
          // All are looked at before one is changed: else each look would style the page anew.
          const pieces = ".highlight span[class]:not(:has(*)), mjx-container";
          const found = [...document.querySelectorAll(pieces)].map((piece) => {
            const kind = piece.matches("mjx-container")
              ? piece.parentElement.tagName : piece.className;
            return [piece, `${kind} ${getComputedStyle(piece).color}`];
          });
          const seen = new Set();
          for (const [piece, kind] of found) {
            if (seen.has(kind)) piece.replaceWith(piece.textContent || "x");
            seen.add(kind);
          }
        }"""
    )


def switch(page, mode):
    """Change the mode of an open page, as the theme's own button does."""
    page.evaluate(
        """(mode) => {
          document.documentElement.dataset.mode = document.documentElement.dataset.theme = mode;
        }""",
        mode,
    )
    page.wait_for_timeout(300)


# A page is opened twice: from a file on a wide screen, and over the network on a phone. Opening is
# what takes the time, so all that is asked of one width and place is asked of one opening, in one
# mode and then switched to the other. Each look is a subtest with a failure of its own.
@pytest.mark.xdist_group("site at 1280 px")
@each_page
def test_page_at_1280_px(browser, subtests, name):
    page, watch = open_page(browser, name, 1280, "light")
    with subtests.test("stands still"):
        stands_still(page)
    if name in OPENED_BY_A_WIDGET:
        with subtests.test("the first screen"):
            first_screen(page)
    if name in CHAPTERS + GALLERY:
        with subtests.test("mathematics is set"):
            mathematics_is_set(page)
        with subtests.test("figures are there with their words"):
            figures_have_words(page)
    if name in GALLERY:
        with subtests.test("programs are broken"):
            programs_are_broken(page, name)
    if name in CHAPTERS:
        with subtests.test("stubs are not attempted yet"):
            stubs_are_open(page, name)
    with subtests.test("icons are drawn"):
        left = "[...document.querySelectorAll('i[class*=fa-]')].map((i) => i.className)"
        assert page.evaluate(left) == [], "an icon that the trimmed script does not have"
        assert page.locator("svg.svg-inline--fa path").count() >= 5
    for mode in ("light", "dark"):
        switch(page, mode)
        with subtests.test("quiet, alone, and fits", mode=mode):
            look(page, watch, mode)
        if name in CHAPTERS:
            with subtests.test("figures have no box", mode=mode):
                no_box_around_figures(page, mode)
    with subtests.test("framed"):
        framed(page)
    with subtests.test("nothing is lost on paper"):
        paper(page)
    # Last: axe fetches style sheets, which a page from a file must not, and that is an error.
    one_of_each_kind(page)
    with subtests.test("axe finds nothing serious"):
        assert serious(page) == set()
    switch(page, "light")
    with subtests.test("colours are told apart in the other mode too"):
        assert serious(page, runOnly=["color-contrast"]) == set()
    page.close()


@pytest.mark.xdist_group("site at 360 px")
@each_page
def test_page_at_360_px(browser, root, subtests, name):
    address(name)
    context = browser.new_context(
        viewport={"width": 360, "height": SCREENS[360]}, reduced_motion="reduce"
    )
    page = context.new_page()
    prepare(page, "dark")
    watch = Watch(page)
    cost = weigh(page, f"{root}/{name}.html")
    widgets_stand(page)
    with subtests.test("light, and asks no other host"):
        assert cost.elsewhere == ()
        # The theme alone is more: less would mean that something did not come.
        assert 600_000 < cost.light <= BYTES, cost.words
        assert 10_000 < cost.sizes["html"] <= HTML_BYTES, cost.words
        assert cost.sizes.get("images", 0) <= IMAGE_BYTES, cost.words
        assert 10 < cost.requests <= REQUESTS
        own = cost.sizes.get("MathJax", 0) > 1e6
        assert own or name not in CHAPTERS, "MathJax is the book's own"
    with subtests.test("stands still"):
        stands_still(page)
    if name in OPENED_BY_A_WIDGET:
        with subtests.test("the first screen"):
            first_screen(page)
    for mode in ("dark", "light"):
        if mode != "dark":  # as it was opened
            switch(page, mode)
        with subtests.test("quiet, alone, and fits", mode=mode):
            look(page, watch, mode, allowed=(root,))
    with subtests.test("framed"):
        framed(page)
    context.close()


@each_page
def test_no_error_and_no_path_of_this_machine_is_shown(name):
    address(name)
    text = (SITE / f"{name}.html").read_text(encoding="utf-8")
    body = re.sub(r"<script.*?</script>", "", text, flags=re.S)
    assert "Traceback (most recent call last)" not in body
    assert 'class="output stderr' not in body
    assert str(ROOT) not in text


@pytest.mark.parametrize("name", CHAPTERS)
def test_computed_tables_and_formulas_are_set(name):
    """Text that a cell prints may hold tables and formulas: no bars and dollars are left."""
    address(name)
    text = (SITE / f"{name}.html").read_text(encoding="utf-8")
    prose = re.sub(r"<(script|pre|code|title)\b.*?</\1>", "", text, flags=re.S)
    assert re.findall(r"\|\s*:?[-–—]+:?\s*\|", prose) == [], "a table that is not one"
    assert re.findall(r"\$\\?[a-zA-Z][^$<]*\$", prose) == [], "a formula that is not one"


@pytest.mark.parametrize("name", CHAPTERS)
def test_no_widget_is_sent_twice(name):
    """The state of the kernel's widgets, which nothing on the page reads, is taken off."""
    address(name)
    text = (SITE / f"{name}.html").read_text(encoding="utf-8")
    assert '<script type="module" async>' in text
    assert "widget-state+json" not in text
