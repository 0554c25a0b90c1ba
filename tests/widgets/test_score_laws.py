"""Laws of the score through training: exact numbers, the recorded picture, by every hand."""

from types import SimpleNamespace

import numpy as np
import ot
import pytest
import traitlets as t
from scipy.spatial.distance import jensenshannon

from gantutor.widgets import ScoreLaws, score_laws
from gantutor.widgets.score_laws import PARTS
from tests.browser import serious
from tests.widgets.page import opened, quantities, settle

RNG = np.random.default_rng(5)
VALUES = np.sort(RNG.uniform(-20, -2, size=31))
REAL = RNG.dirichlet(np.ones(31))
ITERATIONS = [0, 10, 50, 200]
SEEDS = 3
WAYS = ("likelihood", "REINFORCE")
LAWS = {name: RNG.dirichlet(np.ones(31), size=(len(ITERATIONS), SEEDS)) for name in WAYS}
HEARD = RNG.dirichlet(np.ones(31), size=SEEDS)
CLOSE = {"rel": 1e-6, "abs": 1e-9}
STEPS = [
    ("Before any training the scores are low.", {"method": "likelihood", "frame": 0}),
    ("Then they rise.", {"frame": 3}),
    ("By reward, they rise too.", {"method": "REINFORCE"}),
]


def widget(**more):
    return ScoreLaws(VALUES, REAL, LAWS, ITERATIONS, heard=HEARD, **more)


def apart(laws):
    """W1 by POT and JS by SciPy, one for each law."""
    cost = np.abs(VALUES[:, None] - VALUES[None])
    w1 = np.array([ot.emd2(REAL, law, cost) for law in laws])
    return w1, np.array([jensenshannon(REAL, law) ** 2 for law in laws])


@pytest.mark.browser
def test_the_numbers_are_exact(browser, tmp_path):
    with opened(browser, tmp_path, widget()) as (page, _):
        for name in WAYS:
            page.get_by_role("radio", name=name).check(force=True)
            for k in (3, 1):
                page.locator("input[name=frame]").fill(str(k))
                shown, (w1, js) = quantities(page), apart(LAWS[name][k])
                assert shown["iteration"] == ITERATIONS[k]
                assert shown["w1"] == pytest.approx(w1.mean(), **CLOSE)
                assert shown["w1_spread"] == pytest.approx(w1.std(ddof=1), **CLOSE)
                assert shown["js"] == pytest.approx(js.mean(), **CLOSE)
                mean = (LAWS[name][k] @ VALUES).mean()
                assert shown["mean"] == pytest.approx(mean, **CLOSE)
        w1, js = apart(HEARD)
        assert shown["w1_floor"] == pytest.approx(w1.mean(), **CLOSE)
        assert shown["js_floor"] == pytest.approx(js.mean(), **CLOSE)


@pytest.mark.browser
def test_the_picture_is_the_law_in_forty_parts(browser, tmp_path):
    start = {"method": "REINFORCE", "frame": 2}
    with opened(browser, tmp_path, widget(**start)) as (page, _):
        settle(page)
        found = {}
        for role in ("real", "fake"):
            d, (top, high) = page.locator("[data-panel=law] svg").evaluate(
                """(svg, role) => {
                  const hole = svg.querySelector("clipPath rect");
                  const all = svg.querySelectorAll(`path.${role}.gt-curve:not(.gt-seed)`);
                  const box = ["y", "height"].map(n => +hole.getAttribute(n));
                  return [all[0].getAttribute("d"), box];
                }""",
                role,
            )
            points = np.array([q.split() for q in d[1:].split("L")], dtype=float)
            assert len(points) == 2 * PARTS
            found[role] = (top + high - points[::2, 1]) / (high - 8)
        assert page.locator("[data-panel=law] path.gt-seed").count() == SEEDS
    low, high = VALUES[0], VALUES[-1]
    half = (high - low) / (2 * (PARTS - 1))
    edges = np.linspace(low - half, high + half, PARTS + 1)
    for role, masses in (("real", REAL), ("fake", LAWS["REINFORCE"][2].mean(0))):
        binned, _ = np.histogram(VALUES, edges, weights=masses)
        np.testing.assert_allclose(
            found[role] / found["real"].max(),
            binned / np.histogram(VALUES, edges, weights=REAL)[0].max(),
            atol=0.02,
        )


