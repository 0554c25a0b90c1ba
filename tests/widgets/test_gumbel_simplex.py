"""The Gumbel-softmax on its simplex: closed forms, autograd, quadrature, and every hand."""

import numpy as np
import pytest
import torch
import traitlets as t
from scipy import stats

from gantutor.widgets import GumbelSimplex
from gantutor.widgets.gumbel_simplex import DRAWS, REWARDS, dealt
from tests.browser import serious
from tests.widgets.page import opened, quantities, settle

CLOSE = {"rel": 1e-6, "abs": 1e-9}
EARNS = np.array(list(REWARDS.values()))
LAWS = [(0.5, 0.3, 1.0), (0.05, 0.9, 0.25), (0.2, 0.02, 4.0), (0.6, 0.15, 0.1)]
STEPS = [
    ("Soft tokens lie between the three tokens, and their mean is not the law.", {"a": 0.5}),
    ("Cooler, they gather at the corners.", {"temperature": 0.2, "token": "c"}),
    ("A curved reward.", {"temperature": 2.0, "a": 0.2, "b": 0.6, "reward": "cubed"}),
]


def concrete(y: np.ndarray, p: np.ndarray, temperature: float) -> np.ndarray:
    """The density of the Gumbel-softmax (Maddison, Mnih & Teh 2017, definition 1), by y₁ and y₂."""
    terms = p * y**-temperature
    return 2 * temperature**2 * np.prod(terms / y, axis=-1) / terms.sum(axis=-1) ** 3


def by_the_density(p: np.ndarray, k: int, temperature: float, low: float, high: float) -> float:
    """P(low < y_k < high): the density, integrated over a strip of the simplex by a fine grid.

    Both directions go along logits, y_k = 1/(1 + e^−u): there the integrand is smooth, and at the
    sides of the simplex it falls like e^(−τ|v|).
    """
    i, j = (m for m in range(3) if m != k)
    nodes, weights = np.polynomial.legendre.leggauss(400)
    ends = np.log(low / (1 - low)), np.log(high / (1 - high))
    value = 1 / (1 + np.exp(-(ends[0] + (ends[1] - ends[0]) * (nodes + 1) / 2)))
    v = np.linspace(-30 / temperature, 30 / temperature, 4001)
    # e^v far below 1e-16 of the one is still a share: both shares by themselves.
    shares = 1 / (1 + np.exp(-v)), 1 / (1 + np.exp(v))
    y = np.empty((len(value), len(v), 3))
    y[..., k] = value[:, None]
    y[..., i], y[..., j] = ((1 - value)[:, None] * share for share in shares)
    by_logits = concrete(y, p, temperature) * (1 - value)[:, None] * shares[0] * shares[1]
    along = by_logits.sum(axis=1) * (v[1] - v[0])
    return float(weights @ (along * value * (1 - value)) * (ends[1] - ends[0]) / 2)


def by_autograd(p, temperature, reward, kind, g):
    """Mean and total variance of the estimates of every draw, by torch's own derivative."""
    logits = torch.tensor(np.log(p)).repeat(len(g), 1).requires_grad_()
    noisy = logits + torch.tensor(g)
    soft = torch.softmax(noisy / temperature, dim=-1)
    hard = torch.nn.functional.one_hot(noisy.argmax(-1), 3).double()
    x = soft if kind == "soft" else soft + (hard - soft).detach()
    values = (torch.tensor(EARNS) * x ** (3 if reward == "cubed" else 1)).sum()
    (slopes,) = torch.autograd.grad(values, logits)
    return slopes.mean(0).numpy(), slopes.var(0, correction=0).sum().item()


def exact_gradient(p):
    return p * (EARNS - p @ EARNS)


@pytest.mark.browser
def test_bias_and_variance_are_those_of_autograd(browser, tmp_path):
    seed, kinds = 7, [(law, reward) for law in LAWS for reward in ("linear", "cubed")]
    widgets = [
        GumbelSimplex(a=a, b=b, temperature=temperature, reward=reward, seed=seed)
        for (a, b, temperature), reward in kinds
    ]
    with opened(browser, tmp_path, *widgets) as (page, _):
        found = [
            quantities(page, f".gt-widget:nth-of-type({k + 1}) .gt") for k in range(len(kinds))
        ]
    g = dealt(seed, DRAWS)
    for shown, ((a, b, temperature), reward) in zip(found, kinds, strict=True):
        p = np.array([a, b, 1 - a - b])
        exact = exact_gradient(p)
        assert shown["gradient"] == pytest.approx(np.linalg.norm(exact), **CLOSE)
        for kind in ("straight", "soft"):
            mean, variance = by_autograd(p, temperature, reward, kind, g)
            assert shown[f"bias_{kind}"] == pytest.approx(np.linalg.norm(mean - exact), **CLOSE)
            assert shown[f"variance_{kind}"] == pytest.approx(variance, **CLOSE)
        # The score function, by enumeration of the three tokens.
        for name, baseline in (("score", 0.0), ("baseline", p @ EARNS)):
            each = (EARNS - baseline)[:, None] * (np.eye(3) - p)
            np.testing.assert_allclose(p @ each, exact, atol=1e-12)
            variance = p @ np.square(each - exact).sum(1)
            assert shown[f"variance_{name}"] == pytest.approx(variance, **CLOSE)


