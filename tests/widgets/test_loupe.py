"""The loupe: two games of a table side by side, with the numbers that were recorded."""

import base64
import re
import zlib

import numpy as np
import pytest
import traitlets as t

from gantutor.widgets.loupe import LEVELS, Loupe, loupe
from tests.browser import serious
from tests.widgets.page import opened, quantities, settle

LOSSES, HOLDS, FRAMES, N, CELLS = ["logistic", "hinge"], ["nothing", "clipping", "R1"], 5, 40, 7
ITERATIONS = [0, 10, 20, 30, 45]


def table() -> dict:
    """Games that never were: in each the samples come nearer at a pace of its own."""
    rng = np.random.default_rng(0)
    real = rng.normal(size=(50, 2))
    pace = np.arange(6.0).reshape(2, 3, 1) + 1
    away = np.exp(-pace * np.arange(FRAMES) / 4)
    surface = rng.normal(size=(2, 3, FRAMES, CELLS, CELLS))
    return {
        "points": real[:N] + away[..., None, None] * np.array([2.0, 1.0]),
        "real": real,
        "surface": surface,
        "losses": LOSSES,
        "holds": HOLDS,
        "curves": {"w1": 2 * away, "value": 3 * away, "cosine": 1 - away},
        "floor": 0.2,
        "extent": (-4, 4, -4, 4),
        "iterations": ITERATIONS,
        "settings": [[f"rate {k}{j}" for j in range(3)] for k in range(2)],
    }


STEPS = [
    ("Two games begin.", {"frame": 0, "left": ["logistic", "clipping"]}),
    ("One of them is there.", {"frame": 3, "right": ["hinge", "R1"]}),
]


def test_frames_are_packed_to_eight_and_five_bits():
    made = table()
    made["points"][1, 2, 4, 0] = np.nan
    widget = Loupe(**made)
    raw = np.frombuffer(zlib.decompress(base64.b64decode(widget.blob)), dtype=np.uint8)
    start, parts = 100, []
    for size in [N * 2] * 6 + [CELLS**2] * 6:
        part = raw[start : start + FRAMES * size].reshape(FRAMES, size)
        parts.append(np.cumsum(part, axis=0, dtype=np.uint8))
        start += FRAMES * size
    assert start == len(raw)
    back = (np.stack(parts[:6]) - 1.0) / 253 * 8 - 4
    there = made["points"].reshape(6, FRAMES, -1)
    assert (parts[5][4, :2] == 255).all(), "what is not finite lies outside"
    there[5, 4, :2] = back[5, 4, :2]
    assert np.abs(back - there).max() <= 4 / 253 + 1e-12
    levels = np.stack(parts[6:])
    flat = made["surface"].reshape(6, FRAMES, -1)
    low, high = flat.min(-1, keepdims=True), flat.max(-1, keepdims=True)
    assert np.abs(levels / 255 - (flat - low) / (high - low)).max() <= 1 / LEVELS + 1 / 510
    assert len(np.unique(levels)) <= LEVELS


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"points": np.zeros((2, 2, 5, 9, 2))}, r"points must be \(2, 3\) \+ \(T, n, 2\)"),
        ({"real": np.zeros(4)}, r"real must be \(m, 2\) and finite, got \(4,\)"),
        ({"surface": np.zeros((2, 3, 4, 7, 7))}, r"surface must be \(2, 3, 5\) \+ \(h, w\)"),
        ({"losses": ["hinge", "hinge"]}, "losses must be different names"),
        ({"curves": {"w1": np.zeros((2, 3, 5))}}, r"'value' must be \(2, 3, 5\), got none"),
    ],
)
def test_what_does_not_fit_is_refused(change, message):
    with pytest.raises(ValueError, match=message):
        Loupe(**{**table(), **change})


def test_a_game_that_is_not_there_is_refused():
    widget = Loupe(**table(), steps=STEPS)
    assert widget.left == ["logistic", "clipping"]
    assert widget.right == ["hinge", "R1"]
    with pytest.raises(t.TraitError, match=r"left must be one of \['logistic', 'hinge'\]"):
        widget.left = ["energy", "R1"]
    with pytest.raises(t.TraitError, match="frame must lie in 0 to 4, got 5"):
        widget.frame = 5
    with pytest.raises(t.TraitError, match="step 2: right must be one of"):
        Loupe(**table(), steps=[STEPS[0], ("No.", {"right": ["hinge"]})])
    with pytest.raises(ValueError, match=r"there are no films of \[\('hinge', 'r1'\)\]"):
        names = {"losses": {"hinge": "hinge"}, "holds": {"r1": "R1"}}
        loupe([], np.zeros((3, 2)), 0.1, **names, says={}, reach=3.0)


@pytest.mark.browser
def test_two_games_are_picked_and_moved_together(browser, tmp_path):
    made = table()
    with opened(browser, tmp_path, Loupe(**made, steps=STEPS)) as (page, _):

        def expected(frame, **games):
            cells = {side: (LOSSES.index(a), HOLDS.index(b)) for side, (a, b) in games.items()}
            return {"iteration": ITERATIONS[frame]} | {
                f"{side}-{name}": pytest.approx(made["curves"][name][*cell, frame], rel=1e-3)
                for side, cell in cells.items()
                for name in ("w1", "value", "cosine")
            }

        def image(side):
            return page.locator("canvas").nth(side).evaluate("c => c.toDataURL()")

        games = {"left": ("logistic", "clipping"), "right": ("hinge", "R1")}
        assert quantities(page) == expected(0, **games)
        before = image(0), image(1)
        page.get_by_label("right: loss").select_option("logistic")
        page.get_by_label("right: held by").select_option("nothing")
        games["right"] = ("logistic", "nothing")
        assert quantities(page) == expected(0, **games)
        assert image(0) == before[0]
        assert image(1) != before[1]
        assert "rate 00" in page.locator(".gt-side").nth(1).text_content()
        slider = page.get_by_label("Iteration")
        slider.focus()
        page.keyboard.press("End")
        assert quantities(page) == expected(4, **games)
        assert image(0) != before[0]
        page.get_by_role("button", name="Step on").click()
        page.wait_for_function(
            "document.querySelector('output[data-quantity=iteration]').dataset.value === '30'"
        )
        games["right"] = ("hinge", "R1")
        assert quantities(page) == expected(3, **games)
        bright = image(0)
        page.evaluate("document.documentElement.dataset.theme = 'dark'")
        settle(page)
        assert image(0) != bright, "a dark page repaints the canvas"
        assert serious(page) == set()
        page.set_viewport_size({"width": 360, "height": 740})
        settle(page)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        first, second = (page.locator("canvas").nth(k).bounding_box() for k in (0, 1))
        assert first["y"] == second["y"]
        assert first["width"] > 140
        room = re.search(r"clamp\((\d+)px", Loupe(**made, steps=STEPS).html())[1]
        assert abs(page.locator(".gt").bounding_box()["height"] - int(room)) < 120
