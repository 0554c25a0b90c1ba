"""Looking at a generator without changing it: its loss, its samples."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import torch
from jaxtyping import Float

from gantutor.direct.draws import FAKES, LOOK, unit_vectors
from gantutor.randomness import seeded_generator
from gantutor.training.draws import normal, rows_of
from gantutor.training.evaluating import evaluating
from gantutor.training.run import Curve
from gantutor.training.samples import rows

if TYPE_CHECKING:
    from gantutor.direct.run import DirectRun


def measure(run: "DirectRun") -> Mapping[str, Curve]:
    """Return ``distance``, (S,): on a fresh batch that depends on seed and iteration only."""
    config, x = run.config, run.x
    rngs = [seeded_generator(s, LOOK, run.iteration) for s in run.seeds]
    chosen = torch.stack([rows_of(x.shape[-2], config.batch)(r) for r in rngs])
    z = torch.stack([normal(config.batch, config.generator.inputs)(r) for r in rngs])
    lines = torch.stack([unit_vectors(config)(r) for r in rngs])
    with torch.no_grad(), evaluating(run.generator):
        y = run.generator(z.to(run.device))
        real = rows(x, chosen.to(run.device))
        found = config.distance.between(real, y, lines.to(run.device))
    return {"distance": found.cpu().numpy()}


def fakes(run: "DirectRun", n: int, seed: int, averaged: bool) -> Float[np.ndarray, "seeds n dim"]:
    """Return ``n`` generated samples of each seed, always from the same z for one ``seed``."""
    network = run.averaged if averaged else run.generator
    draw = normal(n, run.config.generator.inputs)
    z = torch.stack([draw(seeded_generator(s, FAKES, seed)) for s in run.seeds])
    with torch.no_grad(), evaluating(network):
        return network(z.to(run.device)).cpu().numpy()
