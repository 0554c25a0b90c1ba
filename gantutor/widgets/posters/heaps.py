"""Still pictures of two heaps of blocks and a plan between them."""

from collections.abc import Sequence
from itertools import pairwise

from gantutor.widgets.posters.canvas import Canvas


def poster(
    positions: Sequence[float],
    real: Sequence[int],
    fake: Sequence[int],
    plan: Sequence[Sequence[int]],
) -> Canvas:
    """Real blocks above, generated ones below, and a line for every move of the plan."""
    x, n = positions, len(positions)
    closest = min((b - a for a, b in pairwise(x)), default=1.0)
    high = max(3, *real) + max(3, *fake) + 3
    half = 0.4 * min(closest, (x[-1] - x[0] + closest) * 9 / 16 / high)
    top, bottom = max(3, *fake) + 3.0, float(max(3, *fake))
    canvas = Canvas((x[0] - closest, x[-1] + closest), (-0.4, high + 0.4))
    for i in range(n):
        for k in range(real[i]):
            canvas.box((x[i] - half, x[i] + half), (top + k + 0.1, top + k + 0.9), "real")
        for k in range(fake[i]):
            canvas.box((x[i] - half, x[i] + half), (bottom - k - 0.9, bottom - k - 0.1), "fake")
        for j in range(n):
            if plan[i][j]:
                ends = [top - 0.2, bottom + 0.2]
                canvas.curve([x[i], x[j]], ends, "exact", width=1 + 1.5 * plan[i][j])
    return canvas
