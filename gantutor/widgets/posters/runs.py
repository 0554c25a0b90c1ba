"""Still pictures of runs: samples of a recorded one, and a way through a phase plane."""

from collections.abc import Mapping, Sequence

import numpy as np
from jaxtyping import Float

from gantutor.dynamics import field, get, trajectory
from gantutor.widgets.posters.canvas import HEIGHT, WIDTH, Canvas

# So many samples of each kind are drawn: more would not be told apart, and weigh.
_SEEN = 160


def samples(
    real: Float[np.ndarray, "m dim"], fake: Float[np.ndarray, "n dim"], extent: Sequence[float]
) -> Canvas:
    """Generated samples over real ones, in the plane; on the line as two histograms."""
    if real.shape[1] == 1:
        return _histograms(real[:, 0], fake[:, 0], (extent[0], extent[1]))
    left, right, low, high = extent
    # One scale for both axes, the extent in the middle.
    unit = max((right - left) / WIDTH, (high - low) / HEIGHT)
    across, up = (left + right) / 2, (low + high) / 2
    canvas = Canvas(
        (across - unit * WIDTH / 2, across + unit * WIDTH / 2),
        (up - unit * HEIGHT / 2, up + unit * HEIGHT / 2),
    )
    for points, role in ((real, "real"), (fake, "fake")):
        some = points[np.linspace(0, len(points) - 1, min(_SEEN, len(points))).astype(int)]
        canvas.dots(some[:, 0], some[:, 1], role)
    return canvas


def _histograms(
    real: Float[np.ndarray, " m"], fake: Float[np.ndarray, " n"], extent: tuple[float, float]
) -> Canvas:
    edges = np.linspace(*extent, 33)
    shares = [np.histogram(values, edges)[0] / len(values) for values in (real, fake)]
    canvas = Canvas(extent, (-0.02, 1.1 * max(float(s.max()) for s in shares) + 1e-9))
    for share, role, dashes in zip(shares, ("real", "fake"), ("", "9 5"), strict=True):
        x, y = np.repeat(edges, 2), np.concatenate([[0.0], np.repeat(share, 2), [0.0]])
        canvas.area(x, y, role)
        canvas.curve(x, y, role, dashes=dashes)
    return canvas


def phase_plane(
    method: str,
    start: tuple[float, float],
    h: float,
    iterations: int,
    scheme: str,
    n_critic: int,
    settings: Mapping[str, float],
) -> Canvas:
    """The arrows of the field, θ across and ψ up, and the way of gradient steps from the start."""
    canvas = Canvas((-3.2, 3.2), (-3.2 * HEIGHT / WIDTH, 3.2 * HEIGHT / WIDTH))
    theta, psi = np.meshgrid(np.linspace(-2.75, 2.75, 11), np.linspace(-1.5, 1.5, 7))
    v = field(method, theta, psi, **settings)
    size = np.hypot(v[..., 0], v[..., 1])
    scale = 0.3 * np.sqrt(size / np.nanmax(size)) / np.maximum(size, 1e-12)
    tip_x, tip_y = theta + scale * v[..., 0], psi + scale * v[..., 1]
    gap = np.full(theta.size, np.nan)
    ends = (theta, tip_x), (psi, tip_y)
    shafts = [np.stack([a.ravel(), b.ravel(), gap], 1).ravel() for a, b in ends]
    canvas.curve(shafts[0], shafts[1], "floor", width=1.5)
    canvas.dots(tip_x, tip_y, "floor", size=3)
    with np.errstate(over="ignore", invalid="ignore"):
        way = trajectory(method, start, h, min(iterations, 200), scheme, n_critic, **settings)
    canvas.curve(way[:, 0], way[:, 1], "ink", width=2)
    canvas.dots([start[0]], [start[1]], "fake", size=12)
    canvas.dots([0.0], [0.0], "exact", size=12)
    return canvas


def settings_of(method: str, values: Mapping[str, float]) -> dict[str, float]:
    """Those of the values that are settings of the method."""
    return {name: values[name] for name in get(method).settings}
