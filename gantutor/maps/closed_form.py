"""The optimal map from N(0, I) to a Gaussian, and what it costs."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike


class GaussianMap(NamedTuple):
    """T(z) = ``mean`` + ``root`` z, and its ``cost`` E ½‖z − T(z)‖²."""

    mean: Float[np.ndarray, " d"]
    root: Float[np.ndarray, "d d"]
    cost: float

    def __call__(self, z: ArrayLike) -> Float[np.ndarray, "n d"]:
        """Return T at points (n, d)."""
        return self.mean + np.asarray(z, dtype=np.float64) @ self.root


def gaussian_map(mean: ArrayLike, covariance: ArrayLike) -> GaussianMap:
    """Return the map from N(0, I) to N(m, C) of least E ½‖z − T(z)‖²: T(z) = m + C^½ z.

    C^½ is the symmetric root: T is then the gradient of a convex function, which makes it optimal.
    Its cost is ½ W2² = ½ (‖m‖² + tr(C + I − 2 C^½)). ``mean`` (d,), ``covariance`` (d, d),
    symmetric with no eigenvalue below 0, or ValueError.
    Source: Dowson & Landau 1982; Peyré & Cuturi 2019, remark 2.31.
    """
    m, C = np.asarray(mean, dtype=np.float64), np.asarray(covariance, dtype=np.float64)
    if m.ndim != 1 or C.shape != (len(m), len(m)) or not np.allclose(C, C.T):
        raise ValueError(
            f"need a mean (d,) and a symmetric covariance (d, d), got {m.shape} and {C.shape}"
        )
    values, vectors = np.linalg.eigh(C)
    if values[0] < -1e-10 * max(values[-1], 1e-300):
        raise ValueError(f"a covariance has no negative eigenvalue, got {values[0]:.3g}")
    roots = np.sqrt(np.maximum(values, 0.0))
    cost = 0.5 * float(m @ m + np.square(roots - 1).sum())
    return GaussianMap(m, (vectors * roots) @ vectors.T, cost)
