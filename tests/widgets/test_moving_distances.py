"""Five distances of two laws that move, and two clouds in slices: POT's numbers, by every hand."""

import re
from xml.etree import ElementTree

import numpy as np
import ot
import pytest
import traitlets as t
from scipy.integrate import trapezoid
from scipy.special import ndtr

from gantutor.colours import COLOURS
from gantutor.distributions import Mixture, Normal, two_bumps
from gantutor.divergences import js_laws
from gantutor.transport import w1_laws
from gantutor.widgets import MovingDistances
from gantutor.widgets.moving_distances import VIEWS, clouds
from tests.browser import serious
from tests.widgets.page import opened, page_of, quantities, settle

CLOSE = {"rel": 1e-6, "abs": 1e-6}
SLOPE = {"rel": 1e-4, "abs": 1e-5}
STATES = [
    {"law": "normal", "shift": 2.0, "epsilon": 1.0},
    {"law": "normal", "shift": 0.4, "ratio": 0.5, "epsilon": 0.1, "width": 0.3},
    {"law": "normal", "shift": -5.5, "ratio": 2.5, "epsilon": 10.0, "width": 4.0},
    {"law": "two bumps", "shift": 0.7, "balance": 0.2, "epsilon": 0.3},
    {"law": "two bumps", "shift": -1.5, "ratio": 1.5, "balance": 0.7, "epsilon": 2.0, "width": 2.0},
]
STEPS = [
    (
        "Two normal laws, and one distance in each row: over the shift, as a number, and with its "
        "slope. The bar is how hard it pulls.",
        {"law": "normal", "shift": 2.0, "panel": "distances"},
    ),
    ("Far away.", {"shift": 5.5}),
    ("A wide look at ε.", {"panel": "epsilon", "epsilon": 10.0}),
    ("In the plane.", {"panel": "plane", "shift": 0.0, "angle": 45.0}),
]


def laws(state, shift=None):
    """The densities of the two laws, by the package."""
    at = state["shift"] if shift is None else shift
    ratio, share = state.get("ratio", 1.0), state.get("balance", 0.5)
    if state["law"] == "normal":
        return Normal(0, 1), Normal(at, ratio)
    bumps = tuple(Normal(at + side * 1.5 * ratio, 0.5 * ratio) for side in (-1, 1))
    return two_bumps(), Mixture((1 - share, share), bumps)


def atoms(law, count=48):
    """The law in weighted atoms, as the widget says that it cuts it."""
    parts = [(1.0, law)] if isinstance(law, Normal) else zip(law.weights, law.laws, strict=True)
    places, masses = [], []
    for weight, part in parts:
        n = count if isinstance(law, Normal) else count // 2
        edges = np.linspace(-3.25, 3.25, n + 1)
        heads = ndtr(edges)
        heads[0], heads[-1] = 0.0, 1.0
        places.append(part.mean + part.std * (edges[1:] + edges[:-1]) / 2)
        masses.append(weight * np.diff(heads))
    return np.concatenate(places), np.concatenate(masses)


def entropic(first, second, epsilon):
    """OT_ε with the cost |x − y|, and its derivative by a shift of the second: POT.

    Not in logs, which takes ten times as long: exp(−C / ε) stays above 1e-200 here.
    """
    (x, a), (y, b) = first, second
    cost = np.abs(x[:, None] - y)
    plan = ot.sinkhorn(
        a, b, cost, epsilon, method="sinkhorn", stopThr=1e-9, numItermax=20_000, warn=False
    )
    seen = plan > 0
    kl = np.sum(plan[seen] * np.log((plan / np.outer(a, b))[seen]))
    return np.sum(plan * cost) + epsilon * kl, np.sum(plan * np.sign(y - x[:, None]))


def half_energy(P, Q):
    """∫ (F − G)², on a fine grid."""
    x = np.linspace(-25, 25, 20_001)
    return trapezoid((P.cdf(x) - Q.cdf(x)) ** 2, x)


