"""The built book in a real browser: quiet, self-contained, accessible, and it fits a phone."""

import gzip
import os
import re
from pathlib import Path

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe

from tests.browser import Watch, launch

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "_build" / "html"
TOC = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
NAMES = [TOC["root"], *(c["file"] for part in TOC["parts"] for c in part["chapters"])]
CHAPTERS = [name for name in NAMES if name.startswith("chapters/")]
LOOKS = [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")]
BYTES = 1_500_000  # of one page, before images and MathJax

pytestmark = [pytest.mark.browser, pytest.mark.site, pytest.mark.xdist_group("site")]
each_page = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(scope="module")
def browser():
    with launch() as chromium:
        yield chromium


def address(name):
    path = SITE / f"{name}.html"
    if not path.exists():
        if os.environ.get("CI"):
            pytest.fail(f"{path} is not built: make book")
        pytest.skip(f"{path} is not built (make book): SITE TESTS DID NOT RUN")
    return path.as_uri()


def open_page(browser, name, width=1280, mode="light"):
    page = browser.new_page(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page.add_init_script(
        f"localStorage.setItem('mode', '{mode}'); localStorage.setItem('theme', '{mode}')"
    )
    watch = Watch(page)
    page.goto(address(name))
    page.wait_for_load_state("load")
    for widget in page.locator(".gt-widget").all():
        widget.locator("input, button").first.wait_for(state="attached", timeout=15_000)
    return page, watch


@each_page
@pytest.mark.parametrize(("width", "mode"), LOOKS)
def test_page_is_quiet_alone_and_fits(browser, name, width, mode):
    page, watch = open_page(browser, name, width, mode)
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.dataset.theme") == mode
    assert watch.errors == []
    assert watch.elsewhere() == []
    too_wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert too_wide <= 0, f"{too_wide} px wider than the window"
    # Wide content scrolls in a box of its own; nothing else reaches over the edge.
    cut = page.evaluate(
        """() => {
          const inBox = (e) => {
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
    page.close()


@each_page
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_axe_finds_nothing_serious(browser, name, mode):
    page, _ = open_page(browser, name, mode=mode)
    found = Axe().run(page).response["violations"]
    serious = {
        f"{v['id']}: {v['nodes'][0]['html'][:160]}"
        for v in found
        if v["impact"] in ("serious", "critical")
    }
    assert serious == set()
    page.close()


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
def test_page_is_small(name):
    address(name)
    data = (SITE / f"{name}.html").read_bytes()
    assert 10_000 < len(data) <= BYTES, f"{len(data):,} bytes, {len(gzip.compress(data)):,} gzipped"


@pytest.mark.parametrize("name", CHAPTERS)
def test_figures_are_there_with_their_words(browser, name):
    page, _ = open_page(browser, name)
    images = page.locator(".cell_output img").all()
    assert images, "a chapter has a figure"
    for image in images:
        assert image.evaluate("(i) => i.decode().then(() => i.naturalWidth)") > 200
        assert len((image.get_attribute("alt") or "").split()) >= 8
    page.close()


@pytest.mark.parametrize("name", CHAPTERS)
def test_mathematics_is_set(browser, name):
    page, _ = open_page(browser, name)
    # The first formula in the page's order may stand in a folded cell.
    page.locator(".bd-article mjx-container >> visible=true").first.wait_for(timeout=20_000)
    assert page.locator("mjx-merror, .mjx-error").count() == 0
    page.close()


@pytest.mark.parametrize("name", CHAPTERS)
def test_stubs_are_not_attempted_yet(browser, name):
    """The book is built with every exercise open."""
    page, _ = open_page(browser, name)
    text = page.locator(".bd-article").inner_text()
    asked = len(re.findall(r'check\("ch\d\d\.', (ROOT / f"{name}.md").read_text(encoding="utf-8")))
    assert asked >= 3
    assert len(re.findall(r"[Nn]ot attempted yet", text)) == asked
    page.close()
