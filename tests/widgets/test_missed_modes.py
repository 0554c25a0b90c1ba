"""Two heaps of data and a generator: the package's numbers, by every hand, on every screen."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest
import traitlets as t

from gantutor.distributions import two_bumps
from gantutor.divergences import js_laws, kl_laws
from gantutor.transport import w1_laws
from gantutor.widgets import MissedModes
from tests.browser import serious
from tests.widgets.page import opened, page_of, quantities, settle

DATA = two_bumps()
STEPS = [
    (
        "Blue are the data, in two heaps. The generator has one heap, and stands on one of them. "
        "Half of the data are missed, and KL(Q‖P) charges about log 2.",
        {"measure": "kl_fake", "place": 1.5, "width": 0.5, "other": 0.0},
    ),
    ("Spread over both.", {"place": 0.0, "width": 1.58}),
    ("Turned round.", {"measure": "kl_real"}),
    ("On one heap again.", {"measure": "mixed", "place": 1.5, "width": 0.5, "other": 0.3}),
]
STATES = [
    {"place": 1.5, "width": 0.5},
    {"place": 0.0, "width": 1.58, "measure": "kl_real"},
    {"place": -2.2, "width": 0.3, "other": 0.2, "measure": "w1"},
    {"place": 0.7, "width": 2.5, "other": 0.5, "measure": "mixed"},
]


def alone(first, second):
    """The mass of the first law where it is ten times as dense as the second, on a fine grid."""
    x = np.linspace(-30, 30, 60_001)
    seen = first.logpdf(x) - second.logpdf(x) > np.log(10)
    return np.sum(first.pdf(x)[seen]) * (x[1] - x[0])


@pytest.mark.browser
def test_every_number_is_that_of_the_package(browser, tmp_path):
    with opened(browser, tmp_path, *(MissedModes(**state) for state in STATES)) as (page, _):
        settle(page)
        shown = page.locator(".gt").evaluate_all(
            """all => all.map(root => Object.fromEntries([...root.querySelectorAll(
                "output[data-quantity]")].map(o => [o.dataset.quantity, +o.dataset.value])))"""
        )
    for state, found in zip(STATES, shown, strict=True):
        Q = MissedModes(**state).generated()
        js = js_laws(DATA, Q)
        expected = {
            "kl_fake": kl_laws(Q, DATA),
            "kl_real": kl_laws(DATA, Q),
            "js": js,
            "mixed": kl_laws(Q, DATA) - 2 * js,
            "w1": w1_laws(DATA, Q),
        }
        for name, value in expected.items():
            assert found[name] == pytest.approx(value, rel=1e-6, abs=1e-6), (name, state)
        assert found["missed"] == pytest.approx(alone(DATA, Q), abs=2e-3), state
        assert found["unsafe"] == pytest.approx(alone(Q, DATA), abs=2e-3), state


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 360])
def test_every_hand_moves_it_and_nothing_sticks_out(browser, tmp_path, width):
    with opened(browser, tmp_path, MissedModes(steps=STEPS), width=width) as (page, _):
        plot = page.locator("[data-panel=laws] svg[role=img]")
        plot.scroll_into_view_if_needed()
        box = plot.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + 30
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + box["width"] / 20, y, steps=3)
        page.mouse.up()
        moved = quantities(page)["place"]
        assert 1.8 < moved < 2.3
        page.keyboard.press("ArrowLeft")
        assert quantities(page)["place"] == pytest.approx(moved - 0.1)
        # KL is least on either heap, W1 half-way between them.
        marks = page.locator("circle.gt-least:visible")
        page.locator(".gt-picks input[value=kl_fake]").check()
        settle(page)
        assert marks.count() == 2
        page.locator(".gt-picks input[value=w1]").check()
        settle(page)
        assert marks.count() == 1
        assert page.locator("[data-panel=charged] .gt-name").inner_text() == "What W1 charges"
        page.locator("button[name=step-on]").click()
        page.wait_for_function(
            "() => document.querySelector('[data-quantity=place]').dataset.value === '0'"
        )
        assert quantities(page)["width"] == 1.58
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator(".gt-summary").inner_text().startswith("KL(Q‖P) is 0.937.")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("across", "high", "top", "width"), [(1280, 800, 330, 868), (360, 740, 380, 328)]
)
def test_the_first_picture_and_its_slider_are_seen_together(
    browser, tmp_path, across, high, top, width
):
    style = (
        "<style>body {margin: 0} h1 {position: absolute; margin: 0}"
        f"main {{width: {width}px; margin: 0 auto; padding: {top}px 0 60rem}}</style>"
    )
    widget = MissedModes(steps=STEPS)
    with opened(browser, tmp_path, widget, width=across, head=style) as (page, _):
        page.set_viewport_size({"width": across, "height": high})
        settle(page)
        slider = page.get_by_label("Place of the generated heap").bounding_box()
        first = page.locator("[data-panel=laws] svg[role=img]").bounding_box()
        assert first["y"] + first["height"] <= page.locator(".gt-steps").bounding_box()["y"]
        assert slider["y"] + slider["height"] <= high


@pytest.mark.browser
@pytest.mark.parametrize(("width", "theme"), [(360, ""), (1280, ' data-theme="dark"')])
def test_nothing_serious_and_no_small_text(browser, tmp_path, width, theme):
    head = "<style>html[data-theme=dark] body {background: #14181e; color: #ddd}</style>"
    how = {"width": width, "head": head, "attributes": theme}
    with opened(browser, tmp_path, MissedModes(steps=STEPS), **how) as (page, _):
        settle(page)
        assert serious(page) == set()
        sizes = page.locator(".gt svg text").evaluate_all(
            "all => all.map(n => n.getBoundingClientRect().height)"
        )
        assert min(size for size in sizes if size) >= 11


@pytest.mark.browser
def test_what_is_kept_free_is_what_is_taken(browser, tmp_path):
    text = page_of(MissedModes(steps=STEPS), MissedModes())
    look = "main {{width: {}px; margin: auto}} body {{font-family: system-ui, sans-serif}}"
    for screen, column in ((768, 704), (360, 328)):
        page, heights = browser.new_page(viewport={"width": screen, "height": 900}), []
        style = f"<style>{look.format(column)}</style></head>"
        for part, without in ((".gt-widget", True), (".gt", False)):
            file, shown = tmp_path / "room.html", text.replace("</head>", style)
            bare = re.sub(r"<script.*?</script>", "", shown, flags=re.S)
            file.write_text(bare if without else shown, encoding="utf-8")
            page.goto(file.as_uri())
            if not without:
                page.locator(".gt .gt-summary:not(:empty)").nth(1).wait_for()
                settle(page)
            heights.append([box.bounding_box()["height"] for box in page.locator(part).all()])
        page.close()
        for free, taken in zip(*heights, strict=True):
            assert free == pytest.approx(taken, abs=max(35, 0.07 * taken))


@pytest.mark.parametrize("state", [{}, {"place": 1.0, "other": 0.3}])
def test_a_poster_is_small_and_says_what_it_shows(state):
    widget = MissedModes(**state)
    card = widget.thumbnail()
    root = ElementTree.fromstring(card)
    assert root.attrib["viewBox"] == "0 0 320 180"
    assert 300 < len(card.encode()) < 6_000
    assert "heaps of data" in widget.poster()


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ({"place": 4.0}, "place"),
        ({"width": 0.1}, "width"),
        ({"other": 0.6}, "other"),
        ({"measure": "tv"}, "measure"),
        ({"steps": [("a", {}), ("b", {"shift": 1.0})]}, "a step of MissedModes sets only"),
    ],
)
def test_what_is_not_possible_is_refused(setting, message):
    with pytest.raises(t.TraitError, match=message):
        MissedModes(**setting)
