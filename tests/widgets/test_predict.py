"""Predict, then reveal: the reader draws a curve, and the true one is traced over it."""

import numpy as np
import pytest

from gantutor.distributions import Normal
from gantutor.divergences import js_laws
from gantutor.widgets import MovingLaws
from tests.widgets.page import opened, quantities, settle

pytestmark = pytest.mark.browser
GUESS, TRUTH = "path.gt-guess.soft", "path.gt-curve.ink:not(.gt-guess)"


def asked() -> MovingLaws:
    return MovingLaws(("densities", "divergences"), shift=2.0, predict=True)


def true_js() -> np.ndarray:
    return np.array([js_laws(Normal(0, 1), Normal(s, 1)) for s in np.linspace(-6, 6, 121)])


def test_a_curve_is_drawn_and_then_judged(browser, tmp_path):
    with opened(browser, tmp_path, asked()) as (page, _):
        plot = page.locator("[data-panel=divergences] svg").first
        js = page.locator("output[data-quantity=js]")
        assert not js.is_visible(), "nothing gives the answer away"
        assert not page.locator(f"[data-panel=divergences] {TRUTH}").first.is_visible()
        assert "JS" not in page.locator(".gt-summary").text_content()
        box = plot.bounding_box()
        left, right = box["x"] + 34, box["x"] + box["width"] - 44
        # A level line at ½, from end to end, in few moves.
        half = box["y"] + 18 + (120 - 38) * (1 - 0.5 / 1.08)
        page.mouse.move(left, half)
        page.mouse.down()
        for share in (0.2, 0.7, 1.0):
            page.mouse.move(left + share * (right - left), half)
        page.mouse.up()
        assert page.locator(GUESS).get_attribute("d").count("L") == 120, "no gap"
        assert quantities(page)["shift"] == 2.0, "drawing moves no law"
        page.get_by_role("button", name="Show the true curve").click()
        page.locator("output[data-quantity=off]").wait_for()
        off = quantities(page)["off"]
        assert off == pytest.approx(np.abs(true_js() - 0.5).mean(), abs=0.01)
        assert js.is_visible()
        shown = page.locator(GUESS).evaluate("path => getComputedStyle(path).display")
        assert shown != "none", "the guess stays beside the truth"
        # Then the picture moves as ever.
        page.mouse.move(left + 200, half)
        page.mouse.down()
        page.mouse.move(left + 240, half)
        page.mouse.up()
        assert quantities(page)["shift"] != 2.0


def test_keys_draw_too_and_nobody_must(browser, tmp_path):
    with opened(browser, tmp_path, asked()) as (page, _):
        page.emulate_media(reduced_motion="reduce")
        page.get_by_text("Draw by key").focus()
        page.keyboard.press("Enter")
        for place in ("−6", "6"):
            page.get_by_label(f"JS at shift {place}", exact=True).focus()
            page.keyboard.press("End")
        drawn = page.locator(GUESS).get_attribute("d")
        assert drawn.count("L") == 120
        page.get_by_role("button", name="Show the true curve").focus()
        page.keyboard.press("Enter")
        page.locator("output[data-quantity=off]").wait_for()
        assert quantities(page)["off"] > 0.1
    with opened(browser, tmp_path, asked()) as (page, _):
        page.emulate_media(reduced_motion="reduce")
        page.get_by_role("button", name="Show the true curve").click()
        page.get_by_text("stops at log 2").wait_for()
        settle(page)
        assert "off" not in quantities(page)
        assert page.locator("[data-panel=divergences] output[data-quantity=js]").is_visible()


def test_who_does_not_ask_for_it_gets_no_script_for_it():
    assert "function predicting" in asked().html()
    assert "function predicting" not in MovingLaws("divergences").html()
