"""Measure what things cost and print the tables: training, exact transport, pages, build, import.

python -m tests.bench [SECTION …] [--short] [--out FILE]
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module

from gantutor.bench import Finding, Report
from gantutor.bench.cpu import SECTIONS as PACKAGE

# What fails for want of a built book comes first, before minutes of measuring.
SECTIONS: Mapping[str, tuple[str, str]] = {
    # name on the command line: (title, module); imported when asked for
    "pages": ("Pages", "tests.bench.pages"),
    "build": ("Build and tests", "tests.bench.build"),
    "import": ("Import", "tests.bench.imports"),
    **PACKAGE,
}


def measure(names: Sequence[str] = (), short: bool = False) -> dict[str, list[Finding]]:
    """Measure the named sections, all of them without a name; an unknown name: ValueError."""
    unknown = [name for name in names if name not in SECTIONS]
    if unknown:
        raise ValueError(f"unknown section {unknown[0]!r}; known: {', '.join(SECTIONS)}")
    found = {}
    for name, (title, module) in SECTIONS.items():
        if not names or name in names:
            print(f"… {title}", file=sys.stderr, flush=True)
            found[title] = import_module(module).findings(short=short)
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks for; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("section", nargs="*", help=f"any of {', '.join(SECTIONS)}; default: all")
    parser.add_argument("--short", action="store_true", help="as little as says that it runs")
    parser.add_argument("--out", metavar="FILE", help="write the report (JSON) there")
    asked = parser.parse_args(arguments)
    words = ["python -m tests.bench", *asked.section, *["--short"] * asked.short]
    try:
        report = Report(" ".join(words), measure(asked.section, asked.short))
    except (ValueError, RuntimeError) as error:
        print(f"python -m tests.bench: {error}", file=sys.stderr)
        return 2 if isinstance(error, ValueError) else 1
    print(f"{report.heading()}\n\n{report.markdown()}")
    if asked.out:
        report.save(asked.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
