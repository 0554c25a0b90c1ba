"""Still pictures of two laws on the line, one for each panel of `MovingLaws`."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from jaxtyping import Float

from gantutor.distributions import Law
from gantutor.divergences import generator_gradient_of, js_laws, optimal_discriminator
from gantutor.transport import (
    best_relu_unit,
    penalised_critic,
    plan_line,
    potential_laws,
    w1_laws,
)
from gantutor.widgets.posters.canvas import Canvas


class Scene(NamedTuple):
    """The laws P and Q, how Q is made for a shift, and what the widget's sliders say."""

    P: Law
    made: Callable[[float], Law]
    shift: float
    limit: float
    margin: float
    weight: float
    clip: float
    depth: int
    slope_bound: float

    @property
    def Q(self) -> Law:
        """The generated law, where it starts."""
        return self.made(self.shift)

    @property
    def span(self) -> tuple[float, float]:
        """The part of the line that is seen."""
        return -self.limit - self.margin, self.limit + self.margin

    @property
    def x(self) -> Float[np.ndarray, "97"]:
        """Where functions of x are drawn."""
        return np.linspace(*self.span, 97)


def _heaps(scene: Scene, below: float) -> tuple[Canvas, float]:
    """Both densities with room ``below``, a part of the greatest height, and that height."""
    x, heights = _densities(scene)
    top = max(h.max() for h in heights)
    canvas = Canvas(scene.span, (-below * top, 1.1 * top))
    for h, role, dashes in zip(heights, ("real", "fake"), ("", "9 5"), strict=True):
        canvas.area(x, h, role)
        canvas.curve(x, h, role, dashes=dashes)
    return canvas, top


def laws(scene: Scene) -> Canvas:
    """Both densities."""
    return _heaps(scene, below=0.04)[0]


def told(scene: Scene) -> Canvas:
    """Both densities, and under them two bars: JS, which stops, and W1."""
    canvas, top = _heaps(scene, below=0.65)
    low, high = 0.92 * np.array(scene.span)
    shares = js_laws(scene.P, scene.Q) / np.log(2), w1_laws(scene.P, scene.Q) / scene.limit
    for share, role, base in zip(shares, ("ink", "exact"), (-0.32, -0.58), strict=True):
        foot = base * top, (base + 0.16) * top
        canvas.box((low, high), foot, "line")
        canvas.box((low, low + min(share, 1.0) * (high - low)), foot, role)
    return canvas


def divergences(scene: Scene) -> Canvas:
    """JS and W1 against the shift: one stops, the other goes on. JS is drawn to half the height."""
    at = np.linspace(-scene.limit, scene.limit, 41)
    js = np.array([js_laws(scene.P, scene.made(s)) for s in at]) / np.log(2)
    w1 = np.array([w1_laws(scene.P, scene.made(s)) for s in at]) / scene.limit
    canvas = Canvas((-scene.limit, scene.limit), (-0.04, 1.05))
    canvas.curve(at, np.full_like(at, 0.5), "floor", dashes="2 6", width=2)
    canvas.curve(at, js / 2, "ink")
    canvas.curve(at, w1, "exact")
    return canvas


def value(scene: Scene) -> Canvas:
    """What the game is worth with the best discriminator, 2 JS − log 4, and −log 4."""
    at = np.linspace(-scene.limit, scene.limit, 41)
    worth = np.array([2 * js_laws(scene.P, scene.made(s)) for s in at]) - np.log(4)
    canvas = Canvas((-scene.limit, scene.limit), (-1.6, 0.2))
    canvas.curve(at, np.full_like(at, -np.log(4)), "floor", dashes="2 6", width=2)
    canvas.curve(at, worth, "critic")
    return canvas


def discriminator(scene: Scene) -> Canvas:
    """The best discriminator over both densities."""
    canvas = _over_densities(scene, (-0.04, 1.1))
    canvas.curve(scene.x, optimal_discriminator(scene.P, scene.Q, scene.x), "critic")
    return canvas


def cdf(scene: Scene) -> Canvas:
    """Both distribution functions and the area between them."""
    x = scene.x
    F, G = np.asarray(scene.P.cdf(x)), np.asarray(scene.Q.cdf(x))
    canvas = Canvas(scene.span, (-0.06, 1.06))
    canvas.area(x, F, "exact", base=G)
    canvas.curve(x, F, "real")
    canvas.curve(x, G, "fake", dashes="9 5")
    return canvas


def plan(scene: Scene) -> Canvas:
    """The best plan between both laws cut into heaps: lines that never cross."""
    edges = np.linspace(*scene.span, 33)
    x, width = (edges[1:] + edges[:-1]) / 2, edges[1] - edges[0]
    heaps = [np.diff(np.asarray(law.cdf(edges))) for law in (scene.P, scene.Q)]
    a, b = (h / h.sum() for h in heaps)
    canvas, most = Canvas(scene.span, (0.0, 1.0)), max(a.max(), b.max())
    for heap, role, base, way in ((a, "real", 0.7, 0.28), (b, "fake", 0.3, -0.28)):
        for at, mass in zip(x, heap / most, strict=True):
            ends = sorted((base, base + way * mass))
            canvas.box((at - 0.42 * width, at + 0.42 * width), (ends[0], ends[1]), role)
    for i, j in zip(*np.nonzero(plan_line(x, x, a, b) > 2e-3), strict=True):
        canvas.curve([x[i], x[j]], [0.68, 0.32], "exact", width=2)
    return canvas


