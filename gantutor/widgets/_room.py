"""How high a widget will be: kept free for it until it stands, so that no page jumps.

Pixels, measured in a browser with the book's type: on a column where two panels fit beside each
other, and on a narrow page where they stand one under the other.
"""

from collections.abc import Sequence
from typing import NamedTuple


class Room(NamedTuple):
    """A height in pixels where two panels fit side by side, and on a narrow page."""

    wide: int
    narrow: int

    def css(self) -> str:
        """A ``min-height`` that is the one or the other, by the width of the page."""
        low, high = sorted(self)
        # Far below the one or far above the other, by the side of the switch.
        side = "{}px - 100vw" if self.narrow > self.wide else "100vw - {}px"
        return f"min-height:clamp({low}px,calc(({side.format(_NARROW)})*999),{high}px)"


# A page less wide than this has its panels one under the other.
_NARROW = 760
# Title, pictures and numbers of a panel of `MovingLaws`.
_PANELS = {
    "densities": Room(216, 216),
    "divergences": Room(294, 294),
    "discriminator": Room(458, 458),
    "value": Room(408, 408),
    "plan": Room(394, 355),
    "cdf": Room(215, 215),
    "potential": Room(305, 322),
    "clipped": Room(283, 283),
    "penalised": Room(406, 410),
    "spectral": Room(448, 448),
    "scores": Room(399, 393),
    "told": Room(101, 101),
}
# How many sliders a panel brings along.
_SLIDERS = {"penalised": 1, "clipped": 3, "scores": 2}


def laws(panels: Sequence[str], panel: str, controls: int, steps: Sequence[str]) -> Room:
    """The height of `MovingLaws` with so many ``controls`` asked for beside the shift.

    Of more than two ``panels`` the first one and ``panel`` are seen.
    """
    first, other = panels[0], panel or next(iter(panels[1:]), "")
    sliders = controls + sum(_SLIDERS.get(name, 0) for name in (first, other))
    top, next_to, tabs = _PANELS[first], _PANELS.get(other), 43 if len(panels) > 2 else 0
    if next_to is None:
        # A panel alone is drawn higher where it is wide, and its plots stand beside each other.
        wide, narrow = max(250, min(top.wide, 330)), top.narrow - 50
    elif other == "told":
        wide, narrow = top.wide + next_to.wide - 50, top.narrow + next_to.narrow - 104
    else:
        wide, narrow = max(top.wide, next_to.wide + tabs), top.narrow + next_to.narrow + tabs + 10
    rows = 69 if sliders < 4 else 137
    return Room(
        wide + 115 + rows + _strip(steps, 90),
        narrow + 215 + 56 * ((sliders + 1) // 2) + (36 if steps else 0) + _strip(steps, 42),
    )


def plan(places: int, real: Sequence[int], fake: Sequence[int], steps: Sequence[str]) -> Room:
    """The height of `MovingPlan`."""
    blocks, table = max(2, *real) + max(2, *fake), 105 + 45 * places
    wide = max(225 + 20 * blocks, table)
    return Room(
        wide + 151 + _strip(steps, 90),
        170 + 20 * blocks + table + 178 + (50 if steps else 0) + _strip(steps, 42),
    )


def replay(ratio: float, curves: bool, steps: Sequence[str]) -> Room:
    """The height of `Replay` whose picture is ``ratio`` times as high as wide."""
    across = 338 if curves else min(660.0, 440 / max(ratio, 0.6))
    wide = max(69 + across * ratio, 348 if curves else 0)
    narrow = 69 + 304 * ratio + (358 if curves else 0)
    return Room(
        round(wide) + 140 + _strip(steps, 90),
        round(narrow) + (210 if curves else 165) + (36 if steps else 0) + _strip(steps, 42),
    )


def image_replay(laws: bool, chosen: bool, steps: Sequence[str]) -> Room:
    """The height of `ImageReplay`, with laws or without, and with a choice of runs or without."""
    wide, narrow = (522, 427) if laws else (337 + 32 * chosen, 336 - 45 * chosen)
    return Room(
        wide + _strip(steps, 90),
        narrow + (36 if steps else 0) + _strip(steps, 42),
    )


def latent_explorer(steps: Sequence[str]) -> Room:
    """The height of `LatentExplorer`."""
    return Room(485 + _strip(steps, 90), 620 + (36 if steps else 0) + _strip(steps, 42))


def conditional_explorer(steps: Sequence[str]) -> Room:
    """The height of `ConditionalExplorer`."""
    return Room(435 + _strip(steps, 90), 570 + (36 if steps else 0) + _strip(steps, 42))


def latent_laws(steps: Sequence[str]) -> Room:
    """The height of `LatentLaws`."""
    return Room(503 + _strip(steps, 90), 910 + (36 if steps else 0) + _strip(steps, 42))


def missed_modes(steps: Sequence[str]) -> Room:
    """The height of `MissedModes`."""
    return Room(520 + _strip(steps, 90), 760 + (36 if steps else 0) + _strip(steps, 42))


def loupe(steps: Sequence[str]) -> Room:
    """The height of `Loupe`."""
    return Room(737 + _strip(steps, 90), 716 + (36 if steps else 0) + _strip(steps, 42))


def moving_distances(panel: str, steps: Sequence[str]) -> Room:
    """The height of `MovingDistances` with the ``panel`` that it starts with."""
    wide, narrow = {
        "distances": (537, 761),
        "pull": (524, 766),
        "epsilon": (681, 903),
        "plane": (503, 796),
    }[panel]
    return Room(wide + _strip(steps, 90), narrow + (36 if steps else 0) + _strip(steps, 42))


def moving_points(steps: Sequence[str]) -> Room:
    """The height of `MovingPoints`."""
    return Room(514 + _strip(steps, 90), 700 + (36 if steps else 0) + _strip(steps, 42))


def gumbel_simplex(steps: Sequence[str]) -> Room:
    """The height of `GumbelSimplex`."""
    return Room(496 + _strip(steps, 90), 753 + (36 if steps else 0) + _strip(steps, 42))


def score_laws(steps: Sequence[str]) -> Room:
    """The height of `ScoreLaws`."""
    return Room(523 + _strip(steps, 90), 697 + (36 if steps else 0) + _strip(steps, 42))


def phase_plane(steps: Sequence[str]) -> Room:
    """The height of `PhasePlane`."""
    return Room(663 + _strip(steps, 90), 1197 + (36 if steps else 0) + _strip(steps, 42))


def _strip(steps: Sequence[str], letters: int) -> int:
    """The lines of the longest text, of so many letters each."""
    return 8 + 20 * max(-(-len(text) // letters) for text in steps) if steps else 0
