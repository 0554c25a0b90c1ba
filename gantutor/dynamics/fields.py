"""The vector field of a method, its derivative, and the eigenvalues at the equilibrium.

One derivation for all: with y = θ + σε and x = σε, the critic minimises
E[on_real(ψx) + on_fake(ψy)] + weight · rule(ψ), the generator E[generator(ψy)], and
v = (−∂θ of the generator's loss, −∂ψ of the critic's loss).
"""

from math import inf
from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Complex, Float
from numpy.typing import ArrayLike

from gantutor.dynamics.methods import Method, get
from gantutor.dynamics.slopes import PENALTIES, SIDES, Slopes

Plane = Float[np.ndarray, "..."]

# The trapezoid rule for E over ε ~ N(0, 1). A sigmoid of ψ(θ + σε) has its nearest pole π/(|ψ|σ)
# off the line, so with steps of ¼ the error is about exp(−8π²/(|ψ|σ)).
_EPSILON = np.linspace(-8.0, 8.0, 65)
_MASS = np.exp(-0.5 * _EPSILON**2)
_MASS /= _MASS.sum()


def field(
    method: str | Method, theta: ArrayLike, psi: ArrayLike, **settings: float
) -> Float[np.ndarray, "*at 2"]:
    """Return v(θ, ψ): the direction in which gradient steps of both players go.

    v = (−ψ E g′(ψy), −E[y d′(ψy) + x r′(ψx)] − weight · rule′(ψ)), with r, d, g the objective on
    real, on fake and for the generator; consensus: v − weight · Jᵀv. A clipped critic stops at ±c
    (the outward part of v is 0 there) and is nowhere else: v is NaN where |ψ| > c.

    theta, psi: numbers or arrays of one shape. settings: weight, c, sigma, where the method has
    them. Raises ValueError for unknown methods and settings and for shapes that differ.
    """
    method = get(method, **settings)
    theta, psi = _points(theta, psi)
    at = _at(method, theta, psi)
    v = _first(at)
    if method.rule == "consensus":
        v = v - method.weight * np.einsum("...ki,...k->...i", _second(at), v)
    if method.c < inf:
        outward = (np.abs(psi) == method.c) & (v[..., 1] * psi > 0)
        v[..., 1] = np.where(outward, 0.0, v[..., 1])
        v[np.abs(psi) > method.c] = np.nan
    return v


def jacobian(
    method: str | Method, theta: ArrayLike, psi: ArrayLike, **settings: float
) -> Float[np.ndarray, "*at 2 2"]:
    """Return the derivative of the field: rows vθ, vψ; columns ∂θ, ∂ψ. Closed form.

    NaN where there is none: where a clipped critic is stopped (|ψ| ≥ c), and in the ∂ψ of vψ on
    the line ψ = 0 with a two-sided penalty, whose slope jumps there. Arguments as for `field`.
    """
    method = get(method, **settings)
    theta, psi = _points(theta, psi)
    at = _at(method, theta, psi)
    j = _second(at)
    if method.rule == "consensus":
        bend = np.einsum("...k,...kij->...ij", _first(at), _third(at))
        j = j - method.weight * (np.swapaxes(j, -1, -2) @ j + bend)
    j[np.abs(psi) >= method.c] = np.nan
    return j


def eigenvalues(method: str | Method, **settings: float) -> Complex[np.ndarray, "2"]:
    """Return the two eigenvalues of the field's derivative at the equilibrium (0, 0).

    Negative real parts: the flow converges. A pair of imaginary ones: it circles, and only terms
    of higher order decide. NaN for a two-sided penalty, which has no derivative there.

    Source: Mescheder et al. 2018, section 3 and lemmas 3.1 to 3.3 of its appendix.
    """
    return of_matrix(jacobian(method, 0.0, 0.0, **settings))


def of_matrix(matrix: Float[np.ndarray, "2 2"]) -> Complex[np.ndarray, "2"]:
    """Return the eigenvalues t/2 ± √(t²/4 − det) of a 2 × 2 matrix with trace t, + first."""
    (a, b), (c, d) = matrix
    # t²/4 − det, written so that nothing cancels.
    root = np.sqrt(complex((a - d) ** 2 / 4 + b * c))
    return (a + d) / 2 + np.array([root, -root])


def _points(theta: ArrayLike, psi: ArrayLike) -> tuple[Plane, Plane]:
    theta, psi = np.asarray(theta, dtype=np.float64), np.asarray(psi, dtype=np.float64)
    if theta.shape != psi.shape:
        raise ValueError(f"theta and psi must have one shape, got {theta.shape} and {psi.shape}")
    return theta, psi


class _Mean(NamedTuple):
    """The game at some points: ψ, x and y at the nodes of the noise, the objective's slopes."""

    method: Method
    p: Plane
    x: Plane
    y: Plane
    mass: Float[np.ndarray, " nodes"]
    on_real: Slopes
    on_fake: Slopes
    generator: Slopes

    def of(self, values: Plane) -> Plane:
        """E over the noise; an array for a single point too."""
        return np.asarray(values @ self.mass)

    def pull(self, order: int) -> Plane:
        """The first or second derivative in ψ of weight · rule(ψ)."""
        if self.method.rule not in PENALTIES:
            return np.zeros(self.p.shape[:-1])
        return (self.method.weight * PENALTIES[self.method.rule](self.p)[order - 1])[..., 0]


def _at(method: Method, theta: Plane, psi: Plane) -> _Mean:
    sides = SIDES[method.objective]
    noise, mass = (_EPSILON, _MASS) if method.sigma else (np.zeros(1), np.ones(1))
    p = psi[..., None]
    x = method.sigma * noise + np.zeros_like(p)
    y = theta[..., None] + x
    slopes = (sides.on_real(p * x), sides.on_fake(p * y), sides.generator(p * y))
    return _Mean(method, p, x, y, mass, *slopes)


# The three orders of one derivation, without clipping and consensus.
def _first(m: _Mean) -> Plane:
    d, r, g = m.on_fake[0], m.on_real[0], m.generator[0]
    return _last((-m.of(m.p * g), -m.of(m.y * d + m.x * r) - m.pull(1)), 1)


def _second(m: _Mean) -> Plane:
    p, x, y, of = m.p, m.x, m.y, m.of
    (d1, d2, _), (_, r2, _), (g1, g2, _) = m.on_fake, m.on_real, m.generator
    across = (-of(p**2 * g2), -of(g1 + p * y * g2))
    up = (-of(d1 + p * y * d2), -of(y**2 * d2 + x**2 * r2) - m.pull(2))
    return _last((across, up), 2)


def _third(m: _Mean) -> Plane:
    """Of the objective alone: only consensus asks for it, and it has no penalty."""
    p, x, y, of = m.p, m.x, m.y, m.of
    (_, d2, d3), (_, _, r3), (_, g2, g3) = m.on_fake, m.on_real, m.generator
    across = -of(2 * p * g2 + p**2 * y * g3)
    up = -of(2 * y * d2 + p * y**2 * d3)
    return _last(
        (
            ((-of(p**3 * g3), across), (across, -of(2 * y * g2 + p * y**2 * g3))),
            ((-of(2 * p * d2 + p**2 * y * d3), up), (up, -of(y**3 * d3 + x**3 * r3))),
        ),
        3,
    )


def _last(rows: Any, axes: int) -> Plane:
    """Move the first ``axes`` axes behind those of the points."""
    return np.moveaxis(np.array(rows), range(axes), range(-axes, 0))
