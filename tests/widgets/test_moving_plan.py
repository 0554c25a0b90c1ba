"""Plans made by hand: what may be moved, what it costs, and that the best plan is the best."""

import re

import numpy as np
import pytest
from traitlets import TraitError

from gantutor.transport import cost_matrix, solve
from gantutor.widgets import MovingPlan
from tests.browser import serious
from tests.widgets.page import READY, opened, page_of, quantities, settle

HEAPS = [
    ([1, 3, 2, 0, 0, 0], [0, 0, 1, 1, 2, 2], None),
    ([2, 0, 0, 2], [0, 2, 2, 0], None),
    ([0, 5, 0, 1, 4], [3, 0, 3, 4, 0], [-3.0, -1.0, 0.5, 4.0, 10.0]),
    ([4], [4], None),
]


def exact(real, fake, positions) -> float:
    """The least cost by POT's linear program, in blocks times distance."""
    x = np.arange(len(real)) if positions is None else np.array(positions)
    a, b = np.array(real, dtype=float), np.array(fake, dtype=float)
    return solve(cost_matrix(x, x), a / a.sum(), b / b.sum()).cost * a.sum()


@pytest.mark.parametrize(("real", "fake", "positions"), HEAPS)
def test_the_best_cost_is_the_linear_programs(real, fake, positions):
    widget = MovingPlan(real, fake, positions)
    assert widget.best_cost == pytest.approx(exact(real, fake, positions), rel=1e-9, abs=1e-9)
    assert widget.cost == 0.0


def test_costs_follow_the_plan_and_the_heaps():
    widget = MovingPlan([1, 1, 0], [0, 1, 1], plan=[[0, 0, 1], [0, 0, 0], [0, 0, 0]])
    assert (widget.cost, widget.best_cost) == (2.0, 2.0)
    widget.plan = [[0, 1, 0], [0, 0, 1], [0, 0, 0]]
    assert widget.cost == 2.0
    with pytest.raises(TraitError, match="within real"):
        widget.plan = [[0, 1, 1], [0, 0, 0], [0, 0, 0]]


@pytest.mark.browser
def test_buttons_show_the_best_and_a_wasteful_plan(browser, tmp_path):
    widgets = [MovingPlan(*heaps) for heaps in HEAPS]
    with opened(browser, tmp_path, *widgets) as (page, _):
        for k, heaps in enumerate(HEAPS):
            best, within = exact(*heaps), f".gt-widget >> nth={k}"

            def press(name: str, within: str = within) -> dict[str, float]:
                page.locator(within).get_by_role("button", name=name).click()
                return quantities(page, within)

            assert quantities(page, within)["left"] == sum(heaps[0])
            shown = press("Show the best plan")
            assert shown["cost"] == pytest.approx(best, rel=1e-6, abs=1e-6)
            assert shown["best_cost"] == pytest.approx(best, rel=1e-6, abs=1e-6)
            assert shown["w1"] == pytest.approx(best / sum(heaps[0]), rel=1e-6, abs=1e-6)
            assert shown["left"] == 0
            wasteful = press("A wasteful plan")
            assert wasteful["left"] == 0
            assert wasteful["cost"] >= best
            assert press("Clear")["cost"] == 0


@pytest.mark.browser
def test_blocks_are_moved_by_click_key_button_and_drag(browser, tmp_path):
    with opened(browser, tmp_path, MovingPlan([2, 1, 0], [0, 1, 2])) as (page, _):

        def cell(i: int, j: int):
            return page.locator(".gt-cellbutton").nth(3 * i + j)

        cell(0, 2).click()
        assert quantities(page)["cost"] == 2
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("+")
        assert quantities(page) | {"cost": 3, "left": 1} == quantities(page)
        # The heap at 0 is empty now: nothing more can be taken from it.
        page.keyboard.press("Enter")
        assert quantities(page)["left"] == 1
        assert page.get_by_role("button", name="Move one more block").is_disabled()
        page.get_by_role("button", name="Take one block back").click()
        assert quantities(page)["left"] == 2
        page.keyboard.press("Shift+Tab")
        settle(page)  # the picture is drawn anew: what is measured before that is gone
        box = page.locator("svg.gt-heaps").bounding_box()
        axis = page.locator("svg.gt-heaps text").filter(has_text="0").first.bounding_box()
        goal = page.locator("svg.gt-heaps text").filter(has_text="1").first.bounding_box()
        page.mouse.move(axis["x"] + axis["width"] / 2, axis["y"] - 12)
        page.mouse.down()
        page.mouse.move(goal["x"], box["y"] + box["height"] - 30, steps=4)
        page.mouse.up()
        assert quantities(page)["left"] == 1
        assert "from 0 to 1: 1 block" in cell(0, 1).get_attribute("aria-label")


