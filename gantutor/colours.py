"""The table of colours: one quantity, one colour, in figures and widgets, on light and dark pages.

Hues after Okabe & Ito (2008). A ``-text`` colour is the shade of its neighbour that can be read as
small type on ``paper``.
"""

from typing import NamedTuple


class Colour(NamedTuple):
    """One role's colour on a light and on a dark page, as ``#rrggbb``."""

    light: str
    dark: str


COLOURS = {
    "paper": Colour("#ffffff", "#1a1f27"),
    "ink": Colour("#1f2430", "#e8eaee"),
    "soft": Colour("#59616e", "#a9b1bd"),
    "line": Colour("#d9dde3", "#3a424e"),
    "grid": Colour("#eceef2", "#29303a"),
    "focus": Colour("#0b57d0", "#8ab4f8"),
    # Real samples x and generated samples y, and their laws.
    "real": Colour("#0072b2", "#56b4e9"),
    "real-text": Colour("#00639b", "#6cc0f0"),
    "fake": Colour("#d55e00", "#ff8a3d"),
    "fake-text": Colour("#b04a00", "#ff9a58"),
    # What is known exactly: plans, potentials, W1.
    "exact": Colour("#009e73", "#2fc79a"),
    "exact-text": Colour("#00745a", "#46d3a8"),
    # What a network has learned: the critic, its gap.
    "critic": Colour("#cc79a7", "#e59cc5"),
    "critic-text": Colour("#a3487a", "#ecb0d1"),
    # Reference lines, and the finite-sample floor of W1.
    "floor": Colour("#767676", "#9aa0a6"),
    # The Kullback–Leibler divergence.
    "kl": Colour("#8a5a00", "#d9c46a"),
    # The non-saturating loss −log D.
    "nonsaturating": Colour("#5b4bb5", "#b3a5f5"),
    # Whatever needs one more colour; among the objectives, least squares.
    "moss": Colour("#3f6b1d", "#9fd356"),
}
"""Role → its two colours; the names are the widgets' CSS variables (``--real``)."""

CLASSES = (
    Colour("#0a001a", "#fdfdfb"),
    Colour("#946473", "#8f83b5"),
    Colour("#2c0250", "#d547fc"),
    Colour("#932704", "#e8550a"),
    Colour("#010e9a", "#259a65"),
    Colour("#4857aa", "#b6b903"),
    Colour("#540b00", "#78ba9e"),
    Colour("#0c6cff", "#cddfbc"),
    Colour("#683c60", "#f890fd"),
    Colour("#d74109", "#67fe29"),
)
"""Ten classes, such as digits, apart for every kind of colour vision; their names go with them."""
