"""Moving the laws: by pointer, by slider, by keys; on small screens, in the dark, from Python."""

import pytest

from gantutor.widgets import MovingLaws
from gantutor.widgets.moving_laws import PANELS
from tests.browser import serious
from tests.widgets.page import opened, quantities, settle

pytestmark = pytest.mark.browser
DARK = ' data-theme="dark"'


def drag(page, panel: str, by: float, nth: int = 0) -> None:
    box = page.locator(f"[data-panel={panel}] svg.gt-drag").nth(nth).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by / 2, y)
    page.mouse.move(x + by, y, steps=3)
    page.mouse.up()


@pytest.mark.parametrize(
    "panel", ["densities", "discriminator", "plan", "cdf", "potential", "scores"]
)
def test_a_law_follows_the_pointer(browser, tmp_path, panel):
    widget = MovingLaws(panel, shift=1.0)
    with opened(browser, tmp_path, widget) as (page, _):
        svg = page.locator("svg.gt-drag").first
        pixels = svg.evaluate(
            """svg => {
              const ticks = [...svg.querySelectorAll("g[aria-hidden] text[text-anchor=middle]")];
              const at = n => [+n.textContent.replace("−", "-"), +n.getAttribute("x")];
              const [[a, x], [b, y]] = [at(ticks[0]), at(ticks.at(-1))];
              return (y - x) / (b - a);
            }"""
        )
        drag(page, panel, by=round(2 * pixels))
        moved = quantities(page)
        assert moved["shift"] == pytest.approx(3.0, abs=0.03)
        # The slider has the focus now: arrow keys go on from where the pointer stopped.
        page.keyboard.press("ArrowRight")
        assert quantities(page)["shift"] == pytest.approx(moved["shift"] + 0.1)


def test_the_summary_is_that_of_the_picture_while_a_law_is_dragged(browser, tmp_path):
    with opened(browser, tmp_path, MovingLaws("densities", shift=1.0)) as (page, _):
        box = page.locator("svg.gt-drag").bounding_box()
        page.mouse.move(box["x"] + 300, box["y"] + 100)
        page.mouse.down()
        for k in range(1, 6):
            page.mouse.move(box["x"] + 300 + 20 * k, box["y"] + 100)
            settle(page)
            shift = page.locator("output[data-quantity=shift]").text_content()
            assert page.locator(".gt-summary").text_content().startswith(f"Shift {shift}.")
        # A screen reader is told once the law has come to rest.
        assert page.locator(".gt-summary[aria-live]").count() == 0
        page.mouse.up()
        page.wait_for_timeout(500)
        assert page.locator("[aria-live=polite]").text_content().startswith(f"Shift {shift}.")


def test_only_keys_draw_a_box_around_a_slider(browser, tmp_path):
    box = "getComputedStyle(document.querySelector('input[name=shift]')).outlineStyle"
    with opened(browser, tmp_path, MovingLaws("densities", shift=1.0)) as (page, _):
        drag(page, "densities", by=20)
        assert page.evaluate("document.activeElement.name") == "shift"
        assert page.evaluate(box) == "none"
        page.keyboard.press("ArrowRight")
        assert page.evaluate(box) == "solid"
        drag(page, "densities", by=20)
        assert page.evaluate(box) == "none"


FOUR = {"panels": ("densities", "clipped", "penalised", "spectral"), "shift": 2.0}


