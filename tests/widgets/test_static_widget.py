"""What a widget hands to a notebook and to a page; what it refuses."""

import json
import re

import pytest
import traitlets as t
from IPython.core.formatters import DisplayFormatter
from traitlets import TraitError

from gantutor.widgets import MovingLaws, MovingPlan, PhasePlane, Replay
from gantutor.widgets._static import HERE, StaticWidget, esm
from gantutor.widgets.moving_laws import PANELS
from tests.widgets.page import opened, page_of

WIDGET = "application/vnd.jupyter.widget-view+json"


class Noisy(StaticWidget):
    _esm = (
        'export default { render({ model, el }) { const p = document.createElement("p");'
        ' p.className = "gt"; p.innerHTML = "<span class=gt-summary></span>";'
        ' p.firstChild.textContent = model.get("text"); el.append(p); } };'
    )
    text = t.Unicode().tag(sync=True)


def test_a_bundle_has_both_forms():
    data, _ = MovingLaws()._repr_mimebundle_()
    assert WIDGET in data
    assert data["text/html"].startswith('<div class="gt-widget"')
    assert "http://www.w3.org/2000/svg" in data["text/html"]
    assert data["text/html"].count("://") == data["text/html"].count("http://www.w3.org/2000/svg")


def test_the_html_is_shown_under_ipywidgets_7_too():
    """There a widget displays itself, which IPython prefers to a bundle."""

    class Seven:
        def _ipython_display_(self):
            raise AssertionError("the bundle is left out")

    class Widget(MovingLaws, Seven):
        pass

    data, _ = DisplayFormatter().format(Widget())
    assert {"text/html", "application/vnd.jupyter.widget-view+json"} <= set(data)


def test_the_state_is_what_the_page_needs():
    state = MovingLaws("cdf", shift=1.0).state()
    assert state["panels"] == ["cdf"]
    assert not {"layout", "tooltip", "comm"} & state.keys()
    assert json.loads(json.dumps(state)) == state


@pytest.mark.browser
def test_no_text_ends_the_script(browser, tmp_path):
    nasty = "</script><!-- <script> \u2028 ${x} `quoted` \\ \"'"
    with opened(browser, tmp_path, Noisy(text=nasty)) as (page, _):
        assert page.locator(".gt-summary").text_content() == nasty


@pytest.mark.browser
def test_without_javascript_the_laws_stand_still(browser, tmp_path):
    file = tmp_path / "still.html"
    widget = MovingLaws("densities", law="uniform")
    file.write_text(page_of(widget), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    assert page.get_by_role("img", name="shifted by 2").is_visible()
    assert page.locator(".gt-widget").bounding_box()["height"] >= widget._room().wide
    context.close()
    with opened(browser, tmp_path, MovingLaws("densities")) as (live, _):
        assert live.get_by_role("img", name="shifted by 2").count() == 0
        assert live.locator(".gt-widget").get_attribute("style") == ""


def test_a_page_of_a_widget_is_light():
    # Two panels are what a chapter shows; all of them at once are on no page.
    pairs = [MovingLaws(("densities", panel)) for panel in PANELS if panel != "densities"]
    for widget in (*pairs, MovingPlan()):
        # The still picture comes on top, and has a limit of its own.
        most = 67_000 if "scores" in getattr(widget, "panels", ()) else 59_000
        assert len(widget.html().encode()) - len(widget.poster().encode()) < most


def test_modules_are_whole():
    source = esm("shared/dom.js", "moving_plan.js")
    assert source.count("export default") == 1
    assert not any(line.startswith((" ", "//", "import ")) for line in source.splitlines())


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("image_replay", ".gt.gt-images"),
        ("latent_explorer", ".gt.gt-explore"),
        ("conditional_explorer", ".gt.gt-condition"),
        ("gumbel_simplex", ".gt.gt-gumbel"),
        ("moving_points", ".gt.gt-points"),
        ("score_laws", ".gt.gt-scores"),
    ],
)
def test_the_looks_of_a_widget_are_its_own(name, own):
    """A style holds for the whole page: a rule must not reach the widgets beside it."""
    text = (HERE / f"{name}.css").read_text(encoding="utf-8")
    selectors = re.findall(r"(?:^|[{}])\s*([^@{}]+?)\s*\{", text)
    assert len(selectors) >= 10
    parts = [part.strip() for selector in selectors for part in selector.split(",")]
    assert [part for part in parts if not part.startswith(f"{own} ")] == []


