"""Figures of a notebook as vectors: sharp on every screen, and their text stays text."""

import base64
import io
import re
import sys
from collections.abc import Iterable

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


COLORS = (32, 64, 128, 256)
"""Palettes that a picture inside of a figure may have: the smallest that keeps its look."""


def with_small_pictures(drawing: str, error: float = 1.0) -> str:
    """Return an SVG whose pictures have as few colours as keep their look: a third of their bytes.

    error: how far a channel, 0 to 255, may be off on average; the largest palette is taken anyway.
    """

    def small(picture: re.Match[str]) -> str:
        whole = base64.b64decode(picture[1])
        image = Image.open(io.BytesIO(whole)).convert("RGBA")
        wanted = np.asarray(image, dtype=float)
        for colors in COLORS:
            few = image.quantize(colors, method=Image.Quantize.FASTOCTREE)
            if np.abs(np.asarray(few.convert("RGBA")) - wanted).mean() <= error:
                break
        file = io.BytesIO()
        few.save(file, format="PNG", optimize=True)
        least = min(file.getvalue(), whole, key=len)
        return f"data:image/png;base64,{base64.b64encode(least).decode()}"

    return re.sub(r"data:image/png;base64,\s*([A-Za-z0-9+/=\s]+)", small, drawing)


def with_short_numbers(drawing: str) -> str:
    """Return an SVG without needless decimals and line breaks: a quarter fewer bytes.

    Places and the paths of marks keep two decimals. Drawn paths keep one, which is 0.07 pixels at
    most, and their lines go on from point to point instead of naming each place.
    """

    def rounded(found: re.Match[str]) -> str:
        return re.sub(r"\d+\.\d{3,}", lambda n: f"{round(float(n[0]), 2):g}", found[0])

    drawing = re.sub(r'(?<=<path d=")[^"]*', lambda path: _short_path(path[0]), drawing)
    drawing = re.sub(r'(?<=<path id=")[^"]*" d="[^"]*', rounded, drawing)
    drawing = re.sub(r'(?<= [xy]=")[^"]*|(?<=translate\()[^)]*', rounded, drawing)
    styles = re.sub(r'(?<=style=")[^"]*', lambda s: re.sub(r"(?<=[:;]) ", "", s[0]), drawing)
    return re.sub(r">\s+<", "><", styles)


def _short_path(path: str) -> str:
    """A path of absolute M, L, C, Q and Z in tenths; one with other commands is left as it is."""
    if re.search(r"[^MLCQZz\deE+.,\s-]", path):
        return path
    short, last, start, here = [], "", (0, 0), (0, 0)
    for command, given in re.findall(r"([MLCQZz])([^MLCQZz]*)", path):
        at = [round(10 * float(n)) for n in given.replace(",", " ").split()]
        if command in "Zz":
            short.append("z")
            here = start
        elif command == "L":
            moved = (at[0] - here[0], at[1] - here[1])
            short.append(("" if last == "L" else "l") + _tenths(moved))
            here = (at[0], at[1])
        else:
            short.append(command + _tenths(at))
            here = (at[-2], at[-1])
            start = here if command == "M" else start
        last = command
    return re.sub(r" (?=[a-zA-Z-])", "", " ".join(short))


def _tenths(values: Iterable[int]) -> str:
    return " ".join(f"{value / 10:g}" for value in values)


def svg(figure: Figure) -> str:
    """Return the SVG of a figure, as a notebook shows it; many marks in it are pixels."""
    from IPython.core.pylabtools import print_figure

    rasterize_many_marks(figure)
    # Without the date, the same figure is the same file.
    drawing = print_figure(figure, fmt="svg", metadata={"Date": None})
    return with_short_numbers(with_small_pictures(drawing))


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