def test_more_than_two_panels_take_turns_behind_tabs(browser, tmp_path):
    with opened(browser, tmp_path, MovingLaws(**FOUR)) as (page, _):
        seen = "all => all.filter(n => n.offsetParent).map(n => n.dataset.panel)"

        def panels() -> list[str]:
            return page.locator("[data-panel]").evaluate_all(seen)

        assert panels() == ["densities", "clipped"]
        assert page.get_by_role("slider", name="Clip c").is_visible()
        page.get_by_role("tab", name="Clipped").focus()
        page.keyboard.press("ArrowRight")
        assert panels() == ["densities", "penalised"]
        tab = page.get_by_role("tab", selected=True)
        assert tab.text_content() == "Penalised"
        assert tab.get_attribute("aria-controls") == page.get_by_role("tabpanel").get_attribute(
            "id"
        )
        assert not page.get_by_role("slider", name="Clip c").is_visible()
        assert page.get_by_role("slider", name="Penalty weight").is_visible()
        page.keyboard.press("End")
        assert panels() == ["densities", "spectral"]
        page.keyboard.press("ArrowRight")
        assert panels() == ["densities", "clipped"]
        # The plot is as wide as its place, although it was hidden when the widget was made.
        page.get_by_role("tab", name="Norms 1").click()
        plot = page.locator("[data-panel=spectral] svg").first
        width = float(plot.get_attribute("viewBox").split()[2])
        assert width == pytest.approx(plot.bounding_box()["width"], abs=1)
        # A new law builds the panels anew, and the tab stays.
        assert page.locator(".gt-summary").text_content().count("one hidden layer") == 1
        page.emulate_media(media="print")
        assert len(panels()) == 4


@pytest.mark.parametrize("size", [(360, 740), (704, 800)])
@pytest.mark.parametrize(
    "settings",
    [FOUR, {"panels": ("densities", "scores"), "controls": ("ratio", "law")}],
    ids=["four panels", "scores"],
)
def test_the_slider_shares_the_screen_with_what_it_moves(browser, tmp_path, size, settings):
    with opened(browser, tmp_path, MovingLaws(**settings)) as (page, _):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.evaluate("document.querySelector('.gt').scrollIntoView()")
        settle(page)
        slider = page.get_by_label("Shift of the generated law").bounding_box()
        first = page.locator("[data-panel] svg").first.bounding_box()
        assert 0 <= first["y"] < slider["y"]
        assert slider["y"] + slider["height"] <= size[1]
        # The bar of sliders leaves more than half of the screen to the pictures.
        bar = page.locator(".gt-lead" if size[0] < 480 else ".gt-controls").bounding_box()
        assert bar["y"] > size[1] / 2


def test_what_a_number_means_is_reached_by_key(browser, tmp_path):
    with opened(browser, tmp_path, MovingLaws("densities")) as (page, _):
        assert page.locator(".gt [title]").count() == 0, "a title shows itself to a mouse alone"
        meaning = page.get_by_text("total variation")
        assert not meaning.is_visible()
        page.get_by_text("What these numbers mean").focus()
        page.keyboard.press("Enter")
        assert meaning.is_visible()


def test_curves_are_dragged_along_their_axis(browser, tmp_path):
    widget = MovingLaws(("divergences", "clipped", "penalised"), shift=0.0)
    with opened(browser, tmp_path, widget) as (page, _):
        drag(page, "divergences", by=0)
        middle = quantities(page)["shift"]
        drag(page, "divergences", by=60)
        assert quantities(page)["shift"] > middle + 0.5
        drag(page, "clipped", by=-100)
        smaller = quantities(page)["clip"]
        drag(page, "clipped", by=100)
        assert quantities(page)["clip"] > 2 * smaller
        page.get_by_role("tab", name="Penalised").click()
        drag(page, "penalised", by=-60, nth=1)
        smaller = quantities(page)["weight"]
        drag(page, "penalised", by=60, nth=1)
        assert quantities(page)["weight"] > 2 * smaller


def test_keys(browser, tmp_path):
    with opened(browser, tmp_path, MovingLaws("densities", shift=0.0)) as (page, _):
        slider = page.get_by_label("Shift of the generated law")
        slider.focus()
        for key, expected in (
            ("ArrowRight", 0.1),
            ("ArrowUp", 0.2),
            ("ArrowLeft", 0.1),
            ("Shift+ArrowRight", 0.11),
            ("PageUp", 1.11),
            ("End", 6.0),
            ("ArrowRight", 6.0),
            ("Home", -6.0),
        ):
            page.keyboard.press(key)
            assert quantities(page)["shift"] == pytest.approx(expected), key
        assert slider.get_attribute("aria-valuetext") == "−6.00"
        page.wait_for_timeout(500)
        assert "Shift −6.00" in page.locator(".gt-summary").text_content()


