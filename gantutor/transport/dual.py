"""The dual side: c-transforms and the 1-Lipschitz extension of a potential."""

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

from gantutor.distributions import points
from gantutor.transport.problem import cost_matrix


def c_transform(C: ArrayLike, g: ArrayLike) -> Float[np.ndarray, " n"]:
    """The largest f that is feasible beside ``g``: f_i = min_j (C_ij − g_j).

    ``C`` is (n, m) and ``g`` (m,); for the other side pass ``C.T``. Applied to optimal potentials
    it changes nothing where there is mass, so the dual value stays. Where C is a distance, the
    result is 1-Lipschitz.

    Raises:
        ValueError: shapes that do not fit, m = 0, or NaN.

    Source: Peyré & Cuturi (2019), section 5.1.
    """
    C, g = np.asarray(C, dtype=np.float64), np.asarray(g, dtype=np.float64)
    if C.ndim != 2 or g.shape != C.shape[1:] or g.size == 0:
        raise ValueError(f"C must be (n, m) and g (m,) with m ≥ 1, got {C.shape} and {g.shape}")
    if np.isnan(C).any() or np.isnan(g).any():
        raise ValueError("C and g must not hold NaN")
    return np.min(C - g, axis=1)


def extend(at: ArrayLike, y: ArrayLike, g: ArrayLike) -> Float[np.ndarray, " k"]:
    """The potential between the samples: f(p) = min_j (‖p − y_j‖ − g_j) at each point ``at``.

    ``at`` is (k, d) or (k,), ``y`` (m, d) or (m,), ``g`` (m,) the potentials of the fake samples.
    f is 1-Lipschitz everywhere and agrees with the optimal f on the real samples that have mass.

    Raises:
        ValueError: empty, not finite, or shapes that do not fit.

    Source: McShane (1934); Peyré & Cuturi (2019), proposition 6.1.
    """
    return c_transform(cost_matrix(points(at, "at"), points(y, "y")), g)
