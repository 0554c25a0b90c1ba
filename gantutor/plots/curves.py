"""Curves over a training: all seeds as a band, and the critic's gap beside the exact W1."""

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from gantutor.metrics import Floor
from gantutor.plots.arrays import drawn
from gantutor.plots.style import CRITIC, EXACT, FLOOR
from gantutor.recording import Record


def band(
    ax: Axes,
    t: ArrayLike,
    values: ArrayLike,
    label: str = "",
    color: str = CRITIC,
    linestyle: str | tuple = "-",
) -> Axes:
    """Draw the median over seeds as a line, and from least to largest of all seeds as a band.

    t: (T,); values: (T, S). The legend says once what the band is. Values that are NaN or infinite
    are left out where they occur, and the line's label counts the seeds concerned.
    """
    t = drawn("t", t, "(T,)")
    values = drawn("values", values, "(T, S)", finite=False)
    if len(values) != len(t):
        raise ValueError(f"values {values.shape} must have one row for each of {len(t)} times t")
    finite = np.isfinite(values)
    seeds, lost = values.shape[1], int((~finite.all(axis=0)).sum())
    if lost:
        label = f"{label} ({lost} of {seeds} seeds diverged)".lstrip()
    shown = np.ma.masked_array(values, mask=~finite)
    median = np.ma.median(shown, axis=1).filled(np.nan)
    ax.plot(t, median, color=color, linestyle=linestyle, label=label or None)
    if seeds > 1:
        low, high = (reduce(axis=1).filled(np.nan) for reduce in (shown.min, shown.max))
        meaning = f"line: median, band: all {seeds} seeds"
        ax.fill_between(t, low, high, color=color, alpha=0.25, linewidth=0)
        # A grey entry of its own, since it explains the bands of every colour: once, and last.
        for earlier in [a for a in ax.collections if a.get_label() == meaning]:
            earlier.remove()
        ax.fill_between([], [], [], color=FLOOR, alpha=0.35, linewidth=0, label=meaning)
    return ax


def floor_band(ax: Axes, floor: Floor, label: str = "real against real") -> Axes:
    """Draw a floor across the axes: its mean as a dotted line, ± one standard deviation in grey."""
    ax.axhspan(floor.mean - floor.std, floor.mean + floor.std, color=FLOOR, alpha=0.3, linewidth=0)
    ax.axhline(
        floor.mean, color=FLOOR, linestyle=":", linewidth=1.6, label=f"{label}, n = {floor.n}"
    )
    return ax


def w1_curve(
    ax: Axes,
    record: Record,
    exact: str | None = "w1",
    gap: str | None = "gap",
    floor: Floor | None = None,
) -> Axes:
    """Draw the critic's gap and the exact W1 over the iterations, with the floor in grey.

    record: of a training; exact, gap: the names of its series, None to leave one out; floor: from
    `gantutor.metrics.w1_floor`, at the n that the exact W1 was measured with.
    """
    if exact is None and gap is None:
        raise ValueError("nothing to draw: exact and gap are both None")
    if exact is not None:
        band(ax, record.iteration, record[exact], "exact W1", EXACT, "--")
    if gap is not None:
        band(ax, record.iteration, record[gap], "critic's gap", CRITIC, "-")
    if floor is not None:
        floor_band(ax, floor)
    ax.set_xlabel("iteration")
    ax.set_ylabel("distance")
    ax.legend()
    return ax
