"""Replays: what comes back from the packed frames, playing, scrubbing, weight."""

import base64
import zlib
from datetime import date

import numpy as np
import pytest

from gantutor.colours import COLOURS
from gantutor.recording import Record
from gantutor.widgets import Replay
from tests.browser import serious
from tests.widgets.page import opened, quantities, settle

FRAMES = 60


def run(frames: int = FRAMES, n: int = 512, seed: int = 0) -> dict:
    """A run that never was: a blob that becomes a ring, under a surface that turns."""
    rng = np.random.default_rng(seed)
    angle = rng.integers(0, 8, n) * np.pi / 4
    ring = 2 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    z, t = rng.normal(size=(n, 2)), np.linspace(0, 1, frames)[:, None, None]
    x, y = np.meshgrid(np.linspace(-3, 3, 41), np.linspace(-3, 3, 41))
    return {
        "points": (1 - t) * (0.5 * z + 0.5) + t * (ring + 0.05 * z),
        "real": ring + 0.05 * rng.normal(size=(n, 2)),
        "surface": np.sin(1.5 * x + 3 * t) * np.cos(1.5 * y) + 0.3 * x * (1 - t),
        "extent": (-3, 3, -3, 3),
        "iterations": 25 * np.arange(frames),
        "curves": {
            "gap": np.linspace(2, 0, frames),
            "w1": np.linspace(1, 0.2, frames),
            "floor": 0.1,
        },
    }


def bytes_of(widget: Replay) -> list[np.ndarray]:
    """What the page unpacks: points, real, surface."""
    raw = np.frombuffer(zlib.decompress(base64.b64decode(widget.blob)), dtype=np.uint8)
    s = widget.shape
    parts, start = [], 0
    for rows, columns in (
        (s["frames"], s["n"] * s["dim"]),
        (1, s["real"] * s["dim"]),
        (s["frames"], int(np.prod(s["surface"])) if s["surface"] else 0),
    ):
        part = raw[start : start + rows * columns].reshape(rows, columns)
        parts.append(np.cumsum(part, axis=0, dtype=np.uint8))
        start += rows * columns
    assert start == len(raw)
    return parts


def test_packing_keeps_positions_and_values_to_eight_bits():
    made = run(frames=7, n=50)
    widget = Replay(**made)
    points, real, surface = bytes_of(widget)
    inside = made["points"].reshape(7, -1)
    assert np.abs((points - 1.0) / 253 * 6 - 3 - inside).max() <= 3 / 253 + 1e-12
    assert np.abs((real - 1.0) / 253 * 6 - 3 - made["real"].reshape(1, -1)).max() <= 3 / 253 + 1e-12
    values = made["surface"].reshape(7, -1)
    low, high = np.array(widget.heights).T[..., None]
    assert np.all(np.abs(low + (high - low) * surface / 255 - values) <= (high - low) / 510 + 1e-12)


def test_samples_outside_are_marked():
    widget = Replay(np.array([[-1.0, 0.0, 0.5, 1.0, 1.5]]), np.array([0.5]), extent=(0.0, 1.0))
    points, _, _ = bytes_of(widget)
    assert points[0].tolist() == [0, 1, 127, 254, 255]


def test_a_replay_of_sixty_frames_is_light():
    assert len(Replay(**run()).html().encode()) <= 220 * 1024
    fresh = run()
    fresh["points"] = np.random.default_rng(1).permuted(fresh["points"], axis=1)
    assert len(Replay(**fresh).html().encode()) <= 220 * 1024


def test_a_record_is_replayed():
    made, games = run(frames=100, n=20), 3
    record = Record(
        settings={},
        seeds=np.arange(games),
        iteration=10 * np.arange(100),
        series={"gap": np.arange(300.0).reshape(100, 3), "critic_loss": np.zeros((100, 3))},
        frames={
            "fakes": np.repeat(made["points"][:, None], games, axis=1).astype(np.float32),
            "surface": np.repeat(made["surface"][:, None], games, axis=1).astype(np.float32),
        },
        environment={"date": str(date.today())},
        seconds=1.0,
        interrupted=False,
    )
    widget = Replay.from_record(record, 1, real=made["real"], curves=("gap", "w1"))
    assert widget.shape["frames"] == 60
    assert (widget.iterations[0], widget.iterations[-1]) == (0, 990)
    assert widget.curves["gap"][-1] == 298.0
    assert "w1" not in widget.curves
    with pytest.raises(ValueError, match="seed must be 0 to 2, got 3"):
        Replay.from_record(record, 3, real=made["real"])
    with pytest.raises(ValueError, match=r"no frames \['samples'\]"):
        Replay.from_record(record, 0, real=made["real"], points="samples")


