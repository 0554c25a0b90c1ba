"""What things cost: the plain way against this package's, measured side by side in one run.

``python -m gantutor.bench cpu`` measures training, exact transport and how both grow;
``python -m gantutor.bench gpu`` does the same for training on a CUDA device. ``make bench`` adds
the book's pages, build and import. Each finding is a `Comparison` of two medians, a `Reading` of
one number, or a `Growth` with its fitted exponent; a `Report` holds them with the machine, and
is what the page "what things cost" shows.
"""

from gantutor.bench.findings import Comparison, Finding, Growth, Reading, grown
from gantutor.bench.report import Report, ReportError, load, shipped
from gantutor.bench.sidebyside import medians

__all__ = [
    "Comparison",
    "Finding",
    "Growth",
    "Reading",
    "Report",
    "ReportError",
    "grown",
    "load",
    "medians",
    "shipped",
]
