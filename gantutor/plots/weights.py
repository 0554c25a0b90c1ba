"""The weights of a critic, and their pile-up at the edge of the clipping box."""

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from gantutor.metrics import pile_up
from gantutor.plots.arrays import drawn
from gantutor.plots.style import CRITIC, FLOOR


def weight_histogram(
    ax: Axes, weights: ArrayLike, c: float | None = None, bins: int = 60, label: str = "weights"
) -> Axes:
    """Draw how many of the weights lie where, in percent, with ±c marked.

    weights: (n,) or (S, n), as of `gantutor.metrics.flat_weights`, all seeds together; c: the
    clipping box, None when there is none. With c, the share within 1% of ±c is written above.
    """
    weights = drawn("weights", weights, "(n,)", "(S, n)").ravel()
    edge = 0.0 if c is None else float(pile_up(weights, c))
    reach = float(np.abs(weights).max()) or 1.0
    edges = np.linspace(-1.0, 1.0, bins + 1) * (reach if c is None else max(c, reach))
    share = np.full(weights.size, 100.0 / weights.size)
    ax.hist(
        weights, bins=list(edges), weights=share, color=CRITIC, edgecolor="white", linewidth=0.3,
        label=label,
    )  # fmt: skip
    ax.set_xlabel("weight")
    ax.set_ylabel("% of weights")
    if c is not None:
        for place in (-c, c):
            ax.axvline(place, color=FLOOR, linestyle="--", linewidth=1.2)
        ax.set_title(f"{100 * edge:.0f}% within 1% of ±c, c = {c:g}")
    return ax
