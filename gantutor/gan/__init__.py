"""The adversarial game: its configuration as a frozen value, and a run of it over several seeds.

>>> config = Config(critic=MLP((2, 64, 64, 1)), generator=MLP((2, 64, 64, 2)), iterations=500)
>>> run = start(config, x, seeds=range(8))
>>> history = record(run, every=50)

``loop`` is the algorithm, ``draws`` deals what is random, ``by_hand`` takes single steps,
``looking`` measures; playing, checkpoints and the rest are `gantutor.training`'s.
"""

from gantutor.gan.config import LATENTS, Config
from gantutor.gan.draws import Dealer, Draws
from gantutor.gan.run import AdversarialRun, start

__all__ = ["LATENTS", "AdversarialRun", "Config", "Dealer", "Draws", "start"]
