"""A neural optimal map: one network that moves noise to samples at the least cost.

>>> config = Config(map=MLP((2, 64, 64, 2)), potential=MLP((2, 64, 64, 1)), iterations=500)
>>> run = start(config, x, seeds=range(8))
>>> history = record(run, every=50)

The semi-dual of optimal transport is a game of a map and a potential, without any constraint on
the potential: the cost itself keeps it in place. `gaussian_map` is the one map that has a closed
form. Playing, checkpoints and the rest are `gantutor.training`'s.
"""

from gantutor.maps.closed_form import gaussian_map
from gantutor.maps.config import Config
from gantutor.maps.run import MapRun, start

__all__ = ["Config", "MapRun", "gaussian_map", "start"]