def mmd(P, Q, width):
    """MMD² by a double sum over a fine grid, without the closed form."""
    x = np.linspace(-26, 26, 2081)
    gap = (P.pdf(x) - Q.pdf(x)) * (x[1] - x[0])
    return gap @ np.exp(-((x[:, None] - x) ** 2) / (2 * width**2)) @ gap


def slope(of, state, step=1e-4):
    up, down = (of(*laws(state, state["shift"] + sign * step)) for sign in (1, -1))
    return (up - down) / (2 * step)


@pytest.mark.browser
@pytest.mark.parametrize("state", STATES)
def test_every_distance_and_its_slope_is_that_of_the_package(browser, tmp_path, state):
    with opened(browser, tmp_path, MovingDistances(**state)) as (page, _):
        shown = quantities(page)
    P, Q = laws(state)
    width, epsilon = state.get("width", 1.0), state["epsilon"]
    formulas = {
        "w1": w1_laws,
        "energy": half_energy,
        "mmd": lambda P, Q: mmd(P, Q, width),
        "js": js_laws,
    }
    for name, of in formulas.items():
        assert shown[name] == pytest.approx(of(P, Q), **CLOSE), name
        assert shown[f"{name}_slope"] == pytest.approx(slope(of, state), **SLOPE), name
    both, pull = entropic(atoms(P), atoms(Q), epsilon)
    selves = [entropic(atoms(law), atoms(law), epsilon)[0] for law in (P, Q)]
    assert shown["ot_epsilon"] == pytest.approx(both, **CLOSE)
    assert [shown["self_real"], shown["self_fake"]] == pytest.approx(selves, **CLOSE)
    assert shown["sinkhorn"] == shown["s_epsilon"]
    assert shown["sinkhorn"] == pytest.approx(both - sum(selves) / 2, **CLOSE)
    assert shown["sinkhorn_slope"] == pytest.approx(pull, **SLOPE)
    for name, fixed in (("s_tenth", 0.1), ("s_one", 1.0), ("s_ten", 10.0)):
        one = entropic(atoms(P), atoms(Q), fixed)[0]
        own = [entropic(atoms(law), atoms(law), fixed)[0] for law in (P, Q)]
        assert shown[name] == pytest.approx(one - sum(own) / 2, **CLOSE), name


@pytest.mark.browser
def test_sinkhorn_lies_between_the_two_distances_it_tends_to(browser, tmp_path):
    states = [{"shift": 1.3, "ratio": 0.6, "epsilon": e} for e in (0.1, 1.0, 100.0)]
    found = []
    for state in states:
        with opened(browser, tmp_path, MovingDistances(**state)) as (page, _):
            found.append(quantities(page))
    gaps = [one["w1"] - one["sinkhorn"] for one in found]
    assert 0 < gaps[0] < 0.5 * gaps[1] < 0.5 * gaps[2]
    # Atoms stand for the laws, 0.14 apart.
    assert found[2]["sinkhorn"] == pytest.approx(found[2]["energy"], abs=0.01)
    assert found[0]["sinkhorn"] > found[1]["sinkhorn"] > found[2]["sinkhorn"]
    # Without its self terms it rises with ε instead, and nothing is 0 at equal laws.
    assert found[0]["ot_epsilon"] < found[1]["ot_epsilon"] < found[2]["ot_epsilon"]
    with opened(browser, tmp_path, MovingDistances(shift=0.0)) as (page, _):
        same = quantities(page)
    for name in ("w1", "sinkhorn", "energy", "mmd", "js"):
        assert same[name] == pytest.approx(0, abs=1e-8)
        assert same[f"{name}_slope"] == pytest.approx(0, abs=1e-8)
    assert same["ot_epsilon"] > 0.5


def turned(directions):
    angles = np.pi * np.arange(directions) / directions
    return np.stack([np.cos(angles), np.sin(angles)])


