"""Two bars in plain words: what a GAN is told stops at log 2, how far it is goes on."""

import numpy as np
import pytest

from gantutor.distributions import Normal
from gantutor.divergences import js_laws
from gantutor.widgets import MovingLaws
from tests.widgets.page import opened, quantities, settle

pytestmark = pytest.mark.browser


def bars(page) -> list[float]:
    """How far each bar is filled, as a share of its track."""
    settle(page)
    return [
        bar.locator("rect").nth(1).bounding_box()["width"]
        / bar.locator("rect").first.bounding_box()["width"]
        for bar in page.locator("svg.gt-told").all()
    ]


def test_one_bar_stops_and_the_other_goes_on(browser, tmp_path):
    widget = MovingLaws(("densities", "told"), shift=1.0)
    with opened(browser, tmp_path, widget) as (page, _):
        slider, filled = page.locator("input[name=shift]"), {}
        for shift in (1.0, 4.0, 5.0, 6.0):
            slider.fill(str(shift))
            shown, filled[shift] = quantities(page), bars(page)
            js = js_laws(Normal(0, 1), Normal(shift, 1))
            assert shown["js"] == pytest.approx(js, rel=1e-6, abs=1e-6)
            assert shown["w1"] == pytest.approx(shift, rel=1e-6)
            assert filled[shift] == pytest.approx([js / np.log(2), shift / 6], abs=2e-3)
        assert filled[6.0][0] - filled[5.0][0] < 0.02
        assert filled[6.0][1] - filled[5.0][1] > 0.15
        met = page.locator(".gt-stop.gt-met")
        assert met.count() == 1
        slider.fill("1")
        settle(page)
        assert met.count() == 0
        # The four numbers of the densities would say the same in other words.
        assert set(quantities(page)) == {"js", "w1", "shift"}


@pytest.mark.parametrize("width", [360, 1280])
def test_the_bars_are_low_and_follow_the_law(browser, tmp_path, width):
    with opened(browser, tmp_path, MovingLaws(("densities", "told")), width=width) as (page, _):
        panel = page.locator("[data-panel=told]")
        assert panel.bounding_box()["height"] <= 115
        before = bars(page)[1]
        box = page.locator("svg.gt-drag").bounding_box()
        x, y = box["x"] + box["width"] * 0.5, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 0.15 * box["width"], y, steps=4)
        page.mouse.up()
        assert bars(page)[1] > before + 0.2
        page.keyboard.press("Home")
        assert bars(page)[1] == pytest.approx(1.0, abs=2e-3)
        assert "all it can be told" in page.locator(".gt-summary").text_content()