@pytest.mark.browser
def test_the_law_of_one_coordinate_is_that_of_the_density(browser, tmp_path):
    kinds = [(law, k) for law in LAWS for k in range(3)]
    widgets = [
        GumbelSimplex(a=a, b=b, temperature=temperature, token="abc"[k])
        for (a, b, temperature), k in kinds
    ]
    with opened(browser, tmp_path, *widgets) as (page, _):
        for place, ((a, b, temperature), k) in enumerate(kinds, start=1):
            within, p = f".gt-widget:nth-of-type({place}) .gt", np.array([a, b, 1 - a - b])
            shown, heights = quantities(page, within), bars(page, within)
            # What lies between both ends: at the ends themselves the density may be infinite.
            middle = by_the_density(p, k, temperature, 0.01, 0.99)
            assert shown["low"] + middle + shown["high"] == pytest.approx(1, abs=1e-6)
            half = by_the_density(p, k, temperature, 0.01, 0.5)
            # Heights are roots of shares, read off to a tenth of a pixel.
            assert np.sum(heights[:20] ** 2) - shown["low"] == pytest.approx(half, abs=0.01)
            assert shown["probability"] == pytest.approx(p[k])


def bars(page, within: str) -> np.ndarray:
    """The heights of the forty parts, read off the picture, as parts of the axis."""
    settle(page)
    d, (top, high) = page.locator(f"{within} [data-panel=law] svg").evaluate(
        """svg => {
          const hole = svg.querySelector("clipPath rect");
          const d = svg.querySelector("path.fake.gt-curve").getAttribute("d");
          return [d, ["y", "height"].map(n => +hole.getAttribute(n))];
        }"""
    )
    points = np.array([q.split() for q in d[1:].split("L")], dtype=float)
    assert len(points) == 82
    return (top + high - points[1:-1:2, 1]) / (high - 8) * 1.02


@pytest.mark.parametrize("temperature", [0.1, 0.5, 2.0])
def test_means_over_what_is_dealt_are_near_those_at_random(temperature):
    p, rng = np.array([0.5, 0.3, 0.2]), np.random.default_rng(0)
    many = rng.gumbel(size=(400_000, 3))
    for reward in ("linear", "cubed"):
        for kind in ("straight", "soft"):
            mean, variance = by_autograd(p, temperature, reward, kind, dealt(3, DRAWS))
            wanted, spread = by_autograd(p, temperature, reward, kind, many)
            error = 4 * np.sqrt(spread / len(many))
            # And a part of the error that draws at random would have.
            assert np.linalg.norm(mean - wanted) < error + np.sqrt(spread / DRAWS)
            assert variance == pytest.approx(spread, rel=0.05)


def test_what_is_dealt_is_gumbel_and_independent():
    g = dealt(11, DRAWS)
    for k in range(3):
        assert stats.kstest(g[:, k], stats.gumbel_r.cdf).statistic < 2e-3
        for m in range(k):
            assert abs(np.corrcoef(g[:, k], g[:, m])[0, 1]) < 0.03
    assert not np.allclose(g, dealt(12, DRAWS))


@pytest.mark.browser
def test_cooler_is_less_biased_and_varies_more(browser, tmp_path):
    found = {}
    with opened(browser, tmp_path, GumbelSimplex()) as (page, _):
        for temperature in (0.2, 1.0, 5.0):
            page.locator("input[name=temperature]").fill(str(np.log10(temperature)))
            found[temperature] = quantities(page)
        assert found[0.2]["bias_soft"] < found[1.0]["bias_soft"] < found[5.0]["bias_soft"]
        for name in ("variance_soft", "low", "high"):
            assert found[0.2][name] > found[1.0][name] > found[5.0][name]
        # Straight-through and a curved reward: cooling does not help.
        page.get_by_role("radio", name="Σ r y³").check(force=True)
        page.locator("input[name=temperature]").fill("-1")
        shown = quantities(page)
        assert shown["bias_straight"] > 0.4 * shown["gradient"]
        assert shown["bias_soft"] < 0.2 * shown["gradient"]


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 360])
def test_the_law_follows_the_hand(browser, tmp_path, width):
    with opened(browser, tmp_path, GumbelSimplex(steps=STEPS), width=width) as (page, _):
        svg = page.locator("[data-panel=simplex] svg")
        svg.scroll_into_view_if_needed()
        box, handle = svg.bounding_box(), page.locator(".gt-hold").bounding_box()
        page.mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
        page.mouse.down()
        # The middle of the triangle: 14 pixels beside it, 24 under it.
        side = box["width"] - 28
        middle = box["x"] + box["width"] / 2, box["y"] + box["height"] - 24 - side / np.sqrt(12)
        page.mouse.move(*middle, steps=4)
        page.mouse.up()
        shown = quantities(page)
        assert (shown["a"], shown["b"]) == pytest.approx((1 / 3, 1 / 3), abs=0.02)
        page.keyboard.press("ArrowRight")
        assert quantities(page)["a"] == pytest.approx(shown["a"] + 0.05)
        # Far outside, it stays on the triangle, and every token keeps something.
        page.mouse.move(*middle)
        page.mouse.down()
        page.mouse.move(box["x"] - 400, box["y"] + box["height"] - 24, steps=3)
        page.mouse.up()
        shown = quantities(page)
        assert (shown["a"], shown["b"]) == pytest.approx((0.96, 0.02), abs=0.011)
        assert 1 - shown["a"] - shown["b"] > 0.015
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.locator("button[name=step-on]").click()
        page.wait_for_timeout(800)
        shown = quantities(page)
        assert (shown["temperature"], shown["a"]) == (0.2, 0.5)


