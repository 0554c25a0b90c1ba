"""A DCGAN on frogs with all the usual tips, and the same with each of them taken back."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from gantutor import gan
from gantutor.experiments.image_experiment import ImageExperiment
from gantutor.experiments.image_search import best, report, search
from gantutor.experiments.image_sets import IMAGE_SETS
from gantutor.experiments.results import load
from gantutor.nets import image_critic, image_generator
from gantutor.objectives import NonSaturating

SHAPE, WIDTHS = (3, 32, 32), (16, 32, 64)
RATES = (1e-3, 3e-3)
SEARCH_ITERATIONS, ITERATIONS = 200, 500


def frog_games() -> Mapping[str, gan.Config]:
    """Return the game with "all" tips; without each, by its name; with "copied" pixels; and
    without any.

    The tips: labels of real images 0.05 below 1 ("labels"), dropout in the critic ("dropout"),
    normal z ("normal"), tanh at the end ("tanh"), strides in place of pooling ("strides"), and a
    kernel that the stride divides ("kernel"). "adam" has RMSprop in its place.
    """
    critic = partial(image_critic, SHAPE, WIDTHS)
    generator = partial(image_generator, SHAPE, WIDTHS[::-1], latent=32)
    every = gan.Config(
        critic=critic(dropout=0.4),
        generator=generator(),
        objective=NonSaturating(smoothing=0.05),
        constraint="free",
        batch=64,
        n_critic=1,
        iterations=ITERATIONS,
        betas=(0.5, 0.999),
        latent="normal",
    )
    none = critic(dropout=0.0, downsampling="pooled")
    return {
        "all": every,
        "labels": replace(every, objective=NonSaturating()),
        "dropout": replace(every, critic=critic()),
        "normal": replace(every, latent="uniform"),
        "tanh": replace(every, generator=generator(output="linear")),
        "strides": replace(every, critic=critic(dropout=0.4, downsampling="pooled")),
        "kernel": replace(
            every, generator=generator(kernel=3), critic=critic(dropout=0.4, kernel=3)
        ),
        "adam": replace(every, optimiser="rmsprop"),
        "copied": replace(every, generator=generator(upsampling="copied")),
        "none": replace(
            every,
            critic=none,
            generator=generator(output="linear", kernel=3),
            objective=NonSaturating(),
            latent="uniform",
            optimiser="rmsprop",
        ),
    }


def _rates(data: str) -> list[ImageExperiment]:
    games = {name: (game, RATES) for name, game in frog_games().items()}
    return search(IMAGE_SETS[data], games, iterations=SEARCH_ITERATIONS)


def _tips(data: str, searched: str) -> list[ImageExperiment]:
    chosen = best(load(searched)).values()
    # Ten games and three seeds: their films would be 20 MB.
    return report(IMAGE_SETS[data], frog_games(), chosen, growing=8, film=False)


def frogs_rates() -> list[ImageExperiment]:
    """A DCGAN on CIFAR-10's frogs, with and without each tip, at two rates: one seed, short."""
    return _rates("frogs")


def frogs() -> list[ImageExperiment]:
    """The same, each at the rate that did best in ``frogs_rates``: three new seeds."""
    return _tips("frogs", "frogs_rates")


def frogs_rates_jpeg() -> list[ImageExperiment]:
    """The search on a copy of the frogs that went through JPEG."""
    return _rates("frogs_jpeg")


def frogs_jpeg() -> list[ImageExperiment]:
    """The tips on a copy of the frogs that went through JPEG."""
    return _tips("frogs_jpeg", "frogs_rates_jpeg")
