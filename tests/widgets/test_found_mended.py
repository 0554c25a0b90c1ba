"""Broken programs beside the mended ones: exact medians, both versions, by every hand."""

import numpy as np
import pytest
import traitlets as t

from gantutor.experiments import bug_curves, load
from gantutor.widgets.found_mended import SERIES, VERSIONS, FoundMended, found_mended
from tests.browser import serious
from tests.widgets.page import opened, quantities, settle

RNG = np.random.default_rng(2)
ITERATIONS = [0, 8, 16, 24]
SOUND = {name: RNG.uniform(0.1, 2, size=(4, 3)) for name in SERIES}
RUNS_AWAY = {name: 10 ** RNG.uniform(0, 3, size=(4, 3)) for name in SERIES}
LOST = {name: np.where(np.arange(4)[:, None] < 2, SOUND[name], np.nan) for name in SERIES}
LOST["gap"] = -LOST["gap"]
CURVES = {
    "runs away": {"as found": RUNS_AWAY, "mended": SOUND},
    "ends early": {"as found": LOST, "mended": SOUND},
}
CLOSE = {"rel": 1e-4, "abs": 1e-9}
STEPS = [
    ("At first nothing is seen.", {"frame": 0, "exhibit": "runs away"}),
    ("Later it has run away.", {"frame": 3}),
    ("Mended, it has not.", {"version": "mended"}),
]
HEAD = "<style>html[data-theme=dark] body {background: #14181e; color: #ddd}</style>"


def widget(**more):
    return FoundMended(CURVES, ITERATIONS, targets={"runs away": 1.0}, floor=0.2, **more)


def heights(page, panel, kind):
    """The heights of a curve over the bottom of its window, left to right, as shares of it."""
    d, top, high = page.locator(f"[data-panel={panel}] svg").evaluate(
        """(svg, kind) => {
          const hole = svg.querySelector("clipPath rect");
          const [top, high] = ["y", "height"].map(n => +hole.getAttribute(n));
          return [svg.querySelector(kind).getAttribute("d") ?? "", top, high];
        }""",
        kind,
    )
    points = [q.split() for q in d[1:].split("L")] if d else []
    return np.array([(top + high - float(y)) / (high - 8) for _, y in points])


@pytest.mark.browser
def test_numbers_pictures_and_hands(browser, tmp_path):
    with opened(browser, tmp_path, widget(steps=STEPS), head=HEAD) as (page, _):
        shown = quantities(page)
        for name in SERIES:
            assert shown[f"{name}_found"] == pytest.approx(np.median(RUNS_AWAY[name][0]), **CLOSE)
            assert shown[f"{name}_mended"] == pytest.approx(np.median(SOUND[name][0]), **CLOSE)
        # The height is asinh of the value, in one window for both versions.
        found, mended = (heights(page, "w1", f".gt-pale.{role}") for role in ("fake", "critic"))
        curves = [np.arcsinh(np.median(run["w1"], axis=1)) for run in (RUNS_AWAY, SOUND)]
        assert np.ptp(curves[0]) > 0.5
        slope = np.ptp(found) / np.ptp(curves[0])
        np.testing.assert_allclose(found - found[0], slope * (curves[0] - curves[0][0]), atol=5e-3)
        np.testing.assert_allclose(mended - found[0], slope * (curves[1] - curves[0][0]), atol=5e-3)
        ticks = page.locator("[data-panel=w1] svg text").all_text_contents()
        assert {"0", "10", "100"} <= set(ticks)

        page.get_by_role("button", name="Step on").click()
        page.wait_for_function("document.querySelector('[data-quantity=iteration]').value == '24'")
        assert heights(page, "slope", ".gt-curve.fake:not(.gt-pale)").size
        assert "as found, iteration 24" in page.locator(".gt-summary").text_content()
        page.get_by_role("button", name="Step on").click()
        settle(page)
        assert page.get_by_role("radio", name="mended").is_checked()
        least = f"{np.median(SOUND['w1'][3]):.3f}"
        said = page.locator(".gt-summary").text_content()
        assert f"mended, iteration 24: exact W1 {least}" in said

        page.get_by_label("Program", exact=True).select_option("ends early")
        page.get_by_role("radio", name="as found").check(force=True)
        settle(page)
        assert "3 of 3 seeds are nan" in page.locator(".gt-summary").text_content()
        assert np.isnan(quantities(page)["w1_found"])
        assert len(heights(page, "gap", ".gt-pale.fake")) == 2
        assert not heights(page, "slope", ".floor").size, "no slope was asked for"

        box = page.locator("[data-panel=gap] svg").bounding_box()
        page.mouse.move(box["x"] + box["width"] - 12, box["y"] + 60)
        page.mouse.down()
        page.mouse.move(box["x"] + 38, box["y"] + 60, steps=3)
        page.mouse.up()
        assert quantities(page)["iteration"] == 0
        page.keyboard.press("ArrowRight")
        assert quantities(page)["iteration"] == 8
        page.get_by_role("button", name="Play").click()
        page.wait_for_function("document.querySelector('[data-quantity=iteration]').value == '24'")
        for theme in ("light", "dark"):
            page.evaluate("(t) => { document.documentElement.dataset.theme = t; }", theme)
            assert serious(page) == set()


