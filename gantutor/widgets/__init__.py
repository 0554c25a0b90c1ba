"""Pictures that move: on the built page without a kernel, in JupyterLab and Colab with one."""

from gantutor.widgets.moving_laws import MovingLaws

__all__ = ["MovingLaws"]