def potential(scene: Scene) -> Canvas:
    """The best 1-Lipschitz critic over both densities."""
    high = scene.span[1]
    canvas = _over_densities(scene, (-high, high))
    canvas.curve(scene.x, potential_laws(scene.P, scene.Q, scene.x), "exact")
    return canvas


def clipped(scene: Scene) -> Canvas:
    """The largest estimate of a clipped critic against the clip, in units of W1, both by powers."""
    canvas, c, bound = Canvas((-3.0, 0.0), (-5.0, 5.0)), np.log10(scene.clip), scene.slope_bound
    at = np.array([-3.0, 0.0])
    canvas.curve(at, [0, 0], "exact", dashes="9 5")
    canvas.curve(at, np.log10(bound) + scene.depth * (at - c), "critic")
    canvas.dots([c], [np.log10(bound)], "critic", size=14)
    return canvas


def penalised(scene: Scene) -> Canvas:
    """The critic that the gradient penalty converges to, and the potential, over both densities."""
    x = scene.x
    density = np.asarray(scene.P.pdf(x)) + np.asarray(scene.Q.pdf(x))
    seen = np.where(density > 1e-3, penalised_critic(scene.P, scene.Q, scene.weight, x), np.nan)
    high = max(float(np.nanmax(np.abs(seen))), scene.span[1] / 2)
    canvas = _over_densities(scene, (-1.1 * high, 1.1 * high))
    canvas.curve(x, potential_laws(scene.P, scene.Q, x), "exact", dashes="9 5")
    canvas.curve(x, seen, "critic")
    return canvas


def spectral(scene: Scene) -> Canvas:
    """The best critic of one hidden layer with norms 1, and the potential, over both densities."""
    x, best = scene.x, best_relu_unit(scene.P, scene.Q)
    side = 1 if best.side == "right" else -1
    critic = best.sign * np.maximum(0.0, side * (x - best.knot))
    u = np.asarray(potential_laws(scene.P, scene.Q, x))
    # The same level at the mean of the real law, about which potentials are levelled.
    critic -= np.interp(scene.P.mean, x, critic) - np.interp(scene.P.mean, x, u)
    high = 1.1 * float(max(np.abs(u).max(), np.abs(critic).max()))
    canvas = _over_densities(scene, (-high, high))
    canvas.curve(x, u, "exact", dashes="9 5")
    canvas.curve(x, critic, "critic")
    return canvas


def scores(scene: Scene) -> Canvas:
    """The gradients that four objectives leave the generator, against the shift."""
    at = np.linspace(-scene.limit, scene.limit, 25)
    canvas = Canvas((-scene.limit, scene.limit), (-2.2, 2.2))
    for objective, role, dashes in (
        ("minimax", "ink", "9 5"),
        ("nonsaturating", "nonsaturating", "9 4 2 4"),
        ("least_squares", "moss", "9 5"),
        ("wasserstein", "exact", ""),
    ):
        pull = [generator_gradient_of(scene.P, scene.made(s), objective) for s in at]
        canvas.curve(at, pull, role, dashes=dashes)
    return canvas


PICTURES: dict[str, tuple[str, Callable[[Scene], Canvas]]] = {
    "densities": ("Densities of the real and the generated law", laws),
    "divergences": ("Jensen–Shannon divergence and W1 against the shift", divergences),
    "discriminator": ("The best discriminator of the real and the generated law", discriminator),
    "value": ("What the game is worth, against the shift", value),
    "plan": ("The best plan from the real to the generated law", plan),
    "cdf": ("The area between the distribution functions of both laws", cdf),
    "potential": ("The potential of the real and the generated law", potential),
    "clipped": ("What a clipped critic can estimate, and W1", clipped),
    "penalised": ("The penalised critic of both laws, and their potential", penalised),
    "spectral": ("The best critic with norms 1 of both laws, and their potential", spectral),
    "scores": ("The gradients of four objectives against the shift", scores),
    "told": ("Both laws, and two bars for what a GAN is told and how far they are", told),
}
"""Panel → what its picture shows, in words, and who draws it."""


def poster(panel: str, scene: Scene) -> tuple[str, Canvas]:
    """What is seen, and the picture of a panel: the densities where a quadrature fails."""
    said, draw = PICTURES[panel]
    try:
        return said, draw(scene)
    except ArithmeticError:
        return PICTURES["densities"][0], laws(scene)


def _densities(scene: Scene) -> tuple[Float[np.ndarray, " n"], list[Float[np.ndarray, " n"]]]:
    x = np.unique(np.concatenate([scene.x, *(_edges(law) for law in (scene.P, scene.Q))]))
    return x, [np.asarray(law.pdf(x), dtype=float) for law in (scene.P, scene.Q)]


def _edges(law: Law) -> list[float]:
    """Both sides of where a density may jump."""
    ends = [end for end in law.support if np.isfinite(end)]
    return [end + way * 1e-6 for end in ends for way in (-1, 1)]


def _over_densities(scene: Scene, y: tuple[float, float]) -> Canvas:
    """A canvas with both densities, faint, at its foot."""
    x, heights = _densities(scene)
    scale = 0.42 * (y[1] - y[0]) / max(h.max() for h in heights)
    canvas = Canvas(scene.span, y)
    for h, role in zip(heights, ("real", "fake"), strict=True):
        canvas.area(x, y[0] + scale * h, role, base=y[0])
    return canvas
