"""Models of sequences of tokens, and a small language whose every probability is known.

>>> language = small_language()
>>> config = Config(model=GRU(4, 5), iterations=1000)
>>> run = start(config, language.sample(2000, seed=0), seeds=range(8))
>>> history = record(run, exact_measures(language), every=100)

``language``, ``enumeration`` and ``laws`` are exact and know no network. ``model`` is the recurrent
model, ``relaxed`` the choice of a token and its differentiable stand-ins, ``gradients`` the exact
gradient and its estimators. ``config``, ``draws`` and ``run`` train it: by likelihood, or against a
critic by REINFORCE, Gumbel-softmax or straight-through; ``looking`` measures.
"""

from gantutor.sequences.config import BASELINES, WAYS, Config
from gantutor.sequences.counting import CountingModel
from gantutor.sequences.enumeration import every, index_of, one_hot
from gantutor.sequences.gradients import (
    all_rows,
    exact_gradient,
    leave_one_out,
    moments_of_score,
    pathwise_gradients,
    score_gradients,
)
from gantutor.sequences.language import Language, small_language
from gantutor.sequences.laws import (
    diversity,
    empirical,
    entropy,
    hamming,
    kl,
    quality,
    score_law,
    w1,
)
from gantutor.sequences.looking import exact_measures, temperature_curve
from gantutor.sequences.model import GRU, BatchedGRU
from gantutor.sequences.relaxed import RELAXATIONS, choose, gumbel
from gantutor.sequences.run import SequenceRun, start

__all__ = [
    "BASELINES",
    "GRU",
    "RELAXATIONS",
    "WAYS",
    "BatchedGRU",
    "Config",
    "CountingModel",
    "Language",
    "SequenceRun",
    "all_rows",
    "choose",
    "diversity",
    "empirical",
    "entropy",
    "every",
    "exact_gradient",
    "exact_measures",
    "gumbel",
    "hamming",
    "index_of",
    "kl",
    "leave_one_out",
    "moments_of_score",
    "one_hot",
    "pathwise_gradients",
    "quality",
    "score_gradients",
    "score_law",
    "small_language",
    "start",
    "temperature_curve",
    "w1",
]
