"""Images through training and the laws they follow: numbers, hands, weight, and what is refused."""

import re
from dataclasses import replace

import numpy as np
import pytest
from traitlets import TraitError

from gantutor.divergences import js
from gantutor.experiments import Outcome
from gantutor.recording import Record
from gantutor.transport import w1_line
from gantutor.widgets import ImageReplay, image_replay
from gantutor.widgets._image_laws import BINS, moving
from tests.browser import serious
from tests.widgets.page import opened, quantities, settle
from tests.widgets.test_first_screen import BOX, SCREENS, head

METHODS = {"dcgan": "DCGAN", "wdcgan_0.1": "WDCGAN", "wdcgan_gp": "WDCGAN-GP"}
RNG = np.random.default_rng(0)
REAL = np.stack([RNG.normal(0.13, 0.04, 500), RNG.normal(0, 1, 500)], axis=1)
FRAMES, SIDE = 14, 28
STEPS = [
    ("At first all images are grey noise: far too much ink, and all of it alike.", {"frame": 0}),
    ("Strokes come, and the law of their ink comes near.", {"frame": 6, "method": "WDCGAN"}),
    ("Now look along the first direction.", {"frame": 12, "statistic": "first direction"}),
]


def outcome(method: str = "dcgan", seed: int = 0, channels: int = 1, data: str = "some") -> Outcome:
    """A run that never was: noise becomes a bright square, its ink a law near that of REAL."""
    rng = np.random.default_rng([seed, len(method)])
    t = np.linspace(0, 1, FRAMES)[:, None, None, None, None]
    square = np.zeros((16, channels, SIDE, SIDE))
    for k in range(16):
        square[k, :, 4 + k % 8 : 16 + k % 8, 6 + k // 4 : 18 + k // 4] = 255 - 8 * k
    noise = rng.uniform(0, 255, size=(16, channels, SIDE, SIDE))
    growth = np.clip((1 - t) ** 4 * noise + (1 - (1 - t) ** 4) * square, 0, 255).astype(np.uint8)
    s = t[..., 0, 0]
    laws = (
        (1 - s) * (0.5, 3.0)
        + s * REAL[rng.permutation(500)[:400]]
        + 0.01 * rng.normal(size=(FRAMES, 400, 2))
    )
    record = Record(
        settings={},
        seeds=np.array([seed]),
        iteration=np.array([*range(0, 1597, 133), 1600]),
        series={},
        frames={"laws": laws[:, None].astype(np.float16)},
        environment={},
        seconds=1.0,
        interrupted=False,
    )
    facts = {"data": data, "method": method, "lr": 1e-3, "part": "report"}
    return Outcome(method, facts, record, np.zeros((1, 1), np.float16), growth[:, None])


THREE = [outcome(method) for method in METHODS]


def three(**more) -> ImageReplay:
    return image_replay(THREE, real=REAL, names=METHODS, **more)


def shown(page) -> np.ndarray:
    """What the canvas shows, rows × columns × (red, green, blue, opacity)."""
    settle(page)
    height, width, data = page.locator(".gt-film canvas").evaluate(
        """(c) => [c.height, c.width,
          [...c.getContext("2d").getImageData(0, 0, c.width, c.height).data]]"""
    )
    return np.array(data).reshape(height, width, 4)


def summary(page) -> str:
    settle(page)
    return page.locator(".gt-summary").text_content()


# The numbers ------------------------------------------------------------------------------------


def test_the_numbers_are_the_packages():
    fake = np.stack([[RNG.normal(0.5, 0.01, 400), RNG.normal(0.15, 0.03, 400)]])
    real = REAL[:, 0]
    law = moving("mean ink", real, fake)
    low, high = law["extent"]
    # Alike computed by hand: all below, in each bin, and above.
    edges = np.linspace(low, high, BINS + 1)
    for k, values in enumerate(fake[0]):
        film = law["films"][0]
        assert film["w1"][k] == pytest.approx(w1_line(real, values), rel=1e-8)
        p, q = (
            np.bincount(np.searchsorted(edges, v, side="right"), minlength=BINS + 2) / len(v)
            for v in (real, values)
        )
        assert film["js"][k] == pytest.approx(js(p, q), rel=1e-8)
        assert sum(film["counts"][k]) + film["outside"][k] == 400
        assert film["counts"][k] == (q[1:-1] * 400).round().astype(int).tolist()
    assert film["js"][0] == pytest.approx(np.log(2)), "no bin has both"
    assert film["w1"][0] > 5 * film["w1"][1]
    assert sum(law["real"]) == 500
    assert law["sizes"] == [400, 500]
    # A perfect generator's score: 400 fresh values of the same law against 500 of it.
    laws = [(RNG.normal(0.13, 0.04, 400), RNG.normal(0.13, 0.04, 500)) for _ in range(200)]
    assert law["floors"]["w1"] == pytest.approx(np.mean([w1_line(*two) for two in laws]), rel=0.25)
    apart = [
        js(*(np.histogram(v, [-np.inf, *edges, np.inf])[0] / len(v) for v in two)) for two in laws
    ]
    assert law["floors"]["js"] == pytest.approx(np.mean(apart), rel=0.25)


def test_the_window_holds_what_it_can_and_the_rest_is_counted():
    real = np.linspace(0, 1, 101)
    near = moving("a", real, np.full((1, 1, 10), 2.5))
    assert near["extent"][1] > 2.5
    assert near["films"][0]["outside"] == [0]
    far = moving("a", real, np.full((1, 1, 10), 50.0))
    assert far["extent"][0] < 0
    assert 3 < far["extent"][1] < 4, "the real law must not become a line"
    assert far["films"][0]["outside"] == [10]
    assert far["films"][0]["js"] == [pytest.approx(np.log(2))]
    assert far["films"][0]["w1"] == [pytest.approx(49.5)]


def test_a_run_that_went_away_has_no_distance():
    fake = np.zeros((1, 2, 10))
    fake[0, 1, 3] = np.nan
    film = moving("a", np.linspace(0, 1, 20), fake)["films"][0]
    assert film["w1"][1] is None
    assert film["js"][1] is None
    assert film["w1"][0] == pytest.approx(0.5)


def test_real_statistics_come_with_the_run():
    known = replace(THREE[0], real_statistics=REAL.astype(np.float16))
    widget = image_replay([known])
    given = image_replay([THREE[0]], real=REAL.astype(np.float16))
    assert widget.laws == given.laws
    assert image_replay([known], laws=False).laws == []


def test_the_last_but_one_is_left_out_where_it_is_nearly_the_last():
    assert three().iterations == [*range(0, 1464, 133), 1600]
    even = replace(THREE[0], record=replace(THREE[0].record, iteration=10 * np.arange(FRAMES)))
    assert len(image_replay([even], real=REAL).iterations) == FRAMES


@pytest.mark.browser
def test_every_frame_has_its_numbers_and_its_words(browser, tmp_path):
    widget = three()
    with opened(browser, tmp_path, widget) as (page, _):
        for method, statistic, frame in (
            ("DCGAN", "mean ink", 0), ("WDCGAN-GP", "mean ink", 12),
            ("WDCGAN", "first direction", 5),
        ):  # fmt: skip
            page.get_by_role("radio", name=method, exact=True).check()
            page.get_by_role("radio", name=statistic).check()
            page.get_by_role("slider", name="Iteration").fill(str(frame))
            found, said = quantities(page), summary(page)
            law = widget.laws[widget.laws[0]["name"] != statistic]
            film = law["films"][list(METHODS.values()).index(method)]
            assert found == {
                "iteration": widget.iterations[frame],
                "w1": film["w1"][frame],
                "js": film["js"][frame],
                "w1_floor": law["floors"]["w1"],
                "js_floor": law["floors"]["js"],
            }
            text = page.locator("output[data-quantity=w1]").text_content()
            assert said.startswith(f"{method}, iteration {widget.iterations[frame]:,.0f}. ")
            assert f"law of the {statistic}: W1 {text}," in said
            label = page.locator(".gt-film canvas").get_attribute("aria-label")
            assert (
                label
                == f"16 images from one z: {method}, iteration {widget.iterations[frame]:,.0f}"
            )


@pytest.mark.browser
def test_the_histograms_are_those_of_the_samples(browser, tmp_path):
    widget = three()
    with opened(browser, tmp_path, widget) as (page, _):
        page.get_by_role("slider", name="Iteration").fill("8")
        settle(page)
        for kind, counts in (
            ("real", widget.laws[0]["real"]),
            ("fake", widget.laws[0]["films"][0]["counts"][8]),
        ):
            d = page.locator(f".gt-law path.gt-curve.{kind}").get_attribute("d")
            y = np.array([float(p.split(" ")[1]) for p in re.split("[ML]", d)[1:]])
            heights = y[0] - y[1:-1:2]
            assert heights == pytest.approx(
                np.array(counts) / sum(counts) * heights.max() / max(counts) * sum(counts), abs=0.11
            )


@pytest.mark.browser
@pytest.mark.parametrize("channels", [1, 3])
def test_the_images_are_those_of_the_run(browser, tmp_path, channels):
    made = outcome(channels=channels)
    widget = image_replay([made], real=REAL)
    with opened(browser, tmp_path, widget) as (page, _):
        page.get_by_role("slider", name="Iteration").fill("12")
        found = shown(page)
    assert found.shape == (4 * SIDE + 3, 4 * SIDE + 3, 4)
    assert (found[SIDE, :, 3] == 0).all(), "a gap shows the page"
    # The sixth image; ink is dark in digits. A JPEG keeps a level to a few of 255.
    tile = found[SIDE + 1 : 2 * SIDE + 1, SIDE + 1 : 2 * SIDE + 1, :3].transpose(2, 0, 1)
    expected = made.growth[-1, 0, 5].astype(int)
    expected = 255 - expected if channels == 1 else expected
    assert np.abs(tile - expected).mean() < 6


# Hands ------------------------------------------------------------------------------------------


@pytest.mark.browser
def test_keys_scrub_play_and_choose(browser, tmp_path):
    with opened(browser, tmp_path, three()) as (page, _):
        page.wait_for_timeout(700)
        assert quantities(page)["iteration"] == 0, "nothing plays by itself"
        first = shown(page)
        slider = page.get_by_role("slider", name="Iteration")
        slider.focus()
        page.keyboard.press("ArrowRight")
        assert quantities(page)["iteration"] == 133
        assert slider.get_attribute("aria-valuetext") == "133"
        page.keyboard.press("PageUp")
        assert quantities(page)["iteration"] == 5 * 133
        assert (shown(page) != first).any()
        page.keyboard.press("Home")
        page.keyboard.press("Space")
        page.wait_for_function(
            "+document.querySelector('output[data-quantity=iteration]').dataset.value >= 133"
        )
        page.keyboard.press("Space")
        paused = quantities(page)["iteration"]
        page.wait_for_timeout(900)
        assert quantities(page)["iteration"] == paused
        # Radio buttons: arrow keys go round.
        page.get_by_role("radio", name="DCGAN", exact=True).focus()
        page.keyboard.press("ArrowRight")
        assert summary(page).startswith("WDCGAN, ")
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("ArrowLeft")
        assert summary(page).startswith("WDCGAN-GP, ")


@pytest.mark.browser
def test_with_reduced_motion_playing_shows_stills(browser, tmp_path):
    with opened(browser, tmp_path, three()) as (page, _):
        page.emulate_media(reduced_motion="reduce")
        page.evaluate(
            """() => {
              const shown = document.querySelector("output[data-quantity=iteration]");
              window.seen = [];
              new MutationObserver(() => window.seen.push(+shown.dataset.value))
                .observe(shown, { attributes: true, attributeFilter: ["data-value"] });
            }"""
        )
        page.get_by_role("button", name="Play").click()
        page.wait_for_function("window.seen.length >= 2")
        page.get_by_role("button", name="Pause").click()
        assert page.evaluate("window.seen.slice(0, 2)") == [2 * 133, 4 * 133]


@pytest.mark.browser
def test_a_finger_chooses_and_scrubs(browser, tmp_path):
    with opened(browser, tmp_path, three(), width=360) as (page, _):
        client = page.context.new_cdp_session(page)

        def tap(place, share=0.5):
            place.scroll_into_view_if_needed()
            box = place.bounding_box()
            point = {"x": box["x"] + box["width"] * share, "y": box["y"] + box["height"] / 2}
            for kind, points in (("touchStart", [point]), ("touchEnd", [])):
                client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
            page.wait_for_timeout(100)

        tap(page.locator("label.gt-pick", has_text="WDCGAN-GP"))
        tap(page.locator("label.gt-pick", has_text="First direction"))
        tap(page.get_by_role("slider", name="Iteration"))
        said = summary(page)
        assert said.startswith("WDCGAN-GP, iteration 798.")
        assert "first direction" in said


@pytest.mark.browser
def test_steps_choose_method_statistic_and_frame(browser, tmp_path):
    widget = three(steps=STEPS)
    assert widget.steps[2][1] == {"frame": 12, "method": "WDCGAN", "statistic": "first direction"}
    with opened(browser, tmp_path, widget) as (page, _):
        page.emulate_media(reduced_motion="reduce")
        for _ in range(2):
            page.get_by_role("button", name="Step on").click()
        said = summary(page)
        assert said.startswith("WDCGAN, iteration 1,600.")
        assert "law of the first direction" in said
        assert page.get_by_role("radio", name="First direction").is_checked()


@pytest.mark.browser
def test_one_method_has_seeds_to_choose_from(browser, tmp_path):
    runs = [outcome("wgan_gp", seed, channels=3) for seed in (0, 1, 2)]
    widget = image_replay(runs, seeds=(0, 1, 2), laws=False)
    with opened(browser, tmp_path, widget) as (page, _):
        first = shown(page)
        page.get_by_role("radio", name="seed 2").check()
        assert summary(page) == "Seed 2, iteration 0. "
        assert (shown(page) != first).any()
        assert set(quantities(page)) == {"iteration"}
        assert page.locator(".gt-law").count() == 0


# Looks ------------------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("laws", [True, False])
def test_images_law_numbers_and_slider_stand_in_one_screen(browser, tmp_path, screen, laws):
    across, high, top, width = SCREENS[screen]
    widget = three(steps=STEPS) if laws else three(laws=False, steps=[STEPS[0], ("b", {})])
    how = {"width": across, "head": head(top, width), "around": BOX}
    with opened(browser, tmp_path, widget, **how) as (page, _):
        page.set_viewport_size({"width": across, "height": high})
        settle(page)
        strip = page.locator(".gt-steps").bounding_box()
        slider = page.get_by_role("slider", name="Iteration").bounding_box()
        seen = page.locator(".gt-film canvas, .gt-law svg, .gt-said dl, .gt-choose").all()
        ends = [(box := part.bounding_box())["y"] + box["height"] for part in seen]
        assert len(ends) == (5 if laws else 2)
        assert max(ends) <= strip["y"]
        assert slider["y"] + slider["height"] <= high


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_serious_and_nothing_overflows(browser, tmp_path, width, theme):
    how = {"width": width, "attributes": f' data-theme="{theme}"'}
    with opened(browser, tmp_path, three(steps=STEPS), **how) as (page, _):
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert serious(page) == set()
        for pick in page.locator("label.gt-pick").all():
            assert pick.bounding_box()["height"] >= 24


def test_it_is_light():
    code = three(laws=False)
    bare = len(code.html().encode()) - sum(map(len, code.sheets)) - len(code.poster().encode())
    assert bare < 42_000
    whole = three()
    assert len(whole.html().encode()) - sum(map(len, whole.sheets)) < 65_000
    assert len(code.poster().encode()) < 6_000
    assert 'href="data:image/jpeg;base64,' in code.thumbnail()


# What is refused --------------------------------------------------------------------------------


def test_runs_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="there is no outcome to replay"):
        image_replay([])
    with pytest.raises(ValueError, match="0 outcomes have method 'dcgan' and seed 3, not one"):
        image_replay(THREE, seeds=(3,), laws=False)
    with pytest.raises(ValueError, match="2 outcomes have method 'dcgan' and seed 0, not one"):
        image_replay([THREE[0], THREE[0]], laws=False)
    with pytest.raises(ValueError, match="'dcgan' came without statistics of real images: give"):
        image_replay(THREE)
    with pytest.raises(ValueError, match=r"one set of images .* got \['other', 'some'\]"):
        image_replay([THREE[0], outcome("b", data="other")], laws=False)
    with pytest.raises(ValueError, match="the outcome 'dcgan' has no images"):
        image_replay([replace(THREE[0], growth=None)], laws=False)


