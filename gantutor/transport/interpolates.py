"""The interpolates x̂ = u x + (1 − u) y of a gradient penalty: their density on the line."""

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

from gantutor.distributions import Dirac, Law, Mixture, Normal, Uniform

Values = Float[np.ndarray, "..."] | np.floating

# One rule for a whole window of 18 standard deviations: exact to 1e-12.
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(48)
# Parts of the integrand below e⁻⁴⁰ of its largest value are left out.
_NEGLIGIBLE = 80.0


def penalised_density(P: Law, Q: Law, x: ArrayLike) -> Values:
    """ρ(x), the density of x̂ = u x + (1 − u) y with u uniform on [0, 1], x ~ P, y ~ Q independent.

    Given x and y, x̂ is uniform between them: ρ(z) = E[1{z between x and y} / |x − y|]. Mixtures are
    taken apart; exact to 1e-12 (relative) for normals, closed for uniforms and for point masses.

    Raises:
        TypeError: a pair of components of different kinds, or of a kind without a formula here.
    """
    x = np.asarray(x, dtype=np.float64)
    points = x.ravel()
    total = np.zeros(points.shape)
    for p, real in _components(P):
        for q, fake in _components(Q):
            total += p * q * _pair_density(real, fake, points)
    return total.reshape(x.shape)[()]


def _components(law: Law) -> list[tuple[float, Law]]:
    if not isinstance(law, Mixture):
        return [(1.0, law)]
    parts = zip(law.weights, law.laws, strict=True)
    return [(w * v, part) for w, inner in parts for v, part in _components(inner)]


def _pair_density(P: Law, Q: Law, x: np.ndarray) -> np.ndarray:
    if isinstance(P, Normal) and isinstance(Q, Normal):
        return _between_normals(P, Q, x)
    if isinstance(P, Uniform) and isinstance(Q, Uniform):
        return _left_to_right(P, Q, x) + _left_to_right(Q, P, x)
    if isinstance(P, Dirac) and isinstance(Q, Dirac):
        low, high = min(P.at, Q.at), max(P.at, Q.at)
        if low == high:
            return np.zeros(x.shape)
        return np.where((low <= x) & (x <= high), 1.0 / (high - low), 0.0)
    raise TypeError(
        "the density of x̂ is known between two normals, two uniforms or two point masses, "
        f"and mixtures of one of these kinds, got {P!r} and {Q!r}"
    )


def _left_to_right(A: Uniform, B: Uniform, z: np.ndarray) -> np.ndarray:
    """E[1{x ≤ z ≤ y} / (y − x)] for x ~ A, y ~ B: the integral of 1/(y − x) over a rectangle."""
    first = np.clip(z, A.low, A.high) - A.low  # the length of A left of z
    second = B.high - np.clip(z, B.low, B.high)  # the length of B right of z
    apart = np.maximum(B.low - z, 0.0) + np.maximum(z - A.high, 0.0)
    w, h = np.minimum(first, second), np.maximum(first, second)
    # With H(s) = s log s, H'' = 1/s, four corners give the integral:
    # H(apart + w + h) + H(apart) − H(apart + w) − H(apart + h). It is zero at the ends of the hull,
    # where F − G is zero as well: so it is written without the cancellation.
    with np.errstate(invalid="ignore", divide="ignore"):
        logarithm = np.log1p(h / (apart + w))
        area = w * logarithm + _log1p_times(apart + h, w) - _log1p_times(apart, w)
    return np.where(w > 0, area, 0.0) / ((A.high - A.low) * (B.high - B.low))


def _log1p_times(s: np.ndarray, w: np.ndarray) -> np.ndarray:
    """S log(1 + w/s), zero at s = 0."""
    return np.where(s > 0, s * np.log1p(w / s), 0.0)


def _between_normals(P: Normal, Q: Normal, z: np.ndarray) -> np.ndarray:
    """∫₀¹ of the density of N(u μ₁ + (1 − u) μ₂, u² σ₁² + (1 − u)² σ₂²) at z, over u.

    With (u σ₁, (1 − u) σ₂) = r (cos θ, sin θ) it becomes ∫ φ(t) / (σ₂ cos θ + σ₁ sin θ) dθ over
    [0, π/2], where t = α cos θ + β sin θ is a cosine wave and α, β are z in standard units. So the
    parts of [0, π/2] where φ(t) matters are known, and only there are nodes laid.
    """
    alpha, beta = (z - P.mean) / P.std, (z - Q.mean) / Q.std
    radius = np.hypot(alpha, beta)
    least = np.where(alpha * beta > 0, np.minimum(alpha**2, beta**2), 0.0)
    ratio = np.sqrt(least + _NEGLIGIBLE) / np.maximum(radius, 1e-300)
    width = np.arccos(np.minimum(ratio, 1.0))
    crest = np.arctan2(beta, alpha) % np.pi  # |t| is largest here, and too large within width
    quarter = np.pi / 2
    total = np.zeros(z.shape)
    for low, high in (
        (np.maximum(0.0, crest - np.pi + width), np.minimum(quarter, crest - width)),
        (np.minimum(quarter, crest + width), np.full(z.shape, quarter)),
    ):
        here = high > low
        start, half = low[here][:, None], 0.5 * (high - low)[here][:, None]
        theta = start + half * (1 + _NODES)
        cos, sin = np.cos(theta), np.sin(theta)
        t = alpha[here][:, None] * cos + beta[here][:, None] * sin
        density = np.exp(-0.5 * t**2) / (Q.std * cos + P.std * sin)
        total[here] += half[:, 0] * (density @ _WEIGHTS)
    return total / np.sqrt(2 * np.pi)
