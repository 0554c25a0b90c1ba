"""Measure what things cost and print the tables: training, exact transport, pages, build, import.

python -m tests.bench [SECTION …] [--short] [--out FILE]

Without names, a section that cannot be measured here (no book is built, no browser) is skipped and
says so. One that was asked for by name must be there, and a written report must be whole.
"""

import argparse
import sys
from collections.abc import Sequence

from gantutor.bench import Finding, Report, cpu
from tests.bench.build import NoTimes
from tests.bench.pages import NotBuilt
from tests.browser import NoBrowser

# What fails for want of a built book comes first, before minutes of measuring.
SECTIONS: cpu.Sections = {
    "pages": ("Pages", "tests.bench.pages"),
    "build": ("Build and tests", "tests.bench.build"),
    "import": ("Import", "tests.bench.imports"),
    **cpu.SECTIONS,
}


def measure_what_can_be(short: bool) -> dict[str, list[Finding]]:
    """Measure every section but those that need what is not here; each of these is named."""
    found = {}
    for name in SECTIONS:
        try:
            found |= cpu.measure([name], short, SECTIONS)
        except (NoTimes, NotBuilt, NoBrowser) as missing:
            print(f"  skipped {name!r}: {missing}", file=sys.stderr, flush=True)
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
        if asked.section or asked.out:
            found = cpu.measure(asked.section, asked.short, SECTIONS)
        else:
            found = measure_what_can_be(asked.short)
    except (ValueError, RuntimeError) as error:
        print(f"python -m tests.bench: {error}", file=sys.stderr)
        return 2 if isinstance(error, ValueError) else 1
    Report(" ".join(words), found).deliver(asked.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
