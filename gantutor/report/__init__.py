"""What things cost, as measured: two ways side by side, one number, or a cost that grows.

A `Report` holds measurements with the machine and the command that made them; those that come with
the package are what the page "what things cost" shows. A measurement is a `Comparison` of two
medians, a `Reading` of one number, or a `Growth` with its fitted exponent.

>>> print(shipped("cpu").markdown(["Exact transport"]))

`medians` times several ways of doing one thing. What measures for a report is not in the package:
it is the folder ``benchmarks`` of the repository (``make bench``).
"""

from gantutor.report.measurements import Comparison, Growth, Measurement, Reading
from gantutor.report.reports import Report, ReportError, load, shipped
from gantutor.report.sidebyside import medians

__all__ = [
    "Comparison",
    "Growth",
    "Measurement",
    "Reading",
    "Report",
    "ReportError",
    "load",
    "medians",
    "shipped",
]
