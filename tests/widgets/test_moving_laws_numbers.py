"""The numbers on the page are the package's numbers."""

from math import inf, isnan, nan

import numpy as np
import pytest

from gantutor.distributions import Law, Normal, Uniform, blurred, two_bumps
from gantutor.distributions.quadrature import integrate
from gantutor.divergences import (
    SCORES,
    energy_shift_gradient,
    generator_gradient,
    generator_gradient_of,
    js_laws,
    kl_laws,
    minimax_value,
    optimal_discriminator,
    optimal_logit,
    tv_laws,
)
from gantutor.transport import (
    best_relu_unit,
    clip_slope_bound,
    penalised_gap,
    penalised_objective,
    penalised_slope,
    potential_laws,
    w1_laws,
    w1_line,
)
from gantutor.widgets import MovingLaws
from gantutor.widgets.moving_laws import PANELS
from tests.widgets.page import opened, quantities

pytestmark = pytest.mark.browser
CLOSE = {"rel": 1e-6, "abs": 1e-6}

CASES = [
    ("normal", 2.0, 1.0, 10.0),
    ("normal", 1.0, 1.0, 0.1),
    ("normal", -3.0, 0.4, 1.0),
    ("normal", 0.0, 1.0, 1.0),
    ("normal", 0.0, 2.0, 1.0),
    ("normal", 6.0, 4.0, 50.0),
    ("two bumps", 2.5, 1.0, 1.0),
    ("two bumps", -5.5, 0.5, 0.3),
    ("uniform", 0.3, 1.0, 1.0),
    ("uniform", 2.0, 1.0, 1.0),
    ("uniform", 0.3, 0.5, 0.2),
    ("uniform", -1.4, 2.0, 3.0),
    ("uniform", 0.0, 1.0, 1.0),
]


def law(name: str, shift: float, ratio: float) -> Law:
    """The law of shift + ratio · X."""
    return {
        "normal": Normal(shift, ratio),
        "uniform": Uniform(shift, shift + ratio),
        "two bumps": two_bumps(3.0 * ratio, 0.5 * ratio).shift(shift),
    }[name]


def mean_over(Q: Law, f: object, edges: list[float]) -> float:
    return integrate(lambda x: Q.pdf(x) * f(x), sorted(set(edges)))


def loss_at_optimum(P: Law, Q: Law, loss: object, edges: list[float]) -> float:
    """E_Q of a loss of the best discriminator's logit; infinite if it is so on a mass of Q."""
    hopeless = mean_over(Q, lambda x: np.where(P.pdf(x) > 0, 0.0, 1.0), edges)
    if hopeless > 1e-9 and loss(-inf) == inf:
        return inf
    return mean_over(Q, lambda x: loss(np.nan_to_num(optimal_logit(P, Q, x), neginf=-1e3)), edges)


def heaps_cost(P: Law, Q: Law, cell: float, span: float) -> float:
    """W1 between the laws cut into cells, the outer ones with the tails."""
    low, high = np.floor(-span / cell), np.ceil(span / cell)
    edges = np.arange(low, high + 1) * cell
    centres = 0.5 * (edges[1:] + edges[:-1])
    edges[0], edges[-1] = -inf, inf
    a, b = np.diff(P.cdf(edges)), np.diff(Q.cdf(edges))
    return w1_line(centres, centres, a / a.sum(), b / b.sum())


def gradients(P: Law, Q: Law, smoothing: float = 0.0) -> dict[str, float]:
    """What the panel "scores" shows: the gradient of the shift under every best critic."""
    smooth = {"minimax": smoothing, "nonsaturating": smoothing}
    shown = {
        f"grad_{o}": generator_gradient_of(P, Q, o, smoothing=smooth.get(o, 0.0)) for o in SCORES
    }
    return shown | {"grad_energy_mean": energy_shift_gradient(P, Q)}


