"""Draw the picture that stands beside a link to the book: two heaps, and the way between them.

python -m book.tools.card
"""

from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

from gantutor import plots
from gantutor.plots import style

CARD = Path(__file__).parents[1] / "_static" / "card.png"


def draw() -> Figure:
    """Return the card, 1200 × 630 pixels."""
    figure = Figure(figsize=(12, 6.3), dpi=100, facecolor="white")
    ax = figure.add_axes((0, 0, 1, 1))
    x = np.linspace(-4, 8, 600)
    for centre, color in ((0.0, plots.REAL), (4.0, plots.FAKE)):
        ax.fill_between(x, np.exp(-((x - centre) ** 2) / 1.2), color=color, alpha=0.85, lw=0)
    ax.annotate(
        "",
        (3.8, 1.12),
        (0.2, 1.12),
        arrowprops={"arrowstyle": "<|-|>", "color": plots.EXACT, "lw": 4},
    )
    ax.text(2, 1.2, "how far?", ha="center", va="bottom", size=30, color=style.INK)
    ax.text(-3.6, 1.85, "Wasserstein GANs", size=52, weight="bold", color=style.INK)
    ax.text(-3.6, 1.62, "from log 2 to the gradient penalty", size=28, color=style.INK)
    ax.set(xlim=(-4, 8), ylim=(-0.02, 2.2))
    ax.set_axis_off()
    return figure


if __name__ == "__main__":
    draw().savefig(CARD, metadata={"Software": None})
    print(CARD)
