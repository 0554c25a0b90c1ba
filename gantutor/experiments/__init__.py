"""The book's comparisons: named, frozen experiments, run anywhere, recorded and read again.

An `Experiment` is a method on a data set at a learning rate and depth, over several seeds. `run`
plays it; ``executor.map(run, experiments)`` plays many, on any ``concurrent.futures`` executor;
`run_all` does so with a process pool. A study is a name for a list of experiments:

>>> from gantutor import experiments
>>> results = experiments.load("comparison")  # the recorded run that comes with the package
>>> [outcome.record["w1"][-1].mean() for outcome in results.where(data="ring")]

``python -m gantutor.experiments comparison`` makes that record again.
"""

from gantutor.experiments.data import DATA, DataSet
from gantutor.experiments.experiment import Experiment
from gantutor.experiments.image_experiment import ImageExperiment
from gantutor.experiments.image_sets import IMAGE_SETS, ImageSet
from gantutor.experiments.methods import METHODS, Method, clipped
from gantutor.experiments.outcome import Outcome, Planned, run
from gantutor.experiments.results import Results, ResultsError, load, shipped
from gantutor.experiments.running import processes, run_all
from gantutor.experiments.studies import STUDIES, best_rates, study

__all__ = [
    "DATA",
    "IMAGE_SETS",
    "METHODS",
    "STUDIES",
    "DataSet",
    "Experiment",
    "ImageExperiment",
    "ImageSet",
    "Method",
    "Outcome",
    "Planned",
    "Results",
    "ResultsError",
    "best_rates",
    "clipped",
    "load",
    "processes",
    "run",
    "run_all",
    "shipped",
    "study",
]
