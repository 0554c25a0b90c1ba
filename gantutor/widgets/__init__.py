"""Pictures that move: on the built page without a kernel, in JupyterLab and Colab with one."""

from gantutor.widgets.moving_laws import MovingLaws
from gantutor.widgets.moving_plan import MovingPlan
from gantutor.widgets.phase_plane import PhasePlane
from gantutor.widgets.replay import Replay

__all__ = ["MovingLaws", "MovingPlan", "PhasePlane", "Replay"]