@pytest.mark.parametrize(("name", "shift", "ratio", "weight"), CASES)
def test_every_panel_shows_the_packages_numbers(browser, tmp_path, name, shift, ratio, weight):
    settings = {"clip": 0.03, "depth": 3, "width": 64, "dimension": 2}
    widget = MovingLaws(PANELS, law=name, shift=shift, ratio=ratio, weight=weight, **settings)
    with opened(browser, tmp_path, widget) as (page, _):
        shown = quantities(page)
    P, Q = law(name, 0.0, 1.0), law(name, shift, ratio)
    edges = [*P.breakpoints, *Q.breakpoints]
    w1, objective = w1_laws(P, Q), penalised_objective(P, Q, weight)
    gap, bound = penalised_gap(P, Q, weight), clip_slope_bound((2, 64, 64, 1), 0.03)
    expected = {
        "js": js_laws(P, Q),
        "kl": kl_laws(P, Q),
        "tv": tv_laws(P, Q),
        "w1": w1,
        "minimax": generator_gradient(P, Q, "minimax"),
        "nonsaturating": generator_gradient(P, Q, "nonsaturating"),
        "w1_gradient": (w1_laws(P, Q.shift(1e-5)) - w1_laws(P, Q.shift(-1e-5))) / 2e-5,
        "value": minimax_value(P, Q),
        "loss_discriminator": -minimax_value(P, Q),
        "loss_nonsaturating": loss_at_optimum(P, Q, lambda f: np.logaddexp(0, -f), edges),
        "loss_minimax": loss_at_optimum(P, Q, lambda f: -np.logaddexp(0, f), edges),
        "d_fake": mean_over(Q, lambda x: np.nan_to_num(optimal_discriminator(P, Q, x)), edges),
        "logit_slope": mean_over(Q, lambda x: np.nan_to_num(P.score(x) - Q.score(x)), edges),
        "ef_real": 0.0,
        "ef_fake": mean_over(Q, lambda x: potential_laws(P, Q, x), edges),
        "dual": w1,
        "plan_cost": heaps_cost(P, Q, *((0.125, 4.4) if name == "uniform" else (0.5, 9.2))),
        "slope_bound": bound,
        "largest_estimate": bound * w1,
        "honest_clip": 0.03 / bound ** (1 / 3),
        "gap": gap,
        "relu_unit_gap": best_relu_unit(P, Q).gap,
        "share": best_relu_unit(P, Q).gap / w1 if w1 > 1e-12 else nan,
        "line_gap": abs(P.mean - Q.mean),
        "excess": gap - w1,
        "objective": objective,
        "slope_middle": penalised_slope(P, Q, weight, np.array([P.mean + Q.mean]) / 2)[0],
        "shift": shift,
        "weight": weight,
        "clip": 0.03,
        "depth": 3,
        "width": 64,
        **gradients(P, Q),
        "noise": 0.0,
        "smoothing": 0.0,
    }
    assert shown.keys() == expected.keys()
    for quantity, value in expected.items():
        if isnan(value):
            assert isnan(shown[quantity]) or quantity == "slope_middle", quantity
        else:
            assert shown[quantity] == pytest.approx(value, **CLOSE), quantity


@pytest.mark.parametrize(
    ("name", "shift", "ratio", "noise", "smoothing"),
    [
        ("normal", 2.0, 1.0, 0.5, 0.1),
        ("normal", -4.0, 0.25, 2.0, 0.4),
        ("normal", 0.3, 3.0, 0.0, 0.2),
        ("two bumps", 1.3, 1.0, 0.3, 0.0),
        ("two bumps", -6.0, 0.5, 0.05, 0.1),
        ("uniform", 0.3, 1.0, 0.1, 0.1),
        ("uniform", 2.0, 1.0, 0.5, 0.0),
        ("uniform", -3.0, 0.25, 0.05, 0.3),
        ("uniform", 3.0, 4.0, 2.0, 0.4),
        ("uniform", 0.3, 0.5, 0.0, 0.2),
    ],
)
def test_scores_with_noise_and_smoothing(browser, tmp_path, name, shift, ratio, noise, smoothing):
    settings = {"noise": noise, "smoothing": smoothing}
    widget = MovingLaws("scores", law=name, shift=shift, ratio=ratio, **settings)
    with opened(browser, tmp_path, widget) as (page, _):
        shown = quantities(page)
    P, Q = (blurred(law(name, *at), noise) for at in ((0.0, 1.0), (shift, ratio)))
    expected = gradients(P, Q, smoothing) | settings | {"shift": shift}
    assert shown.keys() == expected.keys()
    for quantity, value in expected.items():
        assert shown[quantity] == pytest.approx(value, nan_ok=True, **CLOSE), quantity


