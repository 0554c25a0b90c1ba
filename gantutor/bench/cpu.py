"""Everything that is measured on a processor, by section."""

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module

from gantutor.bench.findings import Finding

Sections = Mapping[str, tuple[str, str]]
"""Name on the command line: (title, module); a module is imported when it is asked for."""

SECTIONS: Sections = {
    "iteration": ("Training: one iteration", "gantutor.bench.ring"),
    "quality": ("Training: until it is learned", "gantutor.bench.race"),
    "digits": ("Training: digits", "gantutor.bench.images"),
    "memory": ("Memory", "gantutor.bench.memory"),
    "transport": ("Exact transport", "gantutor.bench.exact"),
    "referee": ("The referee's share", "gantutor.bench.referee"),
}


def measure(
    names: Sequence[str] = (), short: bool = False, sections: Sections = SECTIONS
) -> dict[str, list[Finding]]:
    """Measure the named sections, all of them without a name; an unknown name: ValueError.

    Each title is printed on stderr before its minutes begin.
    """
    unknown = [name for name in names if name not in sections]
    if unknown:
        raise ValueError(f"unknown section {unknown[0]!r}; known: {', '.join(sections)}")
    found = {}
    for name, (title, module) in sections.items():
        if not names or name in names:
            print(f"… {title}", file=sys.stderr, flush=True)
            found[title] = import_module(module).findings(short=short)
    return found
