"""``python -m gantutor.bench cpu|gpu``: measure, print the tables, and write a record if asked."""

import argparse
import sys

from gantutor.bench import cpu, gpu
from gantutor.bench.report import Report, machine


def main(arguments: list[str] | None = None) -> int:
    """Measure what the command line asks for; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m gantutor.bench", description=__doc__)
    parser.add_argument("device", choices=("cpu", "gpu"))
    parser.add_argument("--short", action="store_true", help="seconds in all: does it run?")
    parser.add_argument("--out", metavar="FILE", help="write a record (JSON) there")
    asked = parser.parse_args(arguments)
    command = f"python -m gantutor.bench {asked.device}" + " --short" * asked.short
    try:
        if asked.device == "gpu":
            report = Report(command, gpu.sections(asked.short), machine("cuda"))
        else:
            report = Report(command, cpu.measure(short=asked.short), machine())
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 1
    report.deliver(asked.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
