"""Figures of a notebook as vectors: sharp on every screen, and their text stays text."""

import base64
import io
import re
import sys

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from PIL import Image

MARKS = 2000
"""A figure with more marks than this has them as one picture: each is 100 bytes of SVG."""


def rasterize_many_marks(figure: Figure, marks: int = MARKS) -> bool:
    """Let the scatters of a figure with more than ``marks`` marks be drawn as pixels; say whether.

    Lines, text and axes stay vectors. The figure is changed in place.
    """
    scatters = figure.findobj(PathCollection)
    many = sum(np.asarray(scatter.get_offsets()).shape[0] for scatter in scatters) > marks
    if many:
        for scatter in scatters:
            scatter.set_rasterized(True)
    return many


def with_small_pictures(drawing: str, colors: int = 256) -> str:
    """Return an SVG whose pictures have at most so many colours: a third of their bytes."""

    def small(picture: re.Match[str]) -> str:
        image = Image.open(io.BytesIO(base64.b64decode(picture[1]))).convert("RGBA")
        file = io.BytesIO()
        few = image.quantize(colors, method=Image.Quantize.FASTOCTREE)
        few.save(file, format="PNG", optimize=True)
        least = min(file.getvalue(), base64.b64decode(picture[1]), key=len)
        return f"data:image/png;base64,{base64.b64encode(least).decode()}"

    return re.sub(r"data:image/png;base64,\s*([A-Za-z0-9+/=\s]+)", small, drawing)


def svg(figure: Figure) -> str:
    """Return the SVG of a figure, as a notebook shows it; many marks in it are pixels."""
    from IPython.core.pylabtools import print_figure

    rasterize_many_marks(figure)
    # Without the date, the same figure is the same file.
    return with_small_pictures(print_figure(figure, fmt="svg", metadata={"Date": None}))


def show_vectors() -> bool:
    """Let this notebook show figures as SVG; return whether there is a notebook."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is None or getattr(shell, "kernel", None) is None:
        return False
    # Loading the backend sets its own format, which must not come after this.
    from matplotlib_inline import backend_inline

    backend_inline.set_matplotlib_formats("svg")
    shell.display_formatter.formatters["image/svg+xml"].for_type(Figure, svg)
    return True
