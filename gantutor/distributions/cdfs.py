"""The distribution functions of two laws: their difference, and the panels where it is smooth."""

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

from gantutor.distributions.line import Law
from gantutor.distributions.quadrature import with_sign_changes


def cdf_gap(P: Law, Q: Law, x: ArrayLike) -> Float[np.ndarray, "..."] | np.floating:
    """F(x) − G(x), the real law's distribution function minus the fake one's.

    In the right tail both are near one: there the complements are subtracted instead, so that the
    difference keeps its sign and its digits.
    """
    F, G = P.cdf(x), Q.cdf(x)
    return np.where(np.minimum(F, G) < 0.5, F - G, Q.sf(x) - P.sf(x))[()]


def panels(P: Law, Q: Law) -> Float[np.ndarray, " k"]:
    """The breakpoints of both laws, increasing: between two of them both densities are smooth."""
    return np.unique(np.array(P.breakpoints + Q.breakpoints, dtype=np.float64))


def split_points(P: Law, Q: Law) -> Float[np.ndarray, " k"]:
    """The `panels`, split further where F and G cross: on each of them F − G keeps its sign."""
    return with_sign_changes(lambda x: np.asarray(cdf_gap(P, Q, x)), panels(P, Q))
