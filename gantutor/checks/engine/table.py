"""Verdicts as a table in a shell: a row for each exercise, and what they add up to."""

import shutil
from collections.abc import Sequence

from gantutor.checks.engine.exercises import Exercise
from gantutor.checks.engine.finding import Kind
from gantutor.checks.engine.verdict import Verdict

CHECKS = len("12 / 12")
SHORT = {Kind.NOT_LOADED: "not loaded"}  # what else a kind would take too much room for
VERDICT = max(len(SHORT.get(kind, kind.value)) for kind in Kind)
LEAST = 30  # characters for the last column, however narrow the shell


class Table:
    """The rows of one file, one for each of the exercises."""

    def __init__(self, exercises: Sequence[Exercise]) -> None:
        self._width = max(len(text) for text in ("exercise", *(e.id for e in exercises)))
        self._effort = max(len(exercise.effort) for exercise in exercises)

    def head(self, file: str) -> None:
        """Print the file's name and the names of the columns."""
        print(file)
        print(self._line("exercise", "", "checks", "verdict") + "first failure", flush=True)

    def row(self, verdict: Verdict) -> None:
        """Print the line of one exercise."""
        count = f"{verdict.passed} / {verdict.total}" if verdict.total else "–"
        kind = SHORT.get(verdict.kind, verdict.kind.value)
        line = self._line(verdict.exercise, verdict.effort, count, kind)
        room = max(shutil.get_terminal_size((120, 24)).columns - len(line), LEAST)
        print((line + _one_line(_failure(verdict), room)).rstrip(), flush=True)

    def _line(self, exercise: str, effort: str, checks: str, verdict: str) -> str:
        between = f"{effort:{self._effort}}  " if self._effort else ""
        return f"  {exercise:{self._width}}  {between}{checks:>{CHECKS}}  {verdict:{VERDICT}}  "


def total(verdicts: Sequence[Verdict]) -> None:
    """Print what the rows of one file add up to."""
    print(f"  {_sum(verdicts)}", flush=True)


def totals(files: Sequence[tuple[str, Sequence[Verdict]]]) -> None:
    """Print a line for each file, and one for all of them."""
    width = max(len(name) for name, _ in files)
    for name, verdicts in files:
        print(f"{name:{width}}  {_sum(verdicts)}")
    everything = [verdict for _, verdicts in files for verdict in verdicts]
    print(f"{len(files)} files: {_sum(everything)}")


def _failure(verdict: Verdict) -> str:
    finding = verdict.finding
    if finding is None or not finding.message:
        return verdict.note
    return f"{finding.check}: {finding.message}" if finding.check else finding.message


def _sum(verdicts: Sequence[Verdict]) -> str:
    passed = sum(verdict.ok for verdict in verdicts)
    waiting = sum(verdict.kind is Kind.NOT_ATTEMPTED for verdict in verdicts)
    checks = sum(verdict.passed for verdict in verdicts), sum(verdict.total for verdict in verdicts)
    text = f"{passed} of {len(verdicts)} exercises passed, {checks[0]} of {checks[1]} checks"
    return text + (f"; {waiting} not attempted yet" if waiting else "")


def _one_line(text: str, room: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= room else text[: room - 1] + "…"
