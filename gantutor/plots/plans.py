"""Moving plans: the matrix, and the arrows."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch
from numpy.typing import ArrayLike

from gantutor.plots.arrays import drawn
from gantutor.plots.style import EXACT, FAKE, PLAN_MAP, REAL


def plan_matrix(ax: Axes, plan: ArrayLike, numbers: bool | None = None) -> Axes:
    """Draw a plan: row i is where the real mass x_i goes, column j what y_j receives.

    plan: (n, m), masses ≥ 0. numbers: write each mass into its cell; by default up to 10 × 10.
    """
    plan = _masses(plan)
    n, m = plan.shape
    ax.imshow(plan, cmap=PLAN_MAP, vmin=0.0, vmax=plan.max() or 1.0, aspect="equal")
    if numbers if numbers is not None else max(n, m) <= 10:
        for i, j in zip(*np.nonzero(plan), strict=True):
            dark = plan[i, j] > 0.45 * plan.max()
            ax.text(
                j, i, f"{plan[i, j]:.2g}", ha="center", va="center", fontsize=10,
                color="white" if dark else "black",
            )  # fmt: skip
    if max(n, m) <= 20:
        ax.set(xticks=np.arange(m), yticks=np.arange(n))
        ax.set_xticks(np.arange(m + 1) - 0.5, minor=True)
        ax.set_yticks(np.arange(n + 1) - 0.5, minor=True)
        ax.grid(which="minor", color="0.85", linewidth=0.8)
        ax.tick_params(which="minor", length=0)
    ax.set_xlabel("to generated y, column j")
    ax.set_ylabel("from real x, row i")
    return ax


def plan_arrows(ax: Axes, x: ArrayLike, y: ArrayLike, plan: ArrayLike) -> Axes:
    """Draw a plan as arrows from x_i to y_j, the wider the more mass they carry.

    x: (n, 2), y: (m, 2), axes to scale; or (n,), (m,) (also (n, 1), (m, 1)) on a line, with the
    real places in the upper row and the generated in the lower. plan: (n, m), masses ≥ 0.
    """
    plan = _masses(plan)
    x, y = (drawn(name, v, "(n,)", "(n, 1)", "(n, 2)") for name, v in (("x", x), ("y", y)))
    line = x.ndim == 1 or x.shape[1] == 1
    if line != (y.ndim == 1 or y.shape[1] == 1) or plan.shape != (len(x), len(y)):
        raise ValueError(f"plan {plan.shape} does not fit places x {x.shape} and y {y.shape}")
    if line:
        x = np.stack((x.ravel(), np.ones(len(x))), axis=1)
        y = np.stack((y.ravel(), np.zeros(len(y))), axis=1)
    widest = 4.0 if np.count_nonzero(plan) <= 20 else 2.0
    for i, j in zip(*np.nonzero(plan), strict=True):
        weight = plan[i, j] / plan.max()
        arrow = FancyArrowPatch(
            x[i], y[j], arrowstyle="-|>", mutation_scale=8 + 2 * widest * weight,
            shrinkA=4, shrinkB=4, linewidth=widest * weight, color=EXACT, alpha=0.75, zorder=1,
        )  # fmt: skip
        ax.add_patch(arrow)
    ax.scatter(x[:, 0], x[:, 1], s=46, marker="o", color=REAL, label="real x", zorder=3)
    ax.scatter(y[:, 0], y[:, 1], s=46, marker="X", color=FAKE, label="generated y", zorder=3)
    if line:
        ax.set(ylim=(-0.25, 1.25), yticks=[0, 1], yticklabels=["generated y", "real x"])
    else:
        ax.set_aspect("equal", adjustable="datalim")
    return ax


def _masses(plan: ArrayLike) -> np.ndarray:
    plan = drawn("plan", plan, "(n, m)")
    if plan.min() < 0:
        raise ValueError(f"a plan must not hold negative mass, got {plan.min():.3g}")
    return plan
