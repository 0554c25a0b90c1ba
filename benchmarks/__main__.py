"""Measure what things cost and print the tables: training, exact transport, pages, build, import.

python -m benchmarks [SECTION …] [--short] [--out FILE]
python -m benchmarks gpu [--short] [--out FILE]

Without names, a section that cannot be measured here (no book is built, no browser) is skipped and
says so. One that was asked for by name must be there, and a written report must be whole.
"""

import argparse
import sys
from collections.abc import Sequence

from benchmarks import gpu
from benchmarks.machine import machine
from benchmarks.sections import SECTIONS, measure, measure_what_can_be
from gantutor.report import Report


def report(asked: argparse.Namespace) -> Report:
    """Measure what was asked for."""
    words = ["python -m benchmarks", *asked.section, *["--short"] * asked.short]
    command = " ".join(words)
    if "gpu" in asked.section:
        if asked.section != ["gpu"]:
            raise ValueError(f"gpu is measured by itself, got {' '.join(asked.section)!r}")
        return Report(command, gpu.sections(asked.short), machine("cuda"))
    if asked.section or asked.out:
        measured = measure(asked.section or list(SECTIONS), asked.short, SECTIONS)
    else:
        measured = measure_what_can_be(asked.short, SECTIONS)
    return Report(command, measured, machine())


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks for; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument(
        "section", nargs="*", help=f"gpu, or any of {', '.join(SECTIONS)}; default: all of these"
    )
    parser.add_argument("--short", action="store_true", help="as little as says that it runs")
    parser.add_argument("--out", metavar="FILE", help="write the report (JSON) there")
    asked = parser.parse_args(arguments)
    try:
        made = report(asked)
    except (ValueError, RuntimeError) as error:
        print(f"python -m benchmarks: {error}", file=sys.stderr)
        return 2 if isinstance(error, ValueError) else 1
    print(f"{made.heading()}\n\n{made.markdown()}")
    if asked.out:
        made.save(asked.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