def middle_of(page, text: str, nth: int = 0) -> tuple[float, float]:
    settle(page)
    box = page.locator("svg.gt-heaps text").filter(has_text=text).nth(nth).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.mark.browser
def test_a_block_follows_the_mouse_and_says_what_it_costs(browser, tmp_path):
    with opened(browser, tmp_path, MovingPlan([2, 1, 0], [0, 1, 2])) as (page, _):
        (x, y), (goal, _) = middle_of(page, "0"), middle_of(page, "2")
        page.mouse.move(x, y - 12)
        page.mouse.down()
        page.mouse.move(goal, y + 50, steps=5)
        settle(page)
        block = page.locator(".gt-hand rect").bounding_box()
        assert block["x"] + block["width"] / 2 == pytest.approx(goal, abs=1)
        assert block["y"] + block["height"] / 2 == pytest.approx(y + 50, abs=1)
        assert page.locator(".gt-hand text").text_content() == "distance 2"
        assert "the cost goes from 0 to 2" in page.locator(".gt-summary").text_content()
        assert quantities(page)["cost"] == 0, "it is not there yet"
        page.mouse.up()
        assert quantities(page)["cost"] == 2
        assert not page.locator(".gt-hand").is_visible()


def swept(page, kind: str) -> float:
    """The area of what is drawn, in square pixels: the column of each gap between positions."""
    d = page.locator(f"svg.gt-heaps .gt-{kind}").get_attribute("d") or ""
    columns = re.findall(r"M([\d.]+) ([\d.]+)V([\d.]+)H([\d.]+)", d)
    return sum(
        (float(right) - float(left)) * (float(low) - float(high))
        for left, low, high, right in columns
    )


@pytest.mark.browser
def test_the_area_that_is_swept_is_the_cost(browser, tmp_path):
    # 2 blocks have to pass the gap of width 1, and 1 that of width 3.
    widget = MovingPlan([2, 0, 1], [0, 1, 2], [0.0, 1.0, 4.0])
    with opened(browser, tmp_path, widget) as (page, _):
        page.get_by_role("button", name="Show the best plan").click()
        settle(page)
        pixels = swept(page, "swept") / quantities(page)["cost"]  # of a block times a distance of 1
        assert (quantities(page)["cost"], swept(page, "waste")) == (5, 0)
        ends = page.locator(".gt-must").get_attribute("d").split("V")
        heights = [float(end.split("H")[0]) for end in ends[1:]]
        assert heights[2] - heights[0] == pytest.approx(2 * (heights[2] - heights[1]))
        page.get_by_role("button", name="A wasteful plan").click()
        cost = quantities(page)["cost"]
        assert cost > 5
        assert swept(page, "swept") == pytest.approx(5 * pixels)
        assert swept(page, "waste") == pytest.approx((cost - 5) * pixels)
        page.get_by_role("button", name="Clear").click()
        (x, y), (goal, _) = middle_of(page, "0"), middle_of(page, "4")
        page.mouse.move(x, y - 12)
        page.mouse.down()
        for share in (0.5, 1.0):
            page.mouse.move(x + share * (goal - x), y + 50, steps=3)
            settle(page)
            assert swept(page, "sweep") == pytest.approx(4 * share * pixels, rel=0.02)
        page.mouse.up()
        settle(page)
        assert swept(page, "swept") == pytest.approx(4 * pixels)


