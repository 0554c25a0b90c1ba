"""What a gradient penalty converges to on the line: the population optimum, in closed form.

The critic of WGAN-GP (Gulrajani et al. 2017, equation 3) maximises, over all functions of the line,

    E_P f − E_Q f − λ E (|f'(x̂)| − 1)²,    x̂ = u x + (1 − u) y,  u uniform, x ~ P, y ~ Q.

Writing E_P f − E_Q f = ∫ f' (G − F) turns this into one maximisation for every point of the line:
f' (G − F) − λ ρ (|f'| − 1)², with ρ the density of x̂. Its solution has the sign of G − F and

    |f'| = 1 + |F − G| / (2 λ ρ).
"""

from math import isfinite

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

from gantutor.distributions import Law
from gantutor.distributions.cdfs import cdf_gap, split_points
from gantutor.distributions.quadrature import integrate
from gantutor.transport.interpolates import penalised_density
from gantutor.transport.laws import primitive

Values = Float[np.ndarray, "..."] | np.floating


def penalised_slope(P: Law, Q: Law, weight: float, x: ArrayLike) -> Values:
    """|f'(x)| = 1 + |F − G| / (2 λ ρ) of the optimal penalised critic, λ = ``weight``.

    At least 1: the penalised critic is steeper than the Kantorovich potential wherever mass has to
    pass, the more so where few x̂ fall. NaN where no x̂ falls and nothing has to pass (outside the
    laws' common hull): nothing fixes the slope there.

    Raises:
        ValueError: ``weight`` is not positive and finite.
        TypeError: a pair of laws whose ρ is not known, see `penalised_density`.
    """
    weight = _positive(weight)
    return 1.0 + _ratio(np.abs(cdf_gap(P, Q, x)), penalised_density(P, Q, x)) / (2 * weight)


def penalised_critic(P: Law, Q: Law, weight: float, x: ArrayLike) -> Values:
    """The optimal penalised critic f at ``x``: f' = sign(G − F) (1 + |F − G| / (2 λ ρ)).

    Gauge: E_P f = 0, as for `potential_laws`, which it approaches as λ grows. NaN outside the hull
    of the two supports.

    Raises:
        ValueError: ``weight`` is not positive and finite, or ``x`` is not finite.
        TypeError: a pair of laws whose ρ is not known, see `penalised_density`.
    """
    weight = _positive(weight)
    at, edges = np.asarray(x, dtype=np.float64), split_points(P, Q)
    low = min(P.support[0], Q.support[0])
    high = max(P.support[1], Q.support[1])

    def slope(t: np.ndarray) -> np.ndarray:
        gap = cdf_gap(P, Q, t)
        return -np.sign(gap) * (1.0 + _excess(P, Q, weight, t))

    f = primitive(slope, P, edges, np.clip(at, low, high))
    return np.where((low <= at) & (at <= high), f, np.nan)[()]


def penalised_gap(P: Law, Q: Law, weight: float) -> float:
    """E_P f − E_Q f of the optimal penalised critic: W1 + ∫ (F − G)² / (2 λ ρ).

    The quantity that training logs. It exceeds W1, for small λ by far: it is not a distance.

    Raises:
        ValueError: ``weight`` is not positive and finite.
        TypeError: a pair of laws whose ρ is not known, see `penalised_density`.
    """
    return _value(P, Q, _positive(weight), share=1.0)


def penalised_objective(P: Law, Q: Law, weight: float) -> float:
    """The largest value of the penalised objective: W1 + ∫ (F − G)² / (4 λ ρ).

    `penalised_gap` less the penalty λ E (|f'| − 1)² that it costs; same arguments, same errors.
    """
    return _value(P, Q, _positive(weight), share=0.5)


def _value(P: Law, Q: Law, weight: float, share: float) -> float:
    def integrand(x: np.ndarray) -> np.ndarray:
        gap = np.abs(cdf_gap(P, Q, x))
        return gap * (1.0 + share * _excess(P, Q, weight, x))

    return integrate(integrand, split_points(P, Q))


def _excess(P: Law, Q: Law, weight: float, x: np.ndarray) -> np.ndarray:
    """|F − G| / (2 λ ρ), taken as zero where F = G."""
    gap = np.abs(cdf_gap(P, Q, x))
    ratio = _ratio(gap, np.asarray(penalised_density(P, Q, x)))
    return np.where(gap > 0, ratio, 0.0) / (2 * weight)


def _ratio(gap: Values, density: Values) -> Values:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.divide(gap, density)


def _positive(weight: float) -> float:
    if not (isfinite(weight) and weight > 0):
        raise ValueError(f"weight must be positive and finite, got {weight}")
    return weight
