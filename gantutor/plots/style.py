"""Colours that mean the same in every figure, and the style of a chapter."""

from cycler import cycler
from matplotlib import rcParams
from matplotlib.colors import LinearSegmentedColormap

from gantutor.colours import COLOURS
from gantutor.plots.vector import show_vectors

REAL = COLOURS["real"].light
"""Real samples x and their law: blue (Okabe & Ito 2008, as all of these)."""
FAKE = COLOURS["fake"].light
"""Generated samples y and their law: vermilion."""
EXACT = COLOURS["exact"].light
"""What is known exactly: plans, potentials, W1. Green."""
CRITIC = COLOURS["critic"].light
"""What a network has learned: reddish purple."""
FLOOR = COLOURS["floor"].light
"""Reference lines and the finite-sample floor: grey, dark enough to read on white."""
INK = "#222222"
"""Text and outlines."""

# From white to a colour and on to its shade: monotone in lightness, so they survive a grey print.
CRITIC_MAP = LinearSegmentedColormap.from_list("critic", ["#FFFFFF", "#F0D6E4", "#DDA5C4", CRITIC])
PLAN_MAP = LinearSegmentedColormap.from_list("plan", ["#FFFFFF", "#7FCEB8", EXACT, "#00503A"])


def use_style() -> None:
    """Set matplotlib's parameters for a chapter; the only function here that changes them.

    Made for figures 7 inches wide, shown 700 px wide on a laptop: text of 12 points. In a notebook
    they are SVG, their text as text. Everything is opaque on white, so that figures stay readable
    on a dark page, and the colours of a cycle differ in line style as well.
    """
    rcParams.update(
        {
            "figure.figsize": (7.0, 3.6),
            "figure.dpi": 130,
            "figure.facecolor": "white",
            "figure.constrained_layout.use": True,
            "savefig.dpi": 130,
            "savefig.facecolor": "white",
            "savefig.transparent": False,
            "axes.facecolor": "white",
            "axes.edgecolor": INK,
            "axes.labelcolor": INK,
            "axes.labelsize": 12,
            "axes.titlesize": 12,
            "axes.titlelocation": "left",
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.axisbelow": True,
            "axes.prop_cycle": cycler(color=[REAL, FAKE, EXACT, CRITIC, FLOOR])
            + cycler(linestyle=["-", "--", "-.", (0, (5, 1, 1, 1, 1, 1)), ":"]),
            "text.color": INK,
            "font.size": 12,
            "xtick.color": INK,
            "ytick.color": INK,
            "xtick.labelsize": 11,
            "ytick.labelsize": 11,
            "legend.fontsize": 11,
            "legend.frameon": True,
            "legend.framealpha": 0.85,
            "legend.edgecolor": "none",
            "legend.handlelength": 2.4,
            "lines.linewidth": 2.0,
            "hatch.linewidth": 0.6,
            "image.interpolation": "nearest",
            "svg.fonttype": "none",
            "svg.hashsalt": "gantutor",  # the same figure is the same file
        }
    )
    show_vectors()
