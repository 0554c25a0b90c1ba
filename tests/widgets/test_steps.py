"""Steps: texts that take the widget to their state, by mouse and key; every hand takes over."""

import numpy as np
import pytest
from traitlets import TraitError

from gantutor.widgets import MovingLaws, MovingPlan, PhasePlane, Replay
from tests.browser import serious
from tests.widgets.page import opened, quantities, settle

TOLD = [
    ("Both laws are <sub>n</sub>ear: a GAN is told something.", {"shift": 1.0}),
    ("Move the generated law away. Nothing more is told, however far it goes.", {"shift": 3.0}),
    ("The distance goes on.", {"shift": 5.0, "ratio": 2.0}),
]


def laws(**more) -> MovingLaws:
    return MovingLaws(("densities", "divergences"), steps=TOLD, controls=("ratio",), **more)


def shift_of(page) -> float:
    return float(page.locator("output[data-quantity=shift]").get_attribute("data-value"))


def arrive(page) -> None:
    """Wait until a step has come to its end."""
    page.wait_for_timeout(750)
    settle(page)


def test_a_widget_starts_at_its_first_step():
    widget = laws()
    assert widget.shift == 1.0
    assert widget.steps[0][0] == TOLD[0][0]
    with pytest.raises(TraitError, match=r"step 1, which sets shift to 1\.0, got shift = 2\.0"):
        laws(shift=2.0)


def test_a_step_keeps_what_the_one_before_has_set():
    widget = MovingLaws(steps=[("a", {"shift": 1}), ("b", {"clip": 0.1}), ("c", {"shift": 2.0})])
    states = [state for _, state in widget.steps]
    assert states == [
        {"shift": 1.0, "clip": 0.01},
        {"shift": 1.0, "clip": 0.1},
        {"shift": 2.0, "clip": 0.1},
    ]


def test_the_limit_holds_the_shift_of_every_step():
    assert MovingLaws(steps=[("near", {"shift": 0.0}), ("far", {"shift": -9.0})]).limit == 9.0


def two(state: dict, text: str = "b") -> list:
    return [("a", {}), (text, state)]


@pytest.mark.parametrize(
    ("steps", "message"),
    [
        (two({"speed": 1.0}), "step 2 sets speed, but a step of MovingLaws sets only law, shift"),
        (two({"panels": ["cdf"]}), "step 2 sets panels"),
        (two({"shift": "far"}), "step 2: The 'shift' trait .* not the str 'far'"),
        (two({"shift": float("nan")}), "step 2: shift must be finite, got nan"),
        (two({"shift": 7.0}), r"step 2: shift must lie in \[-6, 6\], got 7"),
        (two({"clip": 5.0}), "step 2: .*'clip'"),
        (two({"law": "cauchy"}), "step 2: .*'law' .*'cauchy'"),
        (two({"panel": "cdf"}), r"step 2: panel must be one of \['divergences'\], got 'cdf'"),
        (two({}, text=" "), "step 2 must have a text, got ' '"),
        (two({}, text="$W_1$"), r"the text of step 2 must be plain, .* got '\$' in it"),
        (two({}, text="<b>far</b>"), "got '<b>' in it"),
        ([("a", {}), "b"], r"step 2 must be a pair \(text, state\), got 'b'"),
        ([("a", {}), ("b", 3.0)], "the state of step 2 must map traits to values, got 3.0"),
        ([("a", {})], "there must be 2 to 6 steps, or none, got 1"),
        (two({}) * 4, "there must be 2 to 6 steps, or none, got 8"),
        ("text", r"steps must be a list of \(text, state\) pairs, got 'text'"),
    ],
)
def test_what_a_step_cannot_be_is_named(steps, message):
    with pytest.raises(TraitError, match=message):
        MovingLaws(limit=6.0, steps=steps)
    widget = MovingLaws(limit=6.0)
    # A list trait makes one of any text.
    with pytest.raises(TraitError, match="there must be" if steps == "text" else message):
        widget.steps = steps
    assert widget.steps == []