@pytest.mark.browser
def test_on_a_telephone_by_touch_and_in_its_room(browser, tmp_path):
    shown = widget(steps=STEPS)
    with opened(browser, tmp_path, shown, width=360, head="<style>body{margin:16px}</style>") as (
        page,
        _,
    ):
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        height = page.locator(".gt").bounding_box()["height"]
        assert shown._room().narrow == pytest.approx(height, abs=max(35, 0.07 * height))
        sizes = page.locator(".gt svg text").evaluate_all(
            "all => all.map(n => n.getBoundingClientRect().height)"
        )
        assert min(size for size in sizes if size) >= 11
        page.set_viewport_size({"width": 900, "height": 800})
        settle(page)
        height = page.locator(".gt").bounding_box()["height"]
        assert shown._room().wide == pytest.approx(height, abs=max(35, 0.07 * height))


def test_what_does_not_fit_is_named():
    with pytest.raises(ValueError, match="at least one exhibit"):
        FoundMended({}, ITERATIONS)
    with pytest.raises(ValueError, match=r"curves\['a'\] must have \['as found', 'mended'\]"):
        FoundMended({"a": {"mended": SOUND}}, ITERATIONS)
    short = {"w1": SOUND["w1"]}
    with pytest.raises(ValueError, match=r"\['as found'\] must have \['gap', 'slope'\]"):
        FoundMended({"a": {"as found": short, "mended": SOUND}}, ITERATIONS)
    cut = {name: values[:2] for name, values in SOUND.items()}
    with pytest.raises(ValueError, match=r"\(frames, seeds\) alike"):
        FoundMended({"a": {"as found": cut, "mended": SOUND}}, ITERATIONS)
    with pytest.raises(ValueError, match="iterations must be 4 increasing"):
        FoundMended(CURVES, [0, 1, 1, 2])
    with pytest.raises(ValueError, match=r"targets must be of .*, got \['b'\]"):
        FoundMended(CURVES, ITERATIONS, targets={"b": 1.0})
    with pytest.raises(t.TraitError, match="frame must lie in 0 to 3, got 4"):
        widget(frame=4)
    with pytest.raises(t.TraitError, match=r"step 2: exhibit must be one of \['runs away'"):
        widget(steps=[("One.", {"frame": 1}), ("Two.", {"exhibit": "luck"})])


def test_a_sound_game_is_sent_once_and_the_still_picture_is_light():
    shown = widget()
    assert len(shown.runs) == 3
    assert shown.pairs == [[0, 1], [2, 1]]
    assert shown.runs[2]["lost"] == [0, 0, 3, 3]
    assert shown.runs[2]["gap"][0][2:] == [None, None]
    assert "runs away" in shown.poster() and "nan" not in widget(exhibit="ends early").poster()
    assert 300 < len(shown.thumbnail()) < 6000


def test_recorded_curves_become_the_widget_and_weigh_little():
    results = load("bug_curves")
    names = {"alternate": "A step that is the generator's alone", "two_steps": "Two steps"}
    shown = found_mended(results, names)
    assert shown.exhibits == list(names.values())
    assert shown.targets == [1.0, None], "a clipped critic is asked for no slope"
    assert shown.floor == pytest.approx(bug_curves.floor()[0], rel=1e-4)
    assert VERSIONS == bug_curves.VERSIONS
    with pytest.raises(ValueError, match="unknown exhibit 'gan'; known: slope_penalty"):
        found_mended(results, {"gan": "A GAN"})
    six = [e for e in bug_curves.PLACES if not bug_curves.is_sound(e)][:6]
    html = found_mended(results, {name: name for name in six}).html()
    assert len(html.encode()) < 60_000, "what a page pays for it"
