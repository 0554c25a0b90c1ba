"""Image games at several rates, the best rate of each, and its games over new seeds."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import numpy as np

from gantutor import gan
from gantutor.experiments.image_experiment import GROWING, ImageExperiment
from gantutor.experiments.image_sets import ImageSet
from gantutor.experiments.results import Results

# Settings are chosen on other seeds, and against other images, than those that are reported.
SEARCHED, REPORTED = (100,), (0, 1, 2)


def search(
    data: ImageSet,
    games: Mapping[str, tuple[gan.Config, Iterable[float]]],
    *,
    iterations: int,
) -> list[ImageExperiment]:
    """Return each game at each of its rates, short, measured on the images kept for choosing."""
    return [
        ImageExperiment(
            method,
            data,
            replace(game, lr=lr, iterations=iterations),
            SEARCHED,
            part="selection",
            film=False,
        )
        for method, (game, rates) in games.items()
        for lr in rates
    ]


def report(
    data: ImageSet,
    games: Mapping[str, gan.Config],
    rates: Iterable[tuple[str, float]],
    *,
    growing: int = GROWING,
    film: bool = True,
) -> list[ImageExperiment]:
    """Return the games of these methods at these rates, each once for every new seed."""
    return [
        ImageExperiment(
            method, data, replace(games[method], lr=lr), (seed,), growing=growing, film=film
        )
        for method, lr in rates
        for seed in REPORTED
    ]


def best(
    results: Results, group: Callable[[str], str] = lambda method: method
) -> Mapping[str, tuple[str, float]]:
    """Return for each group of methods the method and rate of the least Fréchet distance.

    By default each method is a group of its own. A seed that ran away counts as infinitely bad.
    """
    found: dict[str, tuple[float, str, float]] = {}
    for outcome in results:
        method, lr = outcome.facts["method"], outcome.facts["lr"]
        score = float(np.nan_to_num(outcome.last("frechet"), nan=np.inf).mean())
        name = group(method)
        if name not in found or score < found[name][0]:
            found[name] = (score, method, lr)
    return {name: (method, lr) for name, (_, method, lr) in found.items()}
