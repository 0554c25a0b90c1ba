"""The studies by name: lists of experiments."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from gantutor.experiments import frog_tips, image_studies
from gantutor.experiments.bug_curves import bug_curves
from gantutor.experiments.compass import compass
from gantutor.experiments.cvae_gan_study import cvae_gan_terms
from gantutor.experiments.data import DATA
from gantutor.experiments.experiment import Experiment
from gantutor.experiments.factorial import factorial, factorial_rates
from gantutor.experiments.films import films
from gantutor.experiments.first_game import first_game
from gantutor.experiments.methods import METHODS, clipped
from gantutor.experiments.next_study import what_next, what_next_rates
from gantutor.experiments.outcome import Planned
from gantutor.experiments.results import Results, load
from gantutor.experiments.sequence_study import sequences, sequences_rates
from gantutor.experiments.text_study import text
from gantutor.experiments.vae_gan_study import vae_gan
from gantutor.experiments.vae_study import vae_beta
from gantutor.names import known

RATES = (5e-4, 1.5e-3, 5e-3, 1.5e-2)
HIDDEN = (2, 3, 6)
CLIPS = (0.1, 0.2, 0.4, 0.8, 1.6, 3.2)
CLIP_RATES = (2e-3, 5e-3, 1e-2, 2e-2)
# The rate is chosen on other seeds than those that are reported: else the best of four lucky
# draws would be compared with the best of four others.
SEARCHED, REPORTED = tuple(range(100, 108)), tuple(range(8))


def learning_rate() -> list[Experiment]:
    """The ring at four rates with eight seeds, the other data at three rates with three seeds."""
    return [
        Experiment(method, data, lr, seeds)
        for name, data in DATA.items()
        for rates, seeds in [(RATES, SEARCHED) if name == "ring" else (RATES[1:], SEARCHED[:3])]
        for method in METHODS.values()
        for lr in rates
    ]


def comparison() -> list[Experiment]:
    """Every method on every data set, at the rate that did best in ``learning_rate``; new seeds."""
    best = best_rates(load("learning_rate"))
    return [
        Experiment(method, data, best[data.name, method.name], REPORTED)
        for data in DATA.values()
        for method in METHODS.values()
    ]


def depth() -> list[Experiment]:
    """The ring with other numbers of hidden layers, at the rate that did best with three."""
    best = best_rates(load("learning_rate"))
    return [
        Experiment(method, DATA["ring"], best["ring", method.name], REPORTED, hidden=hidden)
        for method in METHODS.values()
        for hidden in HIDDEN
    ]


def clipping() -> list[Experiment]:
    """The ring: clipping over a wide range of c and rates, with Adam and RMSprop."""
    return [
        Experiment(clipped(c), DATA["ring"], lr, SEARCHED[:4], optimiser=optimiser)
        for optimiser in ("adam", "rmsprop")
        for c in CLIPS
        for lr in CLIP_RATES
    ]


STUDIES: dict[str, Callable[[], Sequence[Planned]]] = {
    made.__name__: made
    for made in (
        learning_rate,
        comparison,
        depth,
        clipping,
        first_game,
        image_studies.mnist_rates,
        image_studies.mnist,
        image_studies.horses,
        image_studies.horses_jpeg,
        vae_beta,
        vae_gan,
        cvae_gan_terms,
        text,
        frog_tips.frogs_rates,
        frog_tips.frogs,
        frog_tips.frogs_rates_jpeg,
        frog_tips.frogs_jpeg,
        what_next_rates,
        what_next,
        sequences_rates,
        sequences,
        bug_curves,
        factorial_rates,
        factorial,
        compass,
        films,
    )
}


def study(name: str) -> Sequence[Planned]:
    """Return a study's experiments; an unknown name raises ValueError with the known ones.

    ``comparison`` and ``depth`` read the recorded ``learning_rate``, ``mnist``, ``frogs`` and
    ``sequences`` the recorded search of their own: ResultsError without it.
    """
    return STUDIES[known("study", name, STUDIES)]()


def best_rates(results: Results) -> Mapping[tuple[str, str], float]:
    """Return for each (data, method) the rate with the least exact W1, mean over the seeds.

    A rate at which a seed ran away counts as infinitely bad.
    """
    scores: dict[tuple[str, str], dict[float, float]] = {}
    for outcome in results:
        w1 = np.nan_to_num(outcome.last("w1"), nan=np.inf).mean()
        key = (outcome.facts["data"], outcome.facts["method"])
        scores.setdefault(key, {})[outcome.facts["lr"]] = float(w1)
    return {key: min(rates, key=rates.__getitem__) for key, rates in scores.items()}