@pytest.mark.browser
@pytest.mark.parametrize(("shift", "angle", "directions"), [(0.0, 45.0, 64), (3.2, 100.0, 7)])
def test_slices_of_the_clouds_are_pots(browser, tmp_path, shift, angle, directions):
    widget = MovingDistances(panel="plane", shift=shift, angle=angle, directions=directions)
    with opened(browser, tmp_path, widget) as (page, _):
        shown = quantities(page)
    real, fake = (np.array(cloud) for cloud in clouds())
    weights = np.full(len(real), 1 / len(real))

    def at(moved):
        here = fake + np.array([moved, 0.0])
        sliced = ot.sliced_wasserstein_distance(real, here, projections=turned(directions), p=1)
        return sliced, ot.emd2(weights, weights, ot.dist(real, here, metric="euclidean"))

    sliced, exact = at(shift)
    assert shown["sliced"] == pytest.approx(sliced, **CLOSE)
    assert shown["w1_plane"] == pytest.approx(exact, **CLOSE)
    line = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    along = ot.wasserstein_1d(real @ line, (fake + np.array([shift, 0.0])) @ line, p=1)
    assert shown["w1_direction"] == pytest.approx(along, **CLOSE)
    step = 1e-4
    up, down = np.array(at(shift + step)), np.array(at(shift - step))
    slopes = (up - down) / (2 * step)
    assert [shown["sliced_slope"], shown["plane_slope"]] == pytest.approx(slopes, **SLOPE)
    assert shown["sliced"] <= shown["w1_plane"]


@pytest.mark.browser
def test_the_curves_pass_through_the_dots(browser, tmp_path):
    with opened(browser, tmp_path, MovingDistances(shift=3.0)) as (page, _):
        page.locator("[data-row=js] path.gt-curve[d]").wait_for(state="attached")
        settle(page)
        for row in page.locator("[data-row]").all():
            d, cx, cy = row.evaluate(
                """row => { const dot = row.querySelector("circle");
                  return [row.querySelector("path.gt-curve").getAttribute("d"),
                    +dot.getAttribute("cx"), +dot.getAttribute("cy")]; }"""
            )
            points = np.array([p.split() for p in d[1:].split("L")], dtype=float)
            assert len(points) == 81
            assert np.interp(cx, *points.T) == pytest.approx(cy, abs=0.6)


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 360])
def test_every_hand_moves_it_and_nothing_sticks_out(browser, tmp_path, width):
    with opened(browser, tmp_path, MovingDistances(steps=STEPS), width=width) as (page, _):
        for name in VIEWS:
            page.locator(f".gt-choose input[value={name}]").check()
            settle(page)
            assert page.locator(f"[data-panel={name}]").is_visible()
            lead = "clouds" if name == "plane" else "laws"
            plot = page.locator(f"[data-panel={lead}] svg")
            plot.scroll_into_view_if_needed()
            box = plot.bounding_box()
            page.locator("input[name=shift]").fill("1")
            before = quantities(page)["shift"]
            x, y = box["x"] + box["width"] / 2, box["y"] + 30
            page.mouse.move(x, y)
            page.mouse.down()
            page.mouse.move(x + box["width"] / 20, y, steps=3)
            page.mouse.up()
            moved = quantities(page)["shift"]
            assert 0.4 < moved - before < 1.2
            page.keyboard.press("ArrowRight")
            assert quantities(page)["shift"] == pytest.approx(moved + 0.1)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, name
            assert page.locator("input[name=angle]").is_visible() == (name == "plane")
        page.locator("button[name=step-on]").click()
        page.wait_for_timeout(800)
        now = quantities(page)
        assert now["shift"] == 5.5
        assert now["w1_slope"] == pytest.approx(1.0, abs=1e-6)
        assert now["js_slope"] < 0.05


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
    widget = MovingDistances(steps=STEPS)
    with opened(browser, tmp_path, widget, width=across, head=style) as (page, _):
        page.set_viewport_size({"width": across, "height": high})
        settle(page)
        slider = page.get_by_label("Shift of the generated law").bounding_box()
        first = page.locator("[data-panel=laws] svg").bounding_box()
        assert first["y"] + first["height"] <= page.locator(".gt-steps").bounding_box()["y"]
        assert slider["y"] + slider["height"] <= high


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["", ' data-theme="dark"'])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_serious_and_no_small_text(browser, tmp_path, width, theme):
    head = "<style>html[data-theme=dark] body {background: #14181e; color: #ddd}</style>"
    widgets = [MovingDistances(panel=name) for name in VIEWS]
    how = {"width": width, "head": head, "attributes": theme}
    with opened(browser, tmp_path, *widgets, **how) as (page, _):
        settle(page)
        assert serious(page) == set()
        sizes = page.locator(".gt svg text").evaluate_all(
            "all => all.map(n => n.getBoundingClientRect().height)"
        )
        assert min(size for size in sizes if size) >= 11