@pytest.mark.browser
def test_keys_carry_a_block(browser, tmp_path):
    with opened(browser, tmp_path, MovingPlan([1, 2, 0], [0, 1, 2])) as (page, _):
        first = page.get_by_role("button", name="Real heap at 0, 1 left")
        first.focus()
        page.keyboard.press("ArrowRight")
        for key in ("Enter", "ArrowRight"):
            page.keyboard.press(key)
        settle(page)
        assert page.locator(".gt-hand text").text_content() == "distance 1"
        assert "cost goes from 0 to 1" in page.locator(".gt-summary").text_content()
        page.keyboard.press("Escape")
        assert not page.locator(".gt-hand").is_visible()
        assert quantities(page)["cost"] == 0
        page.keyboard.press("ArrowLeft")
        for key in ("Enter", "ArrowRight", "ArrowRight", "Enter"):
            page.keyboard.press(key)
        assert quantities(page) | {"cost": 2, "left": 2} == quantities(page)
        # The heap at 0 is empty: the focus has gone on to the next one.
        for key in ("Enter", "ArrowRight", " "):
            page.keyboard.press(key)
        assert quantities(page) | {"cost": 3, "left": 1} == quantities(page)
        # A block that is let go by leaving is where it was.
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert not page.locator(".gt-hand").is_visible()
        assert quantities(page)["left"] == 1


@pytest.mark.browser
def test_a_finger_carries_a_block_and_the_page_stays(browser, tmp_path):
    context = browser.new_context(
        viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    file = tmp_path / "touch.html"
    tall = "<style>main {padding: 4rem 0 60rem}</style>"
    file.write_text(page_of(MovingPlan([2, 1, 0], [0, 1, 2]), head=tall), encoding="utf-8")
    page.goto(file.as_uri())
    page.locator(READY).first.wait_for()
    (x, y), (goal, _) = middle_of(page, "0"), middle_of(page, "2")
    fingers = context.new_cdp_session(page)

    def touch(kind: str, *at: float) -> None:
        points = [{"x": at[0], "y": at[1]}] if at else []
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    # Upwards and back down: a gesture that a page without a say in it takes for scrolling.
    touch("touchStart", x, y - 12)
    for k in range(1, 11):
        touch("touchMove", x + (goal - x) * k / 10, y - 12 + 7 * k)
        settle(page)
    block = page.locator(".gt-hand rect").bounding_box()
    assert block["x"] + block["width"] / 2 == pytest.approx(goal, abs=1)
    touch("touchEnd")
    assert quantities(page)["cost"] == 2
    assert page.evaluate("scrollY") == 0
    context.close()


@pytest.mark.browser
def test_heaps_that_do_not_match_have_no_plan(browser, tmp_path):
    with opened(browser, tmp_path, MovingPlan([1, 1], [1, 1])) as (page, _):
        page.get_by_text("Change the heaps").click()
        page.get_by_role("button", name="One block more in the real heap at 0").click()
        assert np.isnan(quantities(page)["best_cost"])
        assert page.get_by_role("button", name="Show the best plan").is_disabled()
        settle(page)
        assert (
            "equally many blocks: real 3, generated 2" in page.locator(".gt-summary").inner_text()
        )
        page.get_by_role("button", name="One block more in the fake heap at 1").click()
        assert quantities(page)["best_cost"] == 1
        page.get_by_role("button", name="Show the best plan").click()
        assert quantities(page)["cost"] == 1


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_serious_and_nothing_overflows(browser, tmp_path, theme):
    how = {"width": 360, "attributes": f' data-theme="{theme}"'}
    widget = MovingPlan([1, 0, 2, 1, 3, 0, 1, 0], [0, 2, 1, 0, 0, 3, 0, 2])
    with opened(browser, tmp_path, widget, **how) as (page, _):
        page.get_by_text("Change the heaps").click()
        page.get_by_role("button", name="A wasteful plan").click()
        settle(page)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert serious(page) == set()
        sizes = page.locator("button").evaluate_all(
            "all => all.map(n => Math.min(n.offsetWidth, n.offsetHeight))"
        )
        assert min(sizes) >= 24
