"""A small picture as SVG: curves, bars and dots in data coordinates."""

from html import escape

import numpy as np
from numpy.typing import ArrayLike

from gantutor.colours import COLOURS

WIDTH, HEIGHT = 320, 180


class Canvas:
    """A picture of 320 × 180 whose window is ``x`` × ``y``, each (low, high), in data coordinates.

    It has no text: at the size of a card none could be read. Marks take the colour of a role of
    `COLOURS`, light or dark as the page is. What is not finite is left out, and what lies outside
    of the window is cut off.
    """

    def __init__(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        self._x, self._y = x, y
        self._marks: list[str] = []
        self._roles: list[str] = []

    def curve(
        self, xs: ArrayLike, ys: ArrayLike, role: str, *, dashes: str = "", width: float = 3
    ) -> None:
        """A line through the points, broken where one is not finite."""
        ends = f' stroke-dasharray="{dashes}"' if dashes else ""
        self._mark(
            f'path fill="none" stroke="currentColor" stroke-width="{width:g}"{ends} '
            f'stroke-linejoin="round" d="{self._path(xs, ys)}"',
            role,
        )

    def area(self, xs: ArrayLike, ys: ArrayLike, role: str, base: ArrayLike = 0.0) -> None:
        """The area between the points and ``base``, a level or a height at each of xs; faint."""
        xs, ys, base = (np.asarray(v, dtype=float) for v in (xs, ys, base))
        back = xs[::-1] if base.ndim else xs[[-1, 0]]
        below = base[::-1] if base.ndim else np.full(2, base)
        around = self._path(np.append(xs, back), np.append(ys, below))
        self._mark(f'path fill="currentColor" fill-opacity=".18" d="{around}Z"', role)

    def dots(self, xs: ArrayLike, ys: ArrayLike, role: str, *, size: float = 4) -> None:
        """Round dots, all of them one path."""
        x, y = self._at(xs, ys)
        seen = np.isfinite(x) & np.isfinite(y)
        d = "".join(f"M{a:.0f} {b:.0f}h0" for a, b in zip(x[seen], y[seen], strict=True))
        self._mark(
            f'path fill="none" stroke="currentColor" stroke-width="{size:g}" '
            f'stroke-linecap="round" d="{d}"',
            role,
        )

    def box(
        self, x: tuple[float, float], y: tuple[float, float], role: str, *, opacity: float = 1.0
    ) -> None:
        """A filled rectangle."""
        (left, right), (low, high) = self._at(np.array(x), np.array(y))
        if right - left < 0.05 or low - high < 0.05:
            return
        clear = f' fill-opacity="{opacity:.2g}"' if opacity < 1 else ""
        self._mark(
            f'rect fill="currentColor"{clear} x="{left:.1f}" y="{high:.1f}" '
            f'width="{right - left:.1f}" height="{low - high:.1f}"',
            role,
        )

    def svg(self, said: str = "", style: str = "") -> str:
        """The picture as an SVG element: an image of what is ``said``, without that hidden."""
        named = f'role="img" aria-label="{escape(said)}"' if said else 'aria-hidden="true"'
        looks = f' style="{style}"' if style else ""
        shades = [(role, COLOURS[role]) for role in dict.fromkeys(self._roles)]
        rules = "".join(f".gt-poster .{role}{{color:{c.light}}}" for role, c in shades) + "".join(
            f'[data-theme="dark"] .gt-poster .{role}{{color:{c.dark}}}' for role, c in shades
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="gt-poster" '
            f'viewBox="0 0 {WIDTH} {HEIGHT}" {named}{looks}>'
            f"<style>{rules}</style>{''.join(self._marks)}</svg>"
        )

    def _mark(self, tag: str, role: str) -> None:
        self._roles.append(role)
        name, _, more = tag.partition(" ")
        self._marks.append(f'<{name} class="{role}" {more}/>')

    def _at(self, xs: ArrayLike, ys: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
        (x0, x1), (y0, y1) = self._x, self._y
        x = (np.asarray(xs, dtype=float) - x0) / (x1 - x0) * WIDTH
        y = (1 - (np.asarray(ys, dtype=float) - y0) / (y1 - y0)) * HEIGHT
        # Far outside, numbers would only grow long.
        far = np.clip(x, -WIDTH, 2 * WIDTH), np.clip(y, -HEIGHT, 2 * HEIGHT)
        return np.where(np.isfinite(x), far[0], np.nan), np.where(np.isfinite(y), far[1], np.nan)

    def _path(self, xs: ArrayLike, ys: ArrayLike) -> str:
        d, pen = "", "M"
        for x, y in zip(*self._at(xs, ys), strict=True):
            if not (np.isfinite(x) and np.isfinite(y)):
                pen = "M"
                continue
            d += f"{pen}{x:.0f} {y:.1f}"
            pen = "L" if pen == "M" else " "
        return d
