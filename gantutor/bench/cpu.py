"""Everything that is measured on a processor, by section."""

from collections.abc import Callable, Mapping
from importlib import import_module

from gantutor.bench.findings import Finding

SECTIONS: Mapping[str, tuple[str, str]] = {
    # name on the command line: (title, module); imported when asked for
    "iteration": ("Training: one iteration", "gantutor.bench.ring"),
    "quality": ("Training: until it is learned", "gantutor.bench.race"),
    "digits": ("Training: digits", "gantutor.bench.images"),
    "memory": ("Memory", "gantutor.bench.memory"),
    "transport": ("Exact transport", "gantutor.bench.exact"),
    "referee": ("The referee's share", "gantutor.bench.referee"),
}


def measure(
    short: bool = False,
    names: tuple[str, ...] = (),
    say: Callable[[str], None] = lambda _: None,
) -> dict[str, list[Finding]]:
    """Measure the named sections, all of them without a name; an unknown name: ValueError."""
    unknown = [name for name in names if name not in SECTIONS]
    if unknown:
        raise ValueError(f"unknown section {unknown[0]!r}; known: {', '.join(SECTIONS)}")
    found = {}
    for name, (title, module) in SECTIONS.items():
        if not names or name in names:
            say(title)
            found[title] = import_module(module).findings(short=short)
    return found
