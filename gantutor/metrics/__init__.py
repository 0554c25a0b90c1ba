"""What is measured beside every critic: exact W1, modes, manifolds, classes, weights.

Samples are (n, d) for one seed or (S, n, d) for S seeds; a measure then returns a number or (S,).
`of_fakes` turns any of them into a measure of a run that `gantutor.recording.record` accepts.
"""

from gantutor.metrics.digits import DigitsClassifier, class_counts
from gantutor.metrics.exact import Floor, floor_of, w1_floor, w1_measure
from gantutor.metrics.frechet import frechet_distance, gaussian_frechet, psd_root
from gantutor.metrics.manifold import PrecisionRecall, precision_recall
from gantutor.metrics.modes import high_quality, mode_counts, mode_kl, modes_covered
from gantutor.metrics.reporting import mean_and_spread, median_and_range
from gantutor.metrics.samples import of_fakes
from gantutor.metrics.weights import flat_weights, pile_up

__all__ = [
    "DigitsClassifier",
    "Floor",
    "PrecisionRecall",
    "class_counts",
    "flat_weights",
    "floor_of",
    "frechet_distance",
    "gaussian_frechet",
    "high_quality",
    "mean_and_spread",
    "median_and_range",
    "mode_counts",
    "mode_kl",
    "modes_covered",
    "of_fakes",
    "pile_up",
    "precision_recall",
    "psd_root",
    "w1_floor",
    "w1_measure",
]