@pytest.mark.parametrize(
    ("settings", "names"),
    [
        ({"panels": ("densities", "cfd")}, "cfd"),
        ({"panels": ()}, r"'panels' .* of length 1 <= L <= 12"),
        ({"panels": ("plan", "cdf", "plan")}, r"panels must be named once each, got \['plan'"),
        ({"law": "cauchy"}, "'law' .* any of .*'two bumps'.*, not the str 'cauchy'"),
        ({"controls": ("speed",)}, "speed"),
        ({"controls": ("law", "law")}, "controls must be named once each"),
        ({"shift": float("nan")}, "shift must be finite, got nan"),
        ({"shift": "far"}, "'shift' .* expected a float, not the str 'far'"),
        ({"shift": 4.0, "limit": 3.0}, r"shift must lie in \[-3, 3\], got 4"),
        ({"shift": 25.0}, "'limit' .* not be greater than 20.0, but a value of 25.0"),
        ({"ratio": 0.0}, "ratio"),
        ({"weight": -1.0}, "weight"),
        ({"noise": -0.1}, "'noise' .* not be less than 0.0, but a value of -0.1"),
        ({"noise": float("inf")}, "'noise' .* not be greater than 2.0, but a value of inf"),
        ({"noise": float("nan")}, "noise must be finite, got nan"),
        ({"smoothing": 0.5}, "'smoothing' .* not be greater than 0.4, but a value of 0.5"),
        ({"clip": 5.0}, "clip"),
        ({"depth": 1}, "depth"),
        ({"lambda_": 10.0}, "lambda_"),
        ({"panel": "cdf"}, r"panel must be one of \['divergences'\], got 'cdf'"),
        ({"objective": "lsgan"}, "'objective' .* any of .*'least_squares'"),
    ],
)
def test_moving_laws_refuses(settings, names):
    with pytest.raises(TraitError, match=names):
        MovingLaws(**settings)


def test_a_trait_set_later_is_checked_too():
    widget = MovingLaws()
    with pytest.raises(TraitError, match=r"shift must lie in \[-6, 6\], got 9"):
        widget.shift = 9.0
    assert widget.shift == 2.0


def test_a_law_has_room_to_move_and_any_first_shift_is_reached():
    assert [MovingLaws(law=law).limit for law in ("normal", "uniform")] == [6.0, 3.0]
    assert MovingLaws(law="uniform", shift=-7.5).limit == 7.5
    assert MovingLaws(limit=4.0).limit == 4.0


HEAPS = {"real": [1, 1], "fake": [1, 1]}


@pytest.mark.parametrize(
    ("kind", "settings", "refused"),
    [
        (MovingLaws, {}, {"weight": 2.0, "shift": 9.0}),
        (MovingLaws, {}, {"weight": -1.0}),
        (MovingLaws, {}, {"panels": ["plan", "plan"]}),
        (PhasePlane, {}, {"theta": 1.0, "iteration": 301}),
        (MovingPlan, HEAPS, {"plan": [[2, 0], [0, 0]]}),
        (MovingPlan, HEAPS, {"plan": [[-1, 0], [0, 0]]}),
        (Replay, {"points": [[0.0], [1.0]], "real": [0.0]}, {"frame": 2}),
    ],
)
def test_nothing_stays_of_a_message_that_is_refused(kind, settings, refused):
    widget = kind(**settings)
    before = widget.state()
    with pytest.raises(TraitError):
        widget.set_state(refused)
    assert widget.state() == before
    with pytest.raises(TraitError), widget.hold_trait_notifications():
        for name, value in refused.items():
            setattr(widget, name, value)
    assert widget.state() == before


def test_a_message_from_the_page_reaches_the_traits():
    widget, seen = MovingLaws(), []
    widget.observe(lambda change: seen.append(change["new"]), "shift")
    widget.set_state({"shift": 3.25})
    assert (widget.shift, seen) == (3.25, [3.25])
    plan = MovingPlan([1, 1], [1, 1])
    plan.set_state({"plan": [[0, 1], [1, 0]], "cost": 2.0})
    assert (plan.cost, plan.best_cost) == (2.0, 0.0)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"real": [1, 2], "fake": [1, 1]}, "equally many blocks"),
        ({"real": [1, 2], "fake": [3]}, "equally long"),
        ({"real": [1, -1], "fake": [0, 0]}, "real must count"),
        ({"real": [0.5, 0.5], "fake": [1, 0]}, "real must count"),
        ({"real": [1], "fake": [1], "positions": [float("nan")]}, "increasing"),
        ({"real": [1, 1], "fake": [1, 1], "positions": [2, 1]}, "increasing"),
    ],
)
def test_moving_plan_refuses_heaps(settings, message):
    with pytest.raises(ValueError, match=message):
        MovingPlan(**settings)


@pytest.mark.parametrize(
    ("plan", "message"),
    [
        ([[2, 0], [0, 0]], r"rows within real \[1, 1\] .* got rows \[2, 0\]"),
        ([[1, 0]], "2 × 2"),
        ([[-1, 0], [0, 0]], "less than 0, but a value of -1"),
    ],
)
def test_moving_plan_refuses_plans(plan, message):
    with pytest.raises(TraitError, match=message):
        MovingPlan([1, 1], [1, 1], plan=plan)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"points": [[[0.0, 1.0, 2.0]]], "real": [[0.0, 1.0, 2.0]]}, "points must be"),
        ({"points": [[0.0, float("nan")]], "real": [0.0]}, "points must be finite"),
        ({"points": [[0.0]], "real": [[0.0, 1.0]]}, "likewise"),
        ({"points": [[0.0]], "real": [0.0], "surface": [[1.0, 2.0], [1.0, 2.0]]}, "surface"),
        ({"points": [[0.0]], "real": [0.0], "extent": (1, 0)}, "extent"),
        ({"points": [[0.0], [1.0]], "real": [0.0], "iterations": [3, 3]}, "iterations"),
    ],
)
def test_replay_refuses(settings, message):
    with pytest.raises(ValueError, match=message):
        Replay(**settings)


def test_replay_refuses_a_frame_that_is_not_there():
    with pytest.raises(TraitError, match="frame must lie in 0 to 0, got 1"):
        Replay(points=[[0.0]], real=[0.0], frame=1)