def test_noise_and_smoothing_are_sliders_of_the_panel_scores_alone(browser, tmp_path):
    widgets = MovingLaws("densities"), MovingLaws(("densities", "scores"), shift=2.0)
    with opened(browser, tmp_path, *widgets) as (page, _):
        assert page.get_by_label("Instance noise").count() == 1
        before = quantities(page, ".gt:has([data-panel=scores])")
        page.get_by_label("Label smoothing").focus()
        page.keyboard.press("PageUp")
        smooth = quantities(page, ".gt:has([data-panel=scores])")
        page.get_by_label("Instance noise").focus()
        page.keyboard.press("PageUp")
        noisy = quantities(page, ".gt:has([data-panel=scores])")
    assert (smooth["smoothing"], noisy["noise"]) == (pytest.approx(0.1), pytest.approx(0.5))
    # Smoothing changes the saturating gradient alone; noise changes no distance that is shown.
    changed = {q for q in before if before[q] != smooth[q]}
    assert changed == {"smoothing", "grad_minimax"}
    same = {q for q in smooth if smooth[q] == noisy[q]}
    assert {"js", "kl", "tv", "w1", "shift", "grad_energy"} <= same
    assert not {"grad_nonsaturating", "grad_least_squares", "grad_loss_sensitive"} & same


def test_the_gradients_against_the_shift_pass_through_the_numbers(browser, tmp_path):
    widget = MovingLaws("scores", law="two bumps", shift=1.5, noise=0.2)
    with opened(browser, tmp_path, widget) as (page, _):
        plot = page.locator("[data-panel=scores] > svg").nth(1)
        plot.locator("path.gt-curve.moss[d]").wait_for(state="attached")
        far = plot.evaluate(
            """svg => [...svg.querySelectorAll("circle")].map(dot => {
              const kind = dot.classList[1], x = +dot.getAttribute("cx");
              const paths = [...svg.querySelectorAll(`path.gt-curve.${kind}`)];
              const from = y => Math.abs(y - +dot.getAttribute("cy"));
              const points = paths.flatMap(path => path.getAttribute("d").slice(1).split(/[ML]/)
                .map(p => p.split(" ").map(Number)));
              const near = points.filter(p => Math.abs(p[0] - x) < 5);
              return [kind, near.length, Math.min(...near.map(p => from(p[1])))];
            })"""
        )
    assert len(far) == 7
    for kind, points, pixels in far:
        assert points >= 1, kind
        assert pixels < 6, kind


def test_the_facts_of_the_book(browser, tmp_path):
    widget = MovingLaws(("discriminator", "penalised", "divergences"), shift=1.0, weight=10.0)
    with opened(browser, tmp_path, widget) as (page, _):
        at_one = quantities(page)
        page.locator("input[name=shift]").fill("2")
        at_two = quantities(page)
    assert at_one["js"] == pytest.approx(0.111421, abs=5e-7)
    assert at_one["nonsaturating"] == pytest.approx(0.6020271, abs=5e-8)
    assert at_one["minimax"] == pytest.approx(0.3979729, abs=5e-8)
    assert at_two["gap"] == pytest.approx(2.2103, abs=5e-5)
    assert at_two["kl"] == pytest.approx(2.0, abs=1e-9)


def test_infinity_is_shown_as_such(browser, tmp_path):
    with opened(browser, tmp_path, MovingLaws("densities", law="uniform")) as (page, _):
        kl = page.locator("output[data-quantity=kl]")
        assert kl.get_attribute("data-value") == "Infinity"
        assert kl.text_content() == "∞"
        assert quantities(page)["js"] == pytest.approx(np.log(2), abs=1e-12)