def test_the_law_and_its_width_can_be_chosen(browser, tmp_path):
    widget = MovingLaws(("densities", "divergences"), shift=0.5, controls=("ratio", "law"))
    with opened(browser, tmp_path, widget) as (page, _):
        page.get_by_label("Law", exact=True).select_option("uniform")
        assert quantities(page)["w1"] == pytest.approx(0.5)
        page.get_by_label("Width ratio").focus()
        page.keyboard.press("PageUp")
        assert quantities(page)["ratio"] == pytest.approx(10**0.2, rel=1e-2)


def test_several_widgets_on_a_page_are_independent(browser, tmp_path):
    same = {"panels": "densities", "shift": 1.0}
    widgets = MovingLaws(**same), MovingLaws(**same), MovingLaws("cdf", shift=2.0)
    with opened(browser, tmp_path, *widgets) as (page, _):
        before = page.evaluate("Object.keys(window).length")
        page.get_by_label("Shift of the generated law").nth(1).fill("3")
        settle(page)
        shifts = page.locator("output[data-quantity=shift]")
        assert [float(s.get_attribute("data-value")) for s in shifts.all()] == [1.0, 3.0, 2.0]
        ids = page.evaluate("[...document.querySelectorAll('[id]')].map(n => n.id)")
        assert len(ids) == len(set(ids))
        assert page.evaluate("Object.keys(window).length") == before


@pytest.mark.parametrize("theme", ["", DARK])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_serious_and_nothing_overflows(browser, tmp_path, width, theme):
    widget = MovingLaws(PANELS, controls=("ratio", "law"), law="uniform", shift=3.0)
    head = "<style>html[data-theme=dark] body {background: #14181e; color: #ddd}</style>"
    with opened(browser, tmp_path, widget, width=width, head=head, attributes=theme) as (page, _):
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0
        assert serious(page) == set()
        small = page.locator(".gt input, .gt select").evaluate_all(
            """all => all.filter(n => n.offsetParent).map(n => n.getBoundingClientRect().height)
                .filter(h => h < 24)"""
        )
        assert small == []


def test_colours_follow_the_theme(browser, tmp_path):
    dark, light = "rgb(26, 31, 39)", "rgb(255, 255, 255)"
    paper = "getComputedStyle(document.querySelector('.gt')).backgroundColor"
    with opened(browser, tmp_path, MovingLaws("densities")) as (page, _):
        assert page.evaluate(paper) == light
        page.emulate_media(color_scheme="dark")
        assert page.evaluate(paper) == dark
        page.evaluate("document.documentElement.dataset.theme = 'light'")
        assert page.evaluate(paper) == light
        page.emulate_media(color_scheme="light")
        for code in (
            "document.documentElement.dataset.theme = 'dark'",
            "document.documentElement.removeAttribute('data-theme'), "
            "document.body.dataset.jpThemeLight = 'false'",
            "document.body.removeAttribute('data-jp-theme-light'), "
            "document.documentElement.setAttribute('theme', 'dark')",
        ):
            page.evaluate(code)
            assert page.evaluate(paper) == dark, code


@pytest.mark.parametrize("panels", [("densities", "divergences"), ("penalised",), ("scores",)])
def test_moves_within_a_frame_are_drawn_once(browser, tmp_path, panels):
    """However fast they come, a frame has one redraw; what that takes is for ``make bench``."""
    with opened(browser, tmp_path, MovingLaws(panels, law="two bumps")) as (page, _):
        drawn = page.evaluate(
            """async () => {
              const slider = document.querySelector("input[name=shift]");
              const shown = document.querySelector("output[data-quantity=shift]");
              let drawn = 0;
              const watch = new MutationObserver((changes) => { drawn += changes.length; });
              watch.observe(shown, { attributes: true, attributeFilter: ["data-value"] });
              const frame = () => new Promise((f) => requestAnimationFrame(f));
              const counts = [];
              for (const moves of [1, 20]) {
                drawn = 0;
                for (let k = 1; k <= moves; k++) {
                  slider.value = +slider.value + 0.1;
                  slider.dispatchEvent(new Event("input", { bubbles: true }));
                }
                await frame();
                await frame();
                counts.push(drawn);
              }
              return [...counts, +shown.dataset.value];
            }"""
        )
        before = MovingLaws(panels, law="two bumps").shift
    assert drawn == [1, 1, pytest.approx(before + 2.1)]
