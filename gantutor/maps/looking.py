"""Looking at a map without changing it: what it costs, what the potential says it costs."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import torch
from jaxtyping import Float
from numpy.typing import ArrayLike

from gantutor.maps.draws import FAKES, LOOK
from gantutor.randomness import seeded_generator
from gantutor.training.draws import normal, rows_of
from gantutor.training.evaluating import evaluating
from gantutor.training.run import Curve
from gantutor.training.samples import rows, samples

if TYPE_CHECKING:
    from gantutor.maps.run import MapRun


def measure(run: "MapRun") -> Mapping[str, Curve]:
    """Return ``cost``, ``dual`` and ``gap``, each (S,).

    ``cost`` = E ½‖z − T(z)‖², what the map's moves cost. ``gap`` = E f(x) − E f(T(z)), what is
    left to do. ``dual`` = cost + gap, the game's value: the least cost ½ W2² where both are
    optimal. On a fresh batch that depends on seed and iteration only.
    """
    size = run.config.batch
    rngs = [seeded_generator(s, LOOK, run.iteration) for s in run.seeds]
    chosen = torch.stack([rows_of(run.x.shape[-2], size)(r) for r in rngs]).to(run.device)
    z = torch.stack([normal(size, run.config.map.inputs)(r) for r in rngs]).to(run.device)
    with torch.no_grad(), evaluating(run.map, run.potential):
        y = run.map(z)
        cost = run.cost(z, y)
        gap = run.value(rows(run.x, chosen)) - run.value(y)
        found = torch.stack((cost, cost + gap, gap)).cpu().numpy()
    return dict(zip(("cost", "dual", "gap"), found, strict=True))


def moved(run: "MapRun", z: ArrayLike | torch.Tensor) -> Float[np.ndarray, "seeds n dim"]:
    """Return where the averaged map sends points (n, d), shared by all seeds, or (S, n, d)."""
    points = samples("z", z, run.config.map, len(run.seeds)).to(run.device)
    with torch.no_grad(), evaluating(run.averaged):
        return run.averaged(points.expand(len(run.seeds), -1, -1)).cpu().numpy()


def fakes(run: "MapRun", n: int, seed: int) -> Float[np.ndarray, "seeds n dim"]:
    """Return ``n`` generated samples of each seed, always from the same z for one ``seed``."""
    draw = normal(n, run.config.map.inputs)
    z = torch.stack([draw(seeded_generator(s, FAKES, seed)) for s in run.seeds])
    return moved(run, z)
