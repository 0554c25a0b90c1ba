"""Transport between two laws on the line: W1 and its potential, by quadrature."""

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

from gantutor.distributions import Law
from gantutor.distributions.cdfs import cdf_gap, split_points
from gantutor.distributions.quadrature import Integrand, integrate, integrate_panels

Values = Float[np.ndarray, "..."] | np.floating


def w1_laws(P: Law, Q: Law) -> float:
    """W1 of two laws on the line: ∫ |F(x) − G(x)| dx, split where F and G cross.

    In the units of x, non-negative; zero only for equal laws.

    Raises:
        ArithmeticError: the quadrature does not converge.

    Source: Vallender (1974); Peyré & Cuturi (2019), remark 2.30.
    """
    return integrate(lambda x: np.abs(cdf_gap(P, Q, x)), split_points(P, Q))


def potential_laws(P: Law, Q: Law, x: ArrayLike) -> Values:
    """The Kantorovich potential f at ``x``: the critic that W1 asks for, high on real.

    f'(x) = sign(G(x) − F(x)), so that W1 = E_P f − E_Q f: slope −1 where real mass has to pass to
    the right, +1 where it has to pass to the left, 0 where F = G (any slope in [−1, 1] would do).
    Gauge: E_P f = 0, as Σ a_i f_i = 0 in `solve`; hence E_Q f = −W1.

    Raises:
        ValueError: ``x`` is not finite.
    """
    return primitive(lambda t: -np.sign(cdf_gap(P, Q, t)), P, split_points(P, Q), x)


def primitive(slope: Integrand, P: Law, edges: Float[np.ndarray, " k"], x: ArrayLike) -> Values:
    """The function with derivative ``slope`` and E_P f = 0, at ``x``.

    ``edges`` are increasing points that hold all of P and between which ``slope`` is smooth.

    Raises:
        ValueError: ``x`` is not finite.
    """
    at = np.asarray(x, dtype=np.float64)
    if not np.isfinite(at).all():
        raise ValueError(f"x must be finite, got {at[~np.isfinite(at)][0]}")
    # By parts, E_P f = f(first edge) + ∫ f' (1 − F): that fixes f at the first edge.
    first = -integrate(lambda t: slope(t) * P.sf(t), edges)
    knots = np.unique(np.concatenate([edges, at.ravel()]))
    rise = np.concatenate([[0.0], np.cumsum(integrate_panels(slope, knots))])
    values = rise - rise[np.searchsorted(knots, edges[0])] + first
    return values[np.searchsorted(knots, at)]