def test_every_widget_has_steps_of_its_own_traits():
    plan = MovingPlan([2, 0], [0, 2], steps=[("a", {}), ("b", {"plan": "best"})])
    assert [state["plan"] for _, state in plan.steps] == [[[0, 0], [0, 0]], [[0, 2], [0, 0]]]
    assert plan.steps[1][1]["real"] == [2, 0]
    with pytest.raises(TraitError, match=r"step 2: plan must have rows within real \[2, 0\]"):
        MovingPlan([2, 0], [0, 2], steps=two({"plan": [[0, 3], [0, 0]]}))
    with pytest.raises(TraitError, match="plan must be 'empty', 'best', 'wasteful' or rows"):
        MovingPlan([2, 0], [0, 2], steps=two({"plan": "cheap"}))
    frames = {"points": [[0.0], [1.0], [2.0]], "real": [0.0]}
    assert Replay(**frames, steps=[("a", {"frame": 1}), ("b", {"frame": 2})]).frame == 1
    with pytest.raises(TraitError, match="step 2: frame must lie in 0 to 2, got 3"):
        Replay(**frames, steps=two({"frame": 3}))
    with pytest.raises(TraitError, match="step 2: iteration must lie in 0 to 300"):
        PhasePlane(steps=two({"iteration": 301}))


@pytest.mark.browser
def test_a_step_takes_the_law_there_while_one_looks_on(browser, tmp_path):
    with opened(browser, tmp_path, laws()) as (page, _):
        strip = page.get_by_role("group", name="Step by step")
        assert strip.locator(".gt-count").text_content() == "1 of 3"
        assert strip.locator("p.gt-now").inner_html() == TOLD[0][0]
        assert shift_of(page) == 1.0
        page.evaluate(
            """() => {
              const shown = document.querySelector("output[data-quantity=shift]");
              window.seen = [];
              new MutationObserver(() => window.seen.push(+shown.dataset.value))
                .observe(shown, { attributes: true, attributeFilter: ["data-value"] });
            }"""
        )
        page.get_by_role("button", name="Step on").click()
        assert strip.locator(".gt-count").text_content() == "2 of 3"
        arrive(page)
        seen = page.evaluate("window.seen")
        assert seen == sorted(seen), "it does not turn round on the way"
        assert len([v for v in seen if 1.0 < v < 3.0]) >= 3, "it is seen on the way"
        assert seen[-1] == 3.0
        page.get_by_role("button", name="Step on").click()
        arrive(page)
        shown = quantities(page)
        assert (shown["shift"], shown["ratio"]) == (5.0, 2.0)
        # Back, and what the last step had set is as it was before.
        page.get_by_role("button", name="Step back").click()
        arrive(page)
        shown = quantities(page)
        assert (shown["shift"], shown["ratio"]) == (3.0, 1.0)


@pytest.mark.browser
def test_steps_by_key_are_announced_and_keep_the_focus(browser, tmp_path):
    with opened(browser, tmp_path, laws()) as (page, _):
        on, back = (page.get_by_role("button", name=f"Step {way}") for way in ("on", "back"))
        assert back.get_attribute("aria-disabled") == "true"
        back.focus()
        page.keyboard.press("Enter")
        assert page.locator(".gt-count").text_content() == "1 of 3", "there is nothing before"
        page.keyboard.press("Tab")
        for _ in range(3):
            page.keyboard.press("Enter")
        assert page.locator(".gt-count").text_content() == "3 of 3"
        assert on.get_attribute("aria-disabled") == "true"
        assert page.evaluate("document.activeElement.name") == "step-on"
        told = page.locator(".gt-steps [aria-live=polite]").text_content()
        assert told == f"3 of 3: {TOLD[2][0]}"
        arrive(page)
        assert shift_of(page) == 5.0


@pytest.mark.browser
def test_with_reduced_motion_a_step_is_there_at_once(browser, tmp_path):
    with opened(browser, tmp_path, laws()) as (page, _):
        page.emulate_media(reduced_motion="reduce")
        page.get_by_role("button", name="Step on").click()
        settle(page)
        assert shift_of(page) == 3.0


