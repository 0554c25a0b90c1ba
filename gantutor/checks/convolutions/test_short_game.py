"""Train: digits in five seconds.

Write `short_game()`, which returns a `gan.Config` for the 4,000 training digits of MNIST, 28 × 28.
The check plays it, with a seed of its own, and takes the Fréchet distance between 1,000 of its
fakes and the 500 digits of the report, in the features of this chapter's classifier: 55 or less is
asked for. Two things are limited. In all critic steps and generator steps together no more than
20,000 fakes are made: a critic step makes one for each digit of its batch, a generator step as
many. And neither network makes more multiplications for an image than
`nets.image_critic((1, 28, 28), (16, 32))` and `nets.image_generator((1, 28, 28), (32, 16), 32)`. On
one core of a laptop that is a matter of some five seconds. With these two, and all else as
`gan.Config` has it, the distance is in the hundreds.
"""

from functools import cache

import numpy as np
import torch
from torch.utils.flop_counter import FlopCounterMode

from gantutor import gan, metrics, nets, training
from gantutor.checks.engine.assertions import Wrong, hint
from gantutor.checks.engine.describe import show
from gantutor.data import DataError
from gantutor.experiments.image_sets import IMAGE_SETS

DIFFICULTY = 3
MINUTES = 25
SECONDS = 300  # on a core of its own a check takes some five

HINTS = (
    "How many steps does each network take? A batch of 256 and five critic steps for each of the "
    "generator's leave 13 iterations.",
    "With one critic step and a batch of 64 there are 156 iterations. How many with 16?",
    "The learning rate falls to 0 by the end. In so short a game it may begin high.",
    "`batch=16, n_critic=1, iterations=625` does it, with the two networks of the task.",
)

DIGITS = IMAGE_SETS["mnist_5k"]
SHAPE = (1, 28, 28)
CRITIC = nets.image_critic(SHAPE, (16, 32))
GENERATOR = nets.image_generator(SHAPE, (32, 16), 32)
FAKES = 20_000
SEED = 100
# Three seeds each reach: all as it comes 290 to 560, a batch of 64 at the rate 5e-3 96 to 112, and
# at 1e-2 61 to 89; a batch of 32 at 1e-2 38 to 56, one of 16 at 5e-3 35 to 45, and one of 8 31 to
# 38. Measured by
#     python -m gantutor.checks.convolutions.test_short_game
TARGET = 55.0


def fakes(config):
    """How many fakes the steps of a game make in all."""
    return config.batch * (config.iterations * (config.n_critic + 1) + config.pretraining)


@cache
def multiplications(spec):
    """How many multiplications a network makes for one sample."""
    network = spec.build((0,)).member(0).eval()
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        network(torch.zeros(1, spec.inputs))
    return counter.get_total_flops() // 2  # a multiplication and an addition


@cache
def distance(config, seed=SEED):
    """The Fréchet distance of a game's fakes from the digits of the report, when it has ended."""
    run = gan.start(config, DIGITS.train.images, seeds=[seed], device="cpu")
    for _ in training.play(run, every=config.iterations):
        pass
    images = np.asarray(run.fakes(1000))[0]
    if not np.isfinite(images).all():
        return np.inf
    features = DIGITS.classifier.features
    return metrics.frechet_distance(features(DIGITS.parts.report.images), features(images))


def game(batch=256, n_critic=5, **settings):
    """A game with the given networks, and as many iterations as are allowed."""
    iterations = FAKES // (batch * (n_critic + 1))
    return gan.Config(
        critic=CRITIC,
        generator=GENERATOR,
        batch=batch,
        n_critic=n_critic,
        iterations=iterations,
        **settings,
    )


def table(seeds=(SEED, 101, 102)):
    """Print what some games reach: what the target was chosen by."""
    for settings in (
        {},
        dict(batch=64, n_critic=1, lr=2e-3),
        dict(batch=64, n_critic=1),
        dict(batch=64, n_critic=1, lr=1e-2),
        dict(batch=32, n_critic=1, lr=2e-3),
        dict(batch=32, n_critic=1),
        dict(batch=32, n_critic=1, lr=1e-2),
        dict(batch=16, n_critic=1),
        dict(batch=8, n_critic=1),
    ):
        reached = [f"{distance(game(**settings), seed):.1f}" for seed in seeds]
        print(settings, "Fréchet distance", *reached, flush=True)


def given(answer):
    config = answer()
    if not isinstance(config, gan.Config):
        raise Wrong(
            f"You returned {show(config)}; expected a `gan.Config`.",
            "`from gantutor import gan, nets`, and `return gan.Config(critic=…, …)`.",
        )
    return config


@hint("A `gan.Config` whose generator makes images of 28 × 28 pixels from −1 to 1.")
def test_a_game_of_digits(answer):
    config = given(answer)
    if config.generator is None:
        raise Wrong("The game has no generator; expected one of 784 outputs.")
    for what, found in (("generator", config.generator.outputs), ("critic", config.critic.inputs)):
        assert found == 784, f"The {what} has images of {found} pixels; expected 784."


@hint("batch · iterations · (n_critic + 1) is what is limited: fewer of one leave more of another.")
def test_the_number_of_fakes(answer):
    config = given(answer)
    made = fakes(config)
    assert made <= FAKES, f"The steps of this game make {made:,} fakes; expected {FAKES:,} at most."


@hint("Fewer channels, a smaller kernel, or pixels copied later: each makes fewer multiplications.")
def test_the_size_of_the_networks(answer):
    config = given(answer)
    pairs = (("critic", config.critic, CRITIC), ("generator", config.generator, GENERATOR))
    for name, spec, allowed in pairs:
        found, most = multiplications(spec), multiplications(allowed)
        assert found <= most, (
            f"The {name} makes {found:,} multiplications for an image; expected {most:,} at most."
        )


@hint(
    "Count the steps of the generator, and look at the rate that they are taken with. A small "
    "batch and few critic steps leave more steps; a short game wants a high rate."
)
def test_the_digits(answer):
    test_a_game_of_digits(answer)  # no game beyond its limits is played
    test_the_number_of_fakes(answer)
    test_the_size_of_the_networks(answer)
    config = given(answer)
    try:
        reached = distance(config)
    except DataError as missing:
        raise Wrong(f"This check needs a data set that is not here. {missing}", "") from None
    if not reached <= TARGET:
        raise Wrong(
            f"After {config.iterations} iterations the Fréchet distance is {reached:.4g}; expected "
            f"{TARGET:g} or less."
        )


if __name__ == "__main__":
    table()