GROWTH = np.zeros((1, 1, 2, 4, 1, 8, 8), np.uint8)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"methods": ["a", "b"]}, r"methods must be 1 different names, got \['a', 'b'\]"),
        ({"seeds": []}, "seeds must be 1 different names"),
        ({"laws": np.zeros((1, 1, 2, 5, 2))}, "must both be given"),
        ({"laws": np.zeros((1, 1, 3, 5, 2)), "real": REAL}, r"laws must be \(1, 1, 2, 5, 2\)"),
        ({"laws": np.zeros((1, 1, 2, 5, 2)), "real": REAL[:, :1]}, r"got .* and \(500, 1\)"),
        ({"laws": np.zeros((1, 1, 2, 5, 2)), "real": np.nan * REAL}, "real must be finite"),
        ({"iterations": [3, 3]}, "iterations must be 2 increasing"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(settings, message):
    with pytest.raises(ValueError, match=message):
        ImageReplay(GROWTH, **{"methods": ["a"], **settings})
    with pytest.raises(ValueError, match="1 or 3 channels"):
        ImageReplay(np.zeros((1, 1, 2, 4, 2, 8, 8), np.uint8), methods=["a"])


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("frame", 2, "frame must lie in 0 to 1, got 2"),
        ("method", "b", r"method must be one of \['a'\], got 'b'"),
        ("seed", 1, r"seed must be one of \[0\], got 1"),
        ("statistic", "ink", r"statistic must be one of \[''\], got 'ink'"),
    ],
)
def test_what_is_not_there_cannot_be_shown(name, value, message):
    with pytest.raises(TraitError, match=message):
        ImageReplay(GROWTH, methods=["a"], **{name: value})
    widget = ImageReplay(GROWTH, methods=["a"])
    before = widget.state()
    with pytest.raises(TraitError, match=message):
        setattr(widget, name, value)
    with pytest.raises(TraitError, match=f"step 2: {message}"):
        ImageReplay(GROWTH, methods=["a"], steps=[("a", {}), ("b", {name: value})])
    assert widget.state() == before
