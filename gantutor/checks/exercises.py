"""The exercises in the package: found by their files, read from their modules."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any

import gantutor.checks
from gantutor.checks.stubs import program_of, solution_of, stub_of

SECONDS = 5.0  # the time limit of one check, unless the exercise's file sets LIMIT
AS_FOUND = "as_found"  # among the wrong answers: the broken program that the page shows


class UnknownExercise(LookupError):
    """No exercise has this id."""


@dataclass(frozen=True)
class Exercise:
    """One exercise: its text and hints, its checks, its stub and its reference answer.

    Made from three files of the same name in one set (a folder named by the chapter's slug, ``broken/`` for the
    gallery): ``test_NAME.py`` (docstring: title and task; ``HINTS``; the checks),
    ``solutions/NAME.py`` and ``mutants/NAME.py``.

    With a ``SYMPTOM`` in its checks it is an exhibit of the gallery: the learner does not start
    from an empty function but mends a program, the wrong answer called ``as_found``.
    """

    id: str
    title: str
    task: str
    hints: tuple[str, ...]
    checks: ModuleType
    source: str  # of the reference answer
    reference: Callable[..., Any]
    limit: float
    in_place: bool
    symptom: str = ""  # of an exhibit: how its mistake shows in a curve

    @property
    def name(self) -> str:
        """The name of the function that the learner writes."""
        return self.id.partition(".")[2]

    @property
    def stub(self) -> str:
        """The source that the learner starts from, as it stands on the page."""
        if self.symptom:
            return program_of(inspect.getsource(self._wrong_answers()), AS_FOUND, self.name)
        return stub_of(self.source, self.name)

    @property
    def solution(self) -> str:
        """The source of the reference answer, as it is shown."""
        return solution_of(self.source)

    def mutants(self) -> dict[str, Callable[..., Any]]:
        """The plausible wrong answers by name, in the order in which they are written."""
        module = self._wrong_answers()
        return {k: v for k, v in vars(module).items() if hasattr(v, "expected_hint")}

    def _wrong_answers(self) -> ModuleType:
        chapter = self.id.partition(".")[0]
        return importlib.import_module(f"gantutor.checks.{chapter}.mutants.{self.name}")


@cache
def known() -> tuple[str, ...]:
    """The ids of all exercises, in order."""
    found = []
    for chapter in pkgutil.iter_modules(gantutor.checks.__path__):
        if chapter.ispkg:  # every set of exercises is a sub-package, and nothing else is one
            package = importlib.import_module(f"gantutor.checks.{chapter.name}")
            names = (module.name for module in pkgutil.iter_modules(package.__path__))
            found += [
                f"{chapter.name}.{name.removeprefix('test_')}"
                for name in names
                if name.startswith("test_")
            ]
    return tuple(sorted(found))


@cache
def get(id: str) -> Exercise:
    """The exercise of this id; ``UnknownExercise`` when there is none."""
    if id not in known():
        raise UnknownExercise(id)
    chapter, _, name = id.partition(".")
    checks = importlib.import_module(f"gantutor.checks.{chapter}.test_{name}")
    solution = importlib.import_module(f"gantutor.checks.{chapter}.solutions.{name}")
    title, _, task = inspect.cleandoc(checks.__doc__ or "").partition("\n")
    return Exercise(
        id=id,
        title=title.strip().rstrip("."),
        task=" ".join(task.split()),
        hints=tuple(checks.HINTS),
        checks=checks,
        source=inspect.getsource(solution),
        reference=getattr(solution, name),
        limit=getattr(checks, "LIMIT", SECONDS),
        in_place=getattr(checks, "IN_PLACE", False),
        symptom=" ".join(getattr(checks, "SYMPTOM", "").split()),
    )


def of_module(name: str) -> Exercise | None:
    """The exercise whose checks stand in the module of this name; None for other modules."""
    found = re.fullmatch(r"gantutor\.checks\.(\w+)\.test_(\w+)", name)
    return get(f"{found[1]}.{found[2]}") if found else None
