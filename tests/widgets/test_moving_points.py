"""Points dragged in the plane: plan, prices and W1 are the linear program's, wherever they go."""

import numpy as np
import pytest
from scipy.sparse.csgraph import bellman_ford
from traitlets import TraitError

from gantutor.transport import cost_matrix, extend, solve, w1
from gantutor.widgets import MovingPoints, engine
from gantutor.widgets._static import esm
from tests.browser import serious
from tests.widgets.page import READY, opened, page_of, quantities, settle

STEPS = [("a", {"held": "fake 8"}), ("b", {"held": "fake 8", "to": (-1.0, 0.0), "ground": "w1"})]


def middle_prices(x, y):
    """The mean over all real points of the paths that begin there, by SciPy."""
    C = cost_matrix(x, y)
    plan, n = solve(C).plan > 0, len(x)
    roads = np.zeros((2 * n, 2 * n))
    roads[:n, n:] = C
    roads[n:, :n] = np.where(plan, -C, 0).T
    length = np.mean([bellman_ford(roads, indices=s) for s in range(n)], axis=0)
    f, g = -length[:n], length[n:]
    return f - f.mean(), g + f.mean()


def grounds(x, y):
    f, g = middle_prices(x, y)
    return {
        "low": lambda p: -extend(np.atleast_2d(p), x, f)[0],
        "high": lambda p: extend(np.atleast_2d(p), y, g)[0],
    }


def places(page) -> tuple[np.ndarray, np.ndarray]:
    """Where the real and the generated points stand, as the page has them."""
    at = page.locator("[data-point]").evaluate_all(
        "all => all.map((g) => [g.dataset.point, ...g.dataset.at.split(' ').map(Number)])"
    )
    x, y = (np.array([p[1:] for p in at if p[0].startswith(kind)]) for kind in ("real", "fake"))
    return x, y


def shown_plan(page) -> list[int]:
    """The generated point at which the line of each real point ends."""
    ends = page.locator("line.gt-pair").evaluate_all(
        "all => all.map((l) => ['x2', 'y2'].map((name) => +l.getAttribute(name)))"
    )
    width = page.locator(".gt-field svg").evaluate("n => n.viewBox.baseVal.width")
    _, y = places(page)
    pixels = (y * [1, -1] + [4, 3]) * width / 8
    return [int(np.hypot(*(pixels - end).T).argmin()) for end in ends]


def compare(page) -> dict[str, float]:
    """All that is shown against the linear program on the same points."""
    shown, (x, y) = quantities(page), places(page)
    best = solve(cost_matrix(x, y))
    assert shown["w1"] == pytest.approx(best.cost, abs=1e-6)
    assert shown["earned"] == pytest.approx(best.f.mean() + best.g.mean(), abs=1e-6)
    assert shown_plan(page) == best.plan.argmax(axis=1).tolist()
    kind, k = page.locator("select[name=held]").input_value().split()
    at = (x if kind == "real" else y)[int(k) - 1]
    partners = {"real": y[best.plan.argmax(axis=1)], "fake": x[best.plan.argmax(axis=0)]}
    u = partners[kind][int(k) - 1] - at
    u *= 1e-6 / np.hypot(*u)
    ground = page.locator(".gt-choose input:checked").input_value()
    if ground == "w1":
        slopes = -1 / len(x), 1 / len(x)
    else:
        f = grounds(x, y)[ground]
        slopes = (f(at + u) - f(at)) / 1e-6, (f(at - u) - f(at)) / 1e-6
    assert (shown["towards"], shown["opposite"]) == pytest.approx(slopes, abs=1e-3)
    return shown


