"""What is measured beside every critic: exact W1, modes, manifolds, classes, weights.

Samples are (n, d) for one seed or (S, n, d) for S seeds; a measure then returns a number or (S,).
`of_fakes` turns any of them into a measure of a run that `gantutor.recording.record` accepts.
"""

from gantutor.metrics.classifier import ImageClassifier
from gantutor.metrics.digits import DigitsClassifier, class_counts
from gantutor.metrics.directions import cosine_measure, gradient_cosine, plan_directions
from gantutor.metrics.exact import Floor, floor_of, w1_floor, w1_measure
from gantutor.metrics.frechet import frechet_distance, gaussian_frechet, psd_root
from gantutor.metrics.lines import Walk, walk
from gantutor.metrics.manifold import (
    DensityCoverage,
    Nearest,
    PrecisionRecall,
    density_coverage,
    nearest_real,
    precision_recall,
)
from gantutor.metrics.modes import high_quality, mode_counts, mode_kl, modes_covered
from gantutor.metrics.ngrams import known_words, ngram_counts, ngram_floor, ngram_js
from gantutor.metrics.reporting import mean_and_spread, median_and_range
from gantutor.metrics.samples import of_fakes
from gantutor.metrics.sharpness import sharpness
from gantutor.metrics.weights import flat_weights, pile_up

__all__ = [
    "DensityCoverage",
    "DigitsClassifier",
    "Floor",
    "ImageClassifier",
    "Nearest",
    "PrecisionRecall",
    "Walk",
    "class_counts",
    "cosine_measure",
    "density_coverage",
    "flat_weights",
    "floor_of",
    "frechet_distance",
    "gaussian_frechet",
    "gradient_cosine",
    "high_quality",
    "known_words",
    "mean_and_spread",
    "median_and_range",
    "mode_counts",
    "mode_kl",
    "modes_covered",
    "nearest_real",
    "ngram_counts",
    "ngram_floor",
    "ngram_js",
    "of_fakes",
    "pile_up",
    "plan_directions",
    "precision_recall",
    "psd_root",
    "sharpness",
    "w1_floor",
    "w1_measure",
    "walk",
]
