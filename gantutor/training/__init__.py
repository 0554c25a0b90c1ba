"""The one adversarial loop: a game as a frozen value, a match that plays it over several seeds.

>>> game = Game(critic=MLP((2, 64, 64, 1)), generator=MLP((2, 64, 64, 2)), iterations=500)
>>> match = start(game, x, seeds=range(8))
>>> for moment in play(match, every=50):
...     print(moment.iteration, moment.gap)
"""

from gantutor.nets import MLP
from gantutor.training.checkpoint import CheckpointError
from gantutor.training.devices import by_preset, device, preset
from gantutor.training.draws import CHUNK, Draws
from gantutor.training.game import Game
from gantutor.training.match import Match, Moment, start
from gantutor.training.play import play

__all__ = [
    "CHUNK",
    "MLP",
    "CheckpointError",
    "Draws",
    "Game",
    "Match",
    "Moment",
    "by_preset",
    "device",
    "play",
    "preset",
    "start",
]