@pytest.mark.browser
def test_prices_and_grounds_are_exact_for_random_points(browser):
    program = (
        engine.source("assignment.js")
        + esm("shared/prices.js", "shared/cones.js")
        + """
        return ([real, fake, at, held]) => {
          const t = new PlaneTransport(real.length).solve(real.flat(), fake.flat());
          const far = detours(t), prices = middlePrices(t, far);
          const cones = ["low", "high"].map((name) => CONES[name](real, fake, prices));
          cones.push(...held.map((one) => CONES.w1(real, fake, t, far, one)));
          return { f: [...prices.f], g: [...prices.g],
            seen: cones.map((one) => at.map((p) => conesAt(one, p))) };
        };"""
    )
    page = browser.new_page()
    run = page.evaluate_handle(f"() => (() => {{{program}}})()")
    for seed, n in enumerate((2, 5, 12)):
        rng = np.random.default_rng(seed)
        x, y, at = (rng.uniform([-4, -3], [4, 3], (k, 2)) for k in (n, n, 25))
        held = [["fake", n - 1], ["real", 0]]
        given = [x.tolist(), y.tolist(), at.tolist(), held]
        found = page.evaluate("([run, given]) => run(given)", [run, given])
        f, g = middle_prices(x, y)
        assert found["f"] == pytest.approx(f, abs=1e-9)
        assert found["g"] == pytest.approx(g, abs=1e-9)
        low, high, fake_moved, real_moved = np.array(found["seen"])
        assert low == pytest.approx([grounds(x, y)["low"](p) for p in at], abs=1e-9)
        assert high == pytest.approx([grounds(x, y)["high"](p) for p in at], abs=1e-9)
        assert fake_moved == pytest.approx([w1(x, np.vstack([y[:-1], p])) for p in at], abs=1e-9)
        assert real_moved == pytest.approx([w1(np.vstack([p, x[1:]]), y) for p in at], abs=1e-9)
    page.close()


@pytest.mark.browser
def test_mouse_and_keys_move_any_point_and_everything_follows(browser, tmp_path):
    with opened(browser, tmp_path, MovingPoints()) as (page, _):
        x, y = places(page)
        box = page.locator(".gt-field").bounding_box()

        def pixel(p):
            return [
                box["x"] + (p[0] + 4) * box["width"] / 8,
                box["y"] + (3 - p[1]) * box["width"] / 8,
            ]

        compare(page)
        before = shown_plan(page)
        page.mouse.move(*pixel(y[7]))
        page.mouse.down()
        w1s, way = [quantities(page)["w1"]], [y[7]]
        for goal in ((1.0, 1.0), (-1.0, 0.3), (-2.0, -0.4)):
            page.mouse.move(*pixel(goal), steps=6)
            w1s.append(compare(page)["w1"])
            way.append(places(page)[1][7])
        page.mouse.up()
        assert way[-1] == pytest.approx([-2.0, -0.4], abs=0.02)
        assert shown_plan(page) != before
        assert quantities(page)["changes"] >= 1
        # No jump: W1 changes by a tenth of the way at most.
        gone = np.hypot(*np.diff(way, axis=0).T)
        assert (np.abs(np.diff(w1s)) <= gone / 10 + 1e-9).all()
        assert page.locator("select[name=held]").input_value() == "fake 8"

        # The sliders have the focus now: arrows move the same point on, both ways.
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowUp")
        settle(page)
        assert places(page)[1][7] == pytest.approx(way[-1] + 0.1, abs=0.011)
        compare(page)
        for name in ("high", "w1", "low"):
            page.locator(f".gt-choose input[value={name}]").press("Space")
            compare(page)
        page.locator("select[name=held]").select_option("real 3")
        page.get_by_label("Up").press("PageDown")
        settle(page)
        assert places(page)[0][2] == pytest.approx(x[2] - [0, 0.5])
        assert compare(page)["changes"] <= 1
        compare(page)
        summary = page.locator(".gt-summary").text_content()
        assert summary.startswith("Real point 3 goes with generated point")
        assert "tip of a cone" in summary, "the low potential has its tips at the real points"