@pytest.mark.browser
def test_it_is_played_stepped_and_dragged(browser, tmp_path):
    with opened(browser, tmp_path, widget(steps=STEPS)) as (page, _):
        page.get_by_role("button", name="Step on").click()
        page.wait_for_timeout(800)
        assert quantities(page)["iteration"] == 200
        page.get_by_role("button", name="Step on").click()
        settle(page)
        assert page.get_by_role("radio", name="REINFORCE").is_checked()
        box = page.locator("[data-panel=distance] svg").bounding_box()
        page.mouse.move(box["x"] + box["width"] - 14, box["y"] + 60)
        page.mouse.down()
        page.mouse.move(box["x"] + 36, box["y"] + 60, steps=3)
        page.mouse.up()
        assert quantities(page)["iteration"] == 0
        page.keyboard.press("ArrowRight")
        assert quantities(page)["iteration"] == 10
        page.get_by_role("button", name="Play").click()
        page.wait_for_function("+document.querySelector('[data-quantity=iteration]').value > 100")
        said = "REINFORCE, iteration 200: the law of generated scores is W1 ="
        assert said in page.locator(".gt-summary").text_content()


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["", ' data-theme="dark"'])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_serious_and_nothing_overflows(browser, tmp_path, width, theme):
    head = "<style>html[data-theme=dark] body {background: #14181e; color: #ddd}</style>"
    shown = widget(steps=STEPS)
    with opened(browser, tmp_path, shown, width=width, head=head, attributes=theme) as (page, _):
        assert serious(page) == set()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        sizes = page.locator(".gt svg text").evaluate_all(
            "all => all.map(n => n.getBoundingClientRect().height)"
        )
        assert min(size for size in sizes if size) >= 11


def test_what_does_not_fit_is_named():
    with pytest.raises(ValueError, match=r"laws\['a'\] must have 31 masses"):
        ScoreLaws(VALUES, REAL, {"a": np.ones((4, 3, 30)) / 30}, ITERATIONS)
    with pytest.raises(ValueError, match="real must be at least 0 and sum to one"):
        ScoreLaws(VALUES, 2 * REAL, LAWS, ITERATIONS)
    with pytest.raises(ValueError, match=r"laws must be .* alike"):
        ScoreLaws(VALUES, REAL, {**LAWS, "b": LAWS["likelihood"][:2]}, ITERATIONS)
    with pytest.raises(ValueError, match="values must be finite"):
        ScoreLaws([*VALUES[:-1], -np.inf], REAL, LAWS, ITERATIONS)
    with pytest.raises(ValueError, match="iterations must be 4 increasing"):
        ScoreLaws(VALUES, REAL, LAWS, [0, 1, 2])
    with pytest.raises(ValueError, match="at least one method"):
        ScoreLaws(VALUES, REAL, {}, ITERATIONS)
    with pytest.raises(t.TraitError, match="frame must lie in 0 to 3, got 4"):
        widget(frame=4)
    with pytest.raises(t.TraitError, match=r"step 2: method must be one of \['likelihood'"):
        widget(steps=[("One.", {"frame": 1}), ("Two.", {"method": "luck"})])


def test_outcomes_of_a_study_become_the_widget():
    def outcome(name, law, iteration=ITERATIONS):
        record = SimpleNamespace(iteration=np.array(iteration), frames={"score_law": law})
        return SimpleNamespace(facts={"method": name}, record=record)

    outcomes = [outcome(f"method_{k}", LAWS[name]) for k, name in enumerate(WAYS)]
    found = score_laws(outcomes, VALUES, REAL, names={"method_1": "by reward"})
    assert found.methods == ["by reward"]
    assert found.films[0]["w1"] == pytest.approx(
        [apart(frame)[0].mean() for frame in LAWS["REINFORCE"]]
    )
    assert found.iterations == ITERATIONS
    with pytest.raises(ValueError, match=r"must have \['method_7'\]"):
        score_laws(outcomes, VALUES, REAL, names={"method_7": "x"})
    late = outcome("method_1", LAWS["REINFORCE"], [0, 1, 2, 3])
    with pytest.raises(ValueError, match="the same iterations"):
        score_laws([outcomes[0], late], VALUES, REAL)


def test_a_law_of_one_seed_and_the_still_picture():
    one = ScoreLaws(VALUES, REAL, {"alone": LAWS["likelihood"][:, 0]}, ITERATIONS)
    assert one.films[0]["w1_spread"] == [0.0] * 4
    assert one.floors == {}
    assert "laws of the score" in one.poster()
    assert len(widget().thumbnail()) < 6000
    assert widget().thumbnail() != one.thumbnail()
