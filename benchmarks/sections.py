"""The sections of the benchmark by name, and how they are measured."""

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module

from gantutor.names import known
from gantutor.report import Measurement

Sections = Mapping[str, tuple[str, str]]
"""Name on the command line: (title, module); a module is imported when it is asked for."""

# What fails for want of a built book comes first, before minutes of measuring.
SECTIONS: Sections = {
    "pages": ("Pages", "benchmarks.pages"),
    "build": ("Build and tests", "benchmarks.build"),
    "import": ("Import", "benchmarks.imports"),
    "iteration": ("Training: one iteration", "benchmarks.ring"),
    "quality": ("Training: until it is learned", "benchmarks.race"),
    "digits": ("Training: digits", "benchmarks.digits"),
    "images": ("Training: images", "benchmarks.images"),
    "memory": ("Memory", "benchmarks.memory"),
    "transport": ("Exact transport", "benchmarks.transport"),
    "referee": ("The referee's share", "benchmarks.referee"),
}


class CannotMeasure(RuntimeError):
    """What a section measures is not here: no book is built, no browser is found."""


def measure(
    names: Sequence[str] = (), short: bool = False, sections: Sections = SECTIONS
) -> dict[str, list[Measurement]]:
    """Measure the named sections, in the order of the table; an unknown name: ValueError.

    Each title is printed on stderr before its minutes begin.
    """
    for name in names:
        known("section", name, sections)
    measured = {}
    for name, (title, module) in sections.items():
        if name in names:
            print(f"… {title}", file=sys.stderr, flush=True)
            measured[title] = import_module(module).measurements(short=short)
    return measured


def measure_what_can_be(
    short: bool = False, sections: Sections = SECTIONS
) -> dict[str, list[Measurement]]:
    """Measure every section but those that need what is not here; each of these is named."""
    measured: dict[str, list[Measurement]] = {}
    for name in sections:
        try:
            measured |= measure([name], short, sections)
        except CannotMeasure as missing:
            print(f"  skipped {name!r}: {missing}", file=sys.stderr, flush=True)
    return measured
