"""Values over seeds at a few settings, and heaps of earth."""

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from gantutor.plots.arrays import drawn
from gantutor.plots.style import CRITIC, FAKE, REAL


def error_bars(
    ax: Axes,
    x: ArrayLike,
    values: ArrayLike,
    label: str = "",
    color: str = CRITIC,
    marker: str = "s",
    linestyle: str | tuple = "none",
) -> Axes:
    """Draw mean ± standard deviation (n − 1) over seeds at each x, and every seed as a dot.

    x: (k,); values: (k, S). With one seed there is no bar. Values that are NaN or infinite are left
    out where they occur, and the label counts them.
    """
    x = drawn("x", x, "(k,)")
    values = drawn("values", values, "(k, S)", finite=False)
    if len(values) != len(x):
        raise ValueError(f"values {values.shape} must have one row for each of {len(x)} places x")
    finite = np.isfinite(values)
    if not finite.all():
        label = f"{label} ({int((~finite).sum())} of {finite.size} diverged)".lstrip()
    shown = np.ma.masked_array(values, mask=~finite)
    mean = shown.mean(axis=1).filled(np.nan)
    spread = shown.std(axis=1, ddof=1).filled(np.nan) if values.shape[1] > 1 else None
    seeds = np.repeat(x[:, None], values.shape[1], axis=1)
    ax.scatter(seeds[finite], values[finite], s=12, color=color, alpha=0.75, linewidths=0, zorder=4)
    ax.errorbar(
        x, mean, yerr=spread, color=color, marker=marker, markersize=6, linestyle=linestyle,
        markerfacecolor="white", markeredgewidth=1.6, capsize=5, label=label or None, zorder=3,
    )  # fmt: skip
    return ax


def heaps(
    ax: Axes,
    p: ArrayLike,
    q: ArrayLike,
    at: ArrayLike | None = None,
    labels: tuple[str, str] = ("P (real)", "Q (generated)"),
) -> Axes:
    """Draw two heaps of earth as bars, P plain and Q hatched, side by side at each place.

    p, q: (k,), masses ≥ 0; at: (k,), the places, 0…k − 1 unless given.
    """
    p, q = drawn("p", p, "(k,)"), drawn("q", q, "(k,)")
    at = np.arange(float(len(p))) if at is None else drawn("at", at, "(k,)")
    if not len(p) == len(q) == len(at):
        raise ValueError(f"p, q and at must be equally long, got {len(p)}, {len(q)}, {len(at)}")
    if min(p.min(), q.min()) < 0:
        raise ValueError(f"masses must not be negative, got {min(p.min(), q.min()):.3g}")
    gaps = np.diff(np.sort(at))
    width = 0.4 * float(gaps.min() if gaps.size else 1.0)
    ax.bar(at - width / 2, p, width, color=REAL, label=labels[0])
    ax.bar(
        at + width / 2, q, width, facecolor="white", edgecolor=FAKE, hatch="////", linewidth=1.5,
        label=labels[1],
    )  # fmt: skip
    ax.set_xlabel("place")
    ax.set_ylabel("mass")
    ax.set_ylim(0, 1.35 * max(p.max(), q.max()))  # room for the legend above the heaps
    ax.legend(loc="upper right")
    return ax