@pytest.mark.browser
@pytest.mark.parametrize("panel", VIEWS)
def test_what_is_kept_free_is_what_is_taken(browser, tmp_path, panel):
    look = "main {{width: {}px; margin: auto}} body {{font-family: system-ui, sans-serif}}"
    steps = [(text, {**state, "panel": panel} if k == 0 else state)
             for k, (text, state) in enumerate(STEPS)]  # fmt: skip
    for made in (MovingDistances(panel=panel), MovingDistances(steps=steps)):
        text, heights = page_of(made), []
        for screen, column in ((768, 704), (360, 328)):
            style = f"<style>{look.format(column)}</style></head>"
            page = browser.new_page(viewport={"width": screen, "height": 900})
            for part, without in ((".gt-widget", True), (".gt", False)):
                file = tmp_path / "room.html"
                shown = text.replace("</head>", style)
                file.write_text(
                    re.sub(r"<script.*?</script>", "", shown, flags=re.S) if without else shown
                )
                page.goto(file.as_uri())
                if not without:
                    page.locator(".gt .gt-summary:not(:empty)").wait_for()
                    page.wait_for_timeout(300)
                heights.append(page.locator(part).bounding_box()["height"])
            page.close()
        for free, taken in zip(heights[::2], heights[1::2], strict=True):
            assert free == pytest.approx(taken, abs=max(35, 0.07 * taken))


@pytest.mark.parametrize("law", ["normal", "two bumps"])
def test_a_poster_is_small_and_has_its_three_slopes(law):
    widget = MovingDistances(law=law, balance=0.2)
    card = widget.thumbnail()
    root = ElementTree.fromstring(card)
    assert root.attrib["viewBox"] == "0 0 320 180"
    assert 300 < len(card.encode()) < 6_000
    assert set(re.findall(r'class="([\w-]+)" ', card)) - {"gt-poster"} <= set(COLOURS)
    curves = [d for d in re.findall(r'd="M([^"]*)"', card) if "h0" not in d]
    heights = [np.array(d.replace("L", " ").split(), dtype=float)[1::2] for d in curves]
    assert len(heights) == 3
    w1, energy, mmd = heights
    # At the edge W1 still pulls with all its might (a low pixel is high), the MMD hardly.
    assert w1[0] == pytest.approx(180 * (1 - 1.05 / 1.15), abs=1)
    assert w1[0] < energy[0] + 1
    assert energy[0] + 100 < mmd[0]
    assert "W1" in widget.poster()


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ({"shift": 7.0}, "shift"),
        ({"epsilon": 0.01}, "epsilon"),
        ({"law": "uniform"}, "law"),
        ({"panel": "sliced"}, "panel"),
        ({"real": [[0.0, 1.0]]}, r"real must be 2 to 32 points of the plane, got shape \(1, 2\)"),
        ({"fake": [[0.0], [1.0]]}, r"fake must be 2 to 32 points of the plane, got shape \(2, 1\)"),
        ({"real": [[0.0, 1.0], "a"]}, "real must be 2 to 32 points"),
        ({"real": [[0.0, 1.0], [0.0, np.nan]]}, "real must lie within ±6"),
        ({"real": [[0.0, 1.0], [0.0, 2.0]]}, "equally many points, got 2 and 20"),
        ({"steps": [("a", {}), ("b", {"directions": 3})]}, "a step of MovingDistances sets only"),
        ({"steps": [("a", {}), ("b", {"ratio": 9.0})]}, "step 2"),
    ],
)
def test_what_is_not_possible_is_refused(setting, words):
    with pytest.raises(t.TraitError, match=words):
        MovingDistances(**setting)