@pytest.mark.browser
def test_scrub_step_and_play(browser, tmp_path):
    with opened(browser, tmp_path, Replay(**run(frames=12, n=30))) as (page, _):
        slider = page.get_by_label("Iteration")
        play = page.get_by_role("button", name="Play")
        page.wait_for_timeout(400)
        assert quantities(page)["iteration"] == 0, "nothing plays by itself"
        slider.focus()
        page.keyboard.press("ArrowRight")
        assert quantities(page)["iteration"] == 25
        page.keyboard.press("End")
        shown = quantities(page)
        assert shown == {"iteration": 275, "gap": 0.0, "w1": 0.2, "floor": 0.1}
        assert page.get_by_role("button", name="One frame on").is_disabled()
        page.get_by_role("button", name="One frame back").click()
        assert quantities(page)["iteration"] == 250
        assert slider.get_attribute("aria-valuetext") == "250"
        # Slow: on a busy machine the end must not come between "Pause" being found and clicked.
        page.get_by_label("Speed").select_option("0.5")
        page.keyboard.press("Home")
        slider.focus()
        page.keyboard.press("Home")
        page.keyboard.press("Space")
        page.get_by_role("button", name="Pause").wait_for()
        page.wait_for_function(
            "+document.querySelector('output[data-quantity=iteration]').dataset.value >= 50"
        )
        page.get_by_role("button", name="Pause").click()
        paused = quantities(page)["iteration"]
        page.wait_for_timeout(600)
        assert quantities(page)["iteration"] == paused
        page.get_by_label("Speed").select_option("1")
        # From the end, Play starts over, and stops at the end by itself.
        slider.focus()
        page.keyboard.press("End")
        play.click()
        page.get_by_role("button", name="Pause").wait_for()
        play.wait_for()
        assert quantities(page)["iteration"] == 275


@pytest.mark.browser
def test_a_quantity_has_its_colour_whatever_it_is_called(browser, tmp_path):
    made = run(frames=3, n=20)
    made["curves"] = {"critic's value": [1, 2, 3], "exact W1": [3, 2, 1], "KL": [0, 1, 2]}
    stroke = "n => getComputedStyle(n).stroke"
    with opened(browser, tmp_path, Replay(**made)) as (page, _):
        curves = page.locator(".gt-panel:not(.gt-stage) > svg path.gt-curve")
        for curve, role in zip(curves.all(), ("critic", "exact", "kl"), strict=True):
            r, g, b = bytes.fromhex(COLOURS[role].light[1:])
            assert curve.evaluate(stroke) == f"rgb({r}, {g}, {b})"


@pytest.mark.browser
def test_curves_stand_beside_the_picture_where_there_is_room(browser, tmp_path):
    with opened(browser, tmp_path, Replay(**run(frames=3, n=20))) as (page, _):
        for width, beside in ((704, True), (360, False)):
            page.set_viewport_size({"width": width, "height": 800})
            settle(page)
            picture, curves = (p.bounding_box() for p in page.locator(".gt-panel").all())
            assert (curves["y"] < picture["y"] + picture["height"]) is beside
            assert page.locator("canvas").bounding_box()["width"] >= 0.9 * picture["width"]


@pytest.mark.browser
def test_with_reduced_motion_playing_shows_ten_stills(browser, tmp_path):
    with opened(browser, tmp_path, Replay(**run(frames=41, n=20))) as (page, _):
        page.emulate_media(reduced_motion="reduce")
        page.get_by_label("Speed").select_option("4")
        page.evaluate(
            """() => {
              const shown = document.querySelector("output[data-quantity=iteration]");
              window.seen = [];
              new MutationObserver(() => window.seen.push(+shown.dataset.value))
                .observe(shown, { attributes: true, attributeFilter: ["data-value"] });
            }"""
        )
        page.get_by_role("button", name="Play").click()
        page.get_by_role("button", name="Pause").wait_for()
        page.wait_for_function("window.seen.length >= 3")
        page.get_by_role("button", name="Pause").click()
        assert page.evaluate("window.seen.slice(0, 3)") == [100, 200, 300]


@pytest.mark.browser
def test_the_picture_changes_with_the_frame(browser, tmp_path):
    with opened(browser, tmp_path, Replay(**run(frames=5, n=40))) as (page, _):
        image = "document.querySelector('canvas').toDataURL()"
        first = page.evaluate(image)
        page.get_by_label("Iteration").fill("4")
        settle(page)
        last = page.evaluate(image)
        assert first != last
        page.evaluate("document.documentElement.dataset.theme = 'dark'")
        settle(page)
        assert page.evaluate(image) != last, "a dark page repaints the canvas"


@pytest.mark.browser
@pytest.mark.parametrize("dim", [1, 2])
def test_nothing_serious_and_nothing_overflows(browser, tmp_path, dim):
    made = run(frames=4, n=60)
    if dim == 1:
        made |= {"points": made["points"][..., 0], "real": made["real"][:, 0], "extent": (-3, 3)}
        made["surface"] = made["surface"][:, 20]
    with opened(browser, tmp_path, Replay(**made), width=360) as (page, _):
        page.get_by_label("Iteration").fill("2")
        settle(page)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert serious(page) == set()