@pytest.mark.browser
def test_steps_glide_and_every_arrow_points_at_the_partner(browser, tmp_path):
    with opened(browser, tmp_path, MovingPoints(steps=STEPS)) as (page, _):
        page.get_by_role("button", name="Step on").click()
        page.wait_for_function(
            "document.querySelector('[data-point=\"fake 8\"]').dataset.at == '-1 0'"
        )
        assert compare(page)["towards"] == pytest.approx(-0.1, abs=1e-4)
        assert quantities(page)["changes"] >= 1, "it has passed all places between"
        page.locator(".gt-choose input[value=low]").press("Space")
        settle(page)
        x, y = places(page)
        partner = x[solve(cost_matrix(x, y)).plan.argmax(axis=0)]
        d = page.locator("path.gt-arrows").last.get_attribute("d")
        shafts = [np.array(one.replace("L", " ").split(), float) for one in d.split("M")[1::3]]
        assert len(shafts) == len(y)
        for (px, py, ex, ey), to in zip(shafts, partner - y, strict=True):
            arrow = np.array([ex - px, py - ey])
            assert arrow @ to / np.hypot(*arrow) / np.hypot(*to) == pytest.approx(1, abs=1e-3)
        page.locator(".gt-choose input[value=high]").press("Space")
        settle(page)
        assert page.locator("path.gt-arrows").last.get_attribute("d") == "", "tips of cones"
        page.emulate_media(reduced_motion="reduce")
        page.get_by_role("button", name="Step back").click()
        settle(page)
        assert places(page)[1][7] == pytest.approx([2.8, 1.8]), "at once"


@pytest.mark.browser
def test_on_a_telephone_a_finger_moves_a_point_and_the_page_stays(browser, tmp_path):
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    file = tmp_path / "touch.html"
    tall = "<style>main {padding: 1rem 0 60rem}</style>"
    file.write_text(
        page_of(MovingPoints(steps=STEPS), head=tall, attributes=' data-theme="dark"'),
        encoding="utf-8",
    )
    page.goto(file.as_uri())
    page.locator(READY).first.wait_for()
    settle(page)
    box = page.locator('[data-point="fake 8"] .gt-take').bounding_box()
    at = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
    fingers = context.new_cdp_session(page)
    for kind, points in (
        ("touchStart", [at]),
        *(("touchMove", [[at[0], at[1] + 10 * k]]) for k in range(1, 7)),
        ("touchEnd", []),
    ):
        touched = [{"x": x, "y": y} for x, y in points]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touched})
        settle(page)
    assert page.evaluate("scrollY") == 0
    unit = page.locator(".gt-field").bounding_box()["width"] / 8
    assert places(page)[1][7] == pytest.approx([2.8, 1.8 - 60 / unit], abs=0.03)
    compare(page)
    # Picture, numbers, the way of W1, the steps and the sliders: all in one screen.
    field, up = page.locator(".gt-field").bounding_box(), page.get_by_label("Up").bounding_box()
    assert up["y"] + up["height"] - field["y"] < 740
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert serious(page) == set()
    context.close()


def test_points_are_checked_and_a_step_moves_one_of_them():
    widget = MovingPoints([[0, 0], [1, 0]], [[0, 1], [2, 1]], held="fake 2")
    assert widget.ground == "low"
    with pytest.raises(TraitError, match="equally many points, got 3 and 2"):
        MovingPoints([[0, 0], [1, 0], [2, 0]], [[0, 1], [2, 1]])
    with pytest.raises(TraitError, match="within ±4 across and ±3 up"):
        widget.fake = [[0, 1], [2, 3.5]]
    with pytest.raises(TraitError, match="2 to 12 points"):
        MovingPoints([[0, 0]], [[0, 1]])
    with pytest.raises(TraitError, match="'real 1' to 'fake 2', got 'fake 3'"):
        widget.held = "fake 3"
    with pytest.raises(TraitError, match="step 2"):
        MovingPoints(steps=[("a", {}), ("b", {"held": "fake 11", "to": (0, 0)})])
    with pytest.raises(TraitError, match="step 2: fake must lie within"):
        MovingPoints(steps=[("a", {}), ("b", {"held": "fake 1", "to": (0, 9)})])
    stepped = MovingPoints(steps=STEPS)
    assert (stepped.held, stepped.fake[7]) == ("fake 8", [2.8, 1.8])
    assert stepped.steps[1][1]["fake"][7] == [-1.0, 0.0]
    assert stepped.steps[1][1]["fake"][:7] == stepped.fake[:7]
    card = stepped.thumbnail()
    assert card.count('class="exact"') == len(stepped.real)
    assert 300 < len(card.encode()) < 6_000
