"""Samples in the plane, and the critic's value under them."""

import numpy as np
from jaxtyping import Float
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from gantutor.plots.arrays import drawn
from gantutor.plots.style import CRITIC_MAP, FAKE, INK, REAL


def samples(
    ax: Axes,
    x: ArrayLike | None = None,
    y: ArrayLike | None = None,
    extent: float | None = None,
    labels: tuple[str, str] = ("real", "generated"),
) -> Axes:
    """Draw real samples as open circles and generated ones as crosses, axes to scale.

    x, y: (n, 2), either may be None; extent: show [−extent, extent]², all samples unless given.
    """
    if x is None and y is None:
        raise ValueError("nothing to draw: x and y are both None")
    if x is not None:
        x = drawn("x", x, "(n, 2)")
        ax.scatter(
            x[:, 0], x[:, 1], s=18, marker="o", facecolors="none", edgecolors=REAL, linewidths=0.9,
            label=labels[0], zorder=2,
        )  # fmt: skip
    if y is not None:
        y = drawn("y", y, "(n, 2)")
        ax.scatter(
            y[:, 0], y[:, 1], s=18, marker="x", color=FAKE, linewidths=1.0,
            label=labels[1], zorder=3,
        )  # fmt: skip
    if extent is not None:
        ax.set(xlim=(-extent, extent), ylim=(-extent, extent))
    ax.set_aspect("equal", adjustable="box")
    return ax


def grid_points(extent: float, n: int = 60) -> Float[np.ndarray, "points 2"]:
    """Return the n² points of a regular grid over [−extent, extent]², for `run.score`.

    Row by row from the lower left, the first coordinate fastest: `surface` draws what belongs to
    them. Raises ValueError for extent ≤ 0 or n < 2.
    """
    if not (np.isfinite(extent) and extent > 0):
        raise ValueError(f"extent must be positive, got {extent}")
    if n < 2:
        raise ValueError(f"a grid needs n ≥ 2 points a side, got {n}")
    line = np.linspace(-extent, extent, n)
    across, up = np.meshgrid(line, line)
    return np.stack((across.ravel(), up.ravel()), axis=1)


def surface(
    ax: Axes,
    grid: ArrayLike,
    values: ArrayLike,
    levels: int = 9,
    colorbar: bool = True,
    label: str = "critic f",
) -> Axes:
    """Draw the critic's values as a heat map (dark is high) with labelled contours.

    grid: (n², 2), from `grid_points`; values: (n²,), one seed's row of `run.score(grid)`. Only
    differences of f mean anything: a constant may be added freely.
    """
    grid, values = drawn("grid", grid, "(k, 2)"), drawn("values", values, "(k,)")
    side = round(len(grid) ** 0.5)
    if side < 2 or side * side != len(grid) or len(values) != len(grid):
        raise ValueError(f"need n² grid points and values, got {len(grid)} and {len(values)}")
    columns, rows = grid.reshape(side, side, 2)[0, :, 0], grid.reshape(side, side, 2)[:, 0, 1]
    expected = np.stack(np.meshgrid(columns, rows), axis=-1).reshape(-1, 2)
    if not (np.allclose(expected, grid) and (np.diff(columns) > 0).all()):
        raise ValueError("grid is not in the order of grid_points(extent, n)")
    heights = values.reshape(side, side)
    image = ax.pcolormesh(
        columns, rows, heights, cmap=CRITIC_MAP, shading="gouraud", zorder=0, rasterized=True
    )
    if heights.max() > heights.min():  # a constant critic has no contours
        lines = ax.contour(
            columns, rows, heights, levels=levels, colors=INK, linewidths=0.7, linestyles="solid",
            alpha=0.6, zorder=1,
        )  # fmt: skip
        ax.clabel(lines, np.asarray(lines.levels)[1::2], fontsize=10, fmt="%g")
    if colorbar:
        # An inset keeps the height of the axes, which an equal aspect shrinks.
        ax.figure.colorbar(image, cax=ax.inset_axes((1.03, 0.0, 0.05, 1.0)), label=label)
    ax.set_aspect("equal", adjustable="box")
    return ax
