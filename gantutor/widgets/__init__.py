"""Pictures that move: on the built page without a kernel, in JupyterLab and Colab with one."""

from gantutor.widgets.conditional_explorer import ConditionalExplorer, conditional_explorer
from gantutor.widgets.found_mended import FoundMended, found_mended
from gantutor.widgets.gumbel_simplex import GumbelSimplex
from gantutor.widgets.image_replay import ImageReplay, image_replay
from gantutor.widgets.latent_explorer import LatentExplorer, latent_explorer
from gantutor.widgets.latent_laws import LatentLaws
from gantutor.widgets.latent_walk import LatentPlane, LatentWalk, latent_plane
from gantutor.widgets.live_game import LiveGame
from gantutor.widgets.loupe import Loupe, loupe
from gantutor.widgets.missed_modes import MissedModes
from gantutor.widgets.moving_distances import MovingDistances
from gantutor.widgets.moving_laws import MovingLaws
from gantutor.widgets.moving_plan import MovingPlan
from gantutor.widgets.moving_points import MovingPoints
from gantutor.widgets.phase_plane import PhasePlane
from gantutor.widgets.replay import Replay
from gantutor.widgets.score_laws import ScoreLaws, score_laws

__all__ = [
    "ConditionalExplorer",
    "FoundMended",
    "GumbelSimplex",
    "ImageReplay",
    "LatentExplorer",
    "LatentLaws",
    "LatentPlane",
    "LatentWalk",
    "LiveGame",
    "Loupe",
    "MissedModes",
    "MovingDistances",
    "MovingLaws",
    "MovingPlan",
    "MovingPoints",
    "PhasePlane",
    "Replay",
    "ScoreLaws",
    "conditional_explorer",
    "found_mended",
    "image_replay",
    "latent_explorer",
    "latent_plane",
    "loupe",
    "score_laws",
]