@pytest.mark.browser
@pytest.mark.parametrize("hand", ["mouse", "key"])
def test_every_hand_takes_over_at_any_moment(browser, tmp_path, hand):
    widget = MovingLaws("densities", steps=[("a", {"shift": -6.0}), ("b", {"shift": 6.0})])
    with opened(browser, tmp_path, widget) as (page, _):
        page.get_by_role("button", name="Step on").click()
        page.wait_for_function(
            "+document.querySelector('output[data-quantity=shift]').dataset.value > -5.5"
        )
        if hand == "mouse":
            box = page.locator("svg.gt-drag").first.bounding_box()
            page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            page.mouse.down()
        else:
            page.locator("input[name=shift]").press("ArrowLeft")
        settle(page)
        taken = shift_of(page)
        assert -6.0 < taken < 6.0
        page.wait_for_timeout(750)
        assert shift_of(page) == taken, "the step moves nothing any more"
        if hand == "mouse":
            page.mouse.up()
        # The next step goes on from there.
        page.get_by_role("button", name="Step back").click()
        arrive(page)
        assert shift_of(page) == -6.0


@pytest.mark.browser
def test_a_step_chooses_law_panel_and_objective(browser, tmp_path):
    first = {"law": "normal", "panel": "scores", "objective": "minimax"}
    then = {"law": "uniform", "panel": "cdf", "objective": "wasserstein", "shift": 2.5}
    widget = MovingLaws(("densities", "scores", "cdf"), steps=[("a", first), ("b", then)])
    with opened(browser, tmp_path, widget) as (page, _):
        page.get_by_role("button", name="Step on").focus()
        page.keyboard.press("Enter")
        arrive(page)
        assert page.get_by_role("tab", selected=True).text_content() == "CDF gap"
        assert quantities(page)["w1"] == pytest.approx(2.5)
        assert page.evaluate("document.activeElement.name") == "step-on"
        page.get_by_role("tab", name="Objectives").click()
        assert page.get_by_role("radio", name="W1").is_checked()


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
def test_no_text_changes_the_height(browser, tmp_path, width):
    texts = ["Short.", "A text that is longer by far. " * 5, "And another one."]
    steps = [(text, {"shift": float(k)}) for k, text in enumerate(texts)]
    widget = MovingLaws("densities", shift=0.0, steps=steps)
    with opened(browser, tmp_path, widget, width=width) as (page, _):
        page.emulate_media(reduced_motion="reduce")
        strip, heights = page.locator(".gt-steps"), []
        for k in range(len(texts)):
            if k:
                page.get_by_role("button", name="Step on").click()
            settle(page)
            heights.append(strip.bounding_box()["height"])
            assert page.locator(".gt-texts p:visible").count() == 1
        assert len(set(heights)) == 1
        buttons = page.locator(".gt-steps button")
        assert min(b.bounding_box()["height"] for b in buttons.all()) >= 24


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_serious_and_nothing_overflows(browser, tmp_path, width, theme):
    how = {"width": width, "attributes": f' data-theme="{theme}"'}
    with opened(browser, tmp_path, laws(predict=True), **how) as (page, _):
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert serious(page) == set()


@pytest.mark.browser
def test_plans_frames_and_points_are_stepped_through(browser, tmp_path):
    rng = np.random.default_rng(0)
    plan = MovingPlan([2, 0, 0], [0, 1, 1], steps=[("a", {}), ("b", {"plan": "best"})])
    film = Replay(rng.normal(size=(9, 20, 2)), rng.normal(size=(20, 2)), steps=two({"frame": 8}))
    plane = PhasePlane(steps=[("a", {}), ("b", {"method": "r1", "theta": -1.0, "iteration": 200})])
    with opened(browser, tmp_path, plan, film, plane) as (page, _):
        page.get_by_label("One block more").first.wait_for(state="attached")
        for button in page.get_by_role("button", name="Step on").all():
            button.click()
        arrive(page)
        assert quantities(page, ".gt-planner")["cost"] == 3
        assert quantities(page, ".gt:has(canvas)")["iteration"] == 8
        shown = quantities(page, ".gt-phase")
        assert (shown["theta"], shown["iteration"]) == (-1.0, 200)
        assert page.get_by_label("Method").input_value() == "r1"
        # A step brings back the heaps as well.
        page.get_by_text("Change the heaps").click()
        page.get_by_role("button", name="One block more in the real heap at 1").click()
        page.get_by_role("button", name="Step back").first.click()
        settle(page)
        assert quantities(page, ".gt-planner")["left"] == 2
