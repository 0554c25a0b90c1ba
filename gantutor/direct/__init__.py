"""A generator that is trained on a distance between two batches: no critic, no game.

>>> config = Config(generator=MLP((2, 64, 64, 2)), distance=Sliced(), iterations=1000)
>>> run = start(config, x, seeds=range(8))
>>> history = record(run, every=100)

A distance is a frozen value: `Sliced` (sorting on random lines), `Sinkhorn` (transport with
entropy, debiased), `Energy` and `MMD` (mean distances, mean kernels). Each is a function of two
batches with a gradient by both. Playing, checkpoints and the rest are `gantutor.training`'s.
"""

from gantutor.direct.config import Config
from gantutor.direct.distances import Distance
from gantutor.direct.kernels import MMD, Energy
from gantutor.direct.run import DirectRun, start
from gantutor.direct.sinkhorn import Sinkhorn, entropic_cost
from gantutor.direct.sliced import Sliced

__all__ = [
    "MMD",
    "Config",
    "DirectRun",
    "Distance",
    "Energy",
    "Sinkhorn",
    "Sliced",
    "entropic_cost",
    "start",
]
