"""Where the time of ``make book`` and ``make test`` goes, as their last runs wrote it down."""

import json
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree

from benchmarks.sections import CannotMeasure
from book.tools import build
from gantutor.report import Comparison, Measurement, Reading

ROOT = build.ROOT
TESTS = ROOT / "_build" / "tests.xml"
SLOWEST = 8  # files of tests that are named


class NoTimes(CannotMeasure):
    """The times are not there, or not of the build that is asked for."""


def book_times(path: Path = build.TIMES) -> dict[str, float]:
    """The seconds of the last build from nothing; without one: NoTimes."""
    known = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    if "cold" not in known:
        raise NoTimes(
            f"{path} has no times of a build from nothing (it has: {', '.join(known) or 'none'}): "
            "make clean book"
        )
    return known["cold"]


def book_measurements(cold: dict) -> list[Measurement]:
    """The build from nothing: in all, by part and notebook, and what two at a time saved."""
    notebooks = cold["notebooks"]
    return [
        Reading("book from nothing", cold["total"], "s", 600.0),
        Comparison(
            f"executing {len(notebooks)} notebooks",
            "their seconds in all",
            sum(notebooks.values()),
            "two at a time",
            cold["executing"],
            note="side by side, each is slower than alone",
        ),
        Reading("Sphinx", cold["sphinx"], "s"),
        *(Reading(name, seconds, "s") for name, seconds in notebooks.items()),
    ]


def suite_measurements(cold: dict, path: Path = TESTS) -> list[Measurement]:
    """The last run of the tests: in all with the book, and the slowest files; none: NoTimes."""
    if not path.is_file():
        raise NoTimes(f"there is no {path}: make test")
    suites = ElementTree.parse(path).getroot()
    cases = list(suites.iter("testcase"))
    files: dict[str, float] = defaultdict(float)
    for case in cases:
        files[case.get("classname", "")] += float(case.get("time", 0))
    slowest = sorted(files.items(), key=lambda item: -item[1])[:SLOWEST]
    wall = sum(float(suite.get("time", 0)) for suite in suites.iter("testsuite"))
    return [
        Reading("book from nothing and every test", cold["total"] + wall, "s", 900.0),
        Reading(f"pytest, {len(cases)} tests", wall, "s", note="two processes"),
        *(Reading(name, seconds, "s") for name, seconds in slowest),
    ]


def warm() -> float:
    """Build the book again with nothing changed; return the seconds."""
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "book.tools.build"], cwd=ROOT, capture_output=True)
    if done.returncode:
        raise RuntimeError(f"the book did not build: {done.stderr.decode()[-2000:]}")
    return time.perf_counter() - began


def measurements(short: bool = False) -> list[Measurement]:
    """Read the times of the last build and test run; unless ``short``, build once more, warm."""
    cold = book_times()
    found = [*book_measurements(cold), *suite_measurements(cold)]
    if not short:
        warm()  # whatever had changed is built now
        found.insert(1, Reading("book, nothing changed", warm(), "s", 60.0))
    return found
