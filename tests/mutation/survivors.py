"""Which changes to a reference answer its checks notice."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gantutor.checks.engine import attempt, exercises
from gantutor.checks.engine.attempt import Attempt, seeds_of
from gantutor.checks.engine.exercises import Exercise
from gantutor.checks.engine.finding import Kind
from tests.mutation.operators import Change, changes

EQUIVALENT = Path(__file__).with_name("equivalent.toml")
SECONDS = 1.5  # a change may make a loop endless: the checks themselves take a fiftieth of it


@dataclass(frozen=True)
class Result:
    """What became of one change."""

    exercise: str
    change: Change
    killed: bool
    reason: str = ""  # why no check can notice it, where that is written down

    @property
    def chapter(self) -> str:
        """The set of exercises."""
        return self.exercise.partition(".")[0]


def tried() -> list[str]:
    """The exercises whose answers are changed: all but those that train.

    There a setting that is changed a little is one more right answer, and each try takes seconds.
    """
    return [id for id in exercises.known() if exercises.get(id).seconds is None]


def results(ids: Iterator[str] | list[str]) -> Iterator[Result]:
    """Each change to each of the reference answers, checked."""
    for id in ids:
        for change in changes(exercises.get(id).source):
            yield result(id, change)


def result(id: str, change: Change) -> Result:
    """One change, checked."""
    reason = equivalent().get(id, {}).get(change.text, "")
    return Result(id, change, killed(exercises.get(id), change.source), reason)


def killed(exercise: Exercise, source: str) -> bool:
    """True when a check fails for the function that ``source`` defines."""
    tried = Attempt(exercise, lambda: _defined(source, exercise.name))
    limit, attempt.SECONDS = attempt.SECONDS, SECONDS
    try:
        for check in exercise.checks().values():
            for seed in seeds_of(check):
                found = tried.run(check, seed)
                if found is not None:
                    assert found.kind is not Kind.BROKEN, found
                    return True
    finally:
        attempt.SECONDS = limit
    return False


def equivalent() -> dict[str, dict[str, str]]:
    """By exercise: the changes that make no difference, and why."""
    text = EQUIVALENT.read_text(encoding="utf-8")
    return {
        id: {change: entry["why"] for entry in entries for change in entry["changes"]}
        for id, entries in tomllib.loads(text).items()
    }


def stale(id: str, found: list[Result]) -> list[str]:
    """What is listed as equivalent, but is noticed by a check, or no operator makes it."""
    listed = equivalent().get(id, {})
    survivors = {result.change.text for result in found if not result.killed}
    return [change for change in listed if change not in survivors]


def _defined(source: str, name: str) -> object:
    namespace: dict[str, object] = {}
    exec(source, namespace)
    return namespace[name]
