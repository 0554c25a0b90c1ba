"""A vector field over the plane of two parameters, and the way through it."""

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from gantutor.plots.arrays import drawn
from gantutor.plots.style import EXACT, FLOOR, INK


def field_arrows(
    ax: Axes,
    theta: ArrayLike,
    psi: ArrayLike,
    v: ArrayLike,
    path: ArrayLike | None = None,
    label: str | None = None,
) -> Axes:
    """Draw a field as arrows, a path through it from its open circle on, and the equilibrium.

    theta, psi: (h, w), a regular grid as `numpy.meshgrid` makes it; v: (h, w, 2), for example
    `dynamics.field` there, NaN where there is no arrow. Lengths grow like √|v|, so that slow places
    still show their direction. path: (t, 2), for example a `dynamics.trajectory`, cut off at the
    edge of the grid; label: its name in a legend.
    """
    theta, psi = drawn("theta", theta, "(h, w)"), drawn("psi", psi, "(h, w)")
    v = drawn("v", v, "(h, w, 2)", finite=False)
    if not theta.shape == psi.shape == v.shape[:-1]:
        raise ValueError(
            f"theta, psi and v must be on one grid, got {theta.shape}, {psi.shape} and {v.shape}"
        )
    if path is not None:
        path = drawn("path", path, "(t, 2)", finite=False)
    size = np.linalg.norm(v, axis=-1, keepdims=True)
    arrows = np.ma.masked_invalid(v / np.sqrt(np.where(size == 0, 1.0, size)))
    ax.quiver(
        theta, psi, arrows[..., 0], arrows[..., 1], color=FLOOR, angles="xy", pivot="mid",
        width=0.0035, zorder=1,
    )  # fmt: skip
    ax.plot(0, 0, marker="o", color=EXACT, fillstyle="none", linestyle="none", zorder=3)
    if path is not None:
        ax.plot(*path.T, color=INK, linestyle="-", linewidth=1.6, label=label, zorder=2)
        ax.plot(*path[0], marker="o", color=INK, markerfacecolor="white", zorder=3)
    ax.set(xlim=(theta.min(), theta.max()), ylim=(psi.min(), psi.max()))
    ax.set(xlabel="generator θ", ylabel="critic ψ")
    ax.set_aspect("equal", adjustable="box")
    return ax
