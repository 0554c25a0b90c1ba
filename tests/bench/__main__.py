"""Measure what things cost and print the tables: training, exact transport, pages, build, import.

python -m tests.bench [SECTION …] [--short] [--out FILE]
"""

import argparse
import sys
from collections.abc import Sequence

from gantutor.bench import Report, cpu

# What fails for want of a built book comes first, before minutes of measuring.
SECTIONS: cpu.Sections = {
    "pages": ("Pages", "tests.bench.pages"),
    "build": ("Build and tests", "tests.bench.build"),
    "import": ("Import", "tests.bench.imports"),
    **cpu.SECTIONS,
}


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
        report = Report(" ".join(words), cpu.measure(asked.section, asked.short, SECTIONS))
    except (ValueError, RuntimeError) as error:
        print(f"python -m tests.bench: {error}", file=sys.stderr)
        return 2 if isinstance(error, ValueError) else 1
    report.deliver(asked.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