@pytest.mark.browser
def test_a_finger_taps_the_law_to_a_place(browser, tmp_path):
    with opened(browser, tmp_path, GumbelSimplex()) as (page, _):
        svg = page.locator("[data-panel=simplex] svg")
        touch = {"pointerType": "touch", "pointerId": 5, "button": 0, "bubbles": True}
        box = svg.bounding_box()
        at = {"clientX": box["x"] + box["width"] / 2, "clientY": box["y"] + 30}
        svg.dispatch_event("pointerdown", {**touch, **at})
        assert quantities(page)["a"] == 0.5, "it may be the beginning of a swipe"
        svg.dispatch_event("pointerup", {**touch, **at})
        shown = quantities(page)
        assert shown["a"] + shown["b"] < 0.1


@pytest.mark.browser
def test_dealing_again_changes_the_samples_and_hardly_the_numbers(browser, tmp_path):
    with opened(browser, tmp_path, GumbelSimplex()) as (page, _):
        before, dots = quantities(page), page.locator(".gt-samples").get_attribute("d")
        page.get_by_role("button", name="Deal again").click()
        after = quantities(page)
        assert page.locator(".gt-samples").get_attribute("d") != dots
        assert after["bias_soft"] != before["bias_soft"]
        assert after["bias_soft"] == pytest.approx(before["bias_soft"], abs=2e-3)
        assert after["low"] == before["low"], "exact"
        # A token that cannot have more: the third one keeps its least.
        page.locator("input[name=a]").focus()
        page.keyboard.press("End")
        page.locator("input[name=a]").fill("0.96")
        assert quantities(page)["a"] == pytest.approx(0.68)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("across", "high", "top", "width"), [(1280, 800, 330, 868), (360, 740, 380, 328)]
)
def test_the_triangle_and_its_slider_are_seen_together(browser, tmp_path, across, high, top, width):
    style = (
        "<style>body {margin: 0} h1 {position: absolute; margin: 0}"
        f"main {{width: {width}px; margin: 0 auto; padding: {top}px 0 60rem}}</style>"
    )
    widget = GumbelSimplex(steps=STEPS)
    with opened(browser, tmp_path, widget, width=across, head=style) as (page, _):
        page.set_viewport_size({"width": across, "height": high})
        settle(page)
        slider = page.get_by_label("Temperature τ").bounding_box()
        strip = page.locator(".gt-steps").bounding_box()["y"]
        for panel in ("simplex", "law"):
            box = page.locator(f"[data-panel={panel}] svg").bounding_box()
            assert box["y"] + box["height"] <= strip
        assert slider["y"] + slider["height"] <= high


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["", ' data-theme="dark"'])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_serious_and_nothing_overflows(browser, tmp_path, width, theme):
    head = "<style>html[data-theme=dark] body {background: #14181e; color: #ddd}</style>"
    widget = GumbelSimplex(steps=STEPS)
    with opened(browser, tmp_path, widget, width=width, head=head, attributes=theme) as (page, _):
        assert serious(page) == set()
        sizes = page.locator(".gt svg text").evaluate_all(
            "all => all.map(n => n.getBoundingClientRect().height)"
        )
        assert min(size for size in sizes if size) >= 11


def test_it_takes_only_laws():
    with pytest.raises(t.TraitError, match=r"a \+ b must be at most 0\.98.*got 0\.6 \+ 0\.5"):
        GumbelSimplex(a=0.6, b=0.5)
    with pytest.raises(t.TraitError, match=r"step 2: a \+ b must be at most"):
        GumbelSimplex(b=0.3, steps=[("One.", {"a": 0.1}), ("Two.", {"a": 0.9})])
    widget = GumbelSimplex(a=0.9, b=0.05)
    with pytest.raises(t.TraitError, match="a \\+ b must be"):
        widget.b = 0.2
    assert widget.b == 0.05
    with pytest.raises(t.TraitError, match="temperature"):
        widget.temperature = 0.0


def test_the_still_picture_shows_the_temperature():
    cold, warm = GumbelSimplex(temperature=0.2), GumbelSimplex(temperature=3.0)
    assert "temperature 0.2" in cold.poster()
    assert cold.thumbnail() != warm.thumbnail()
    assert len(cold.thumbnail()) < 6000
