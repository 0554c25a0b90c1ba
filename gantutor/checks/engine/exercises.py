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
from gantutor.checks.engine.stubs import program_of, solution_of, stub_of

AS_FOUND = "as_found"  # among the wrong answers: the broken program that the page shows


class UnknownExercise(LookupError):
    """No exercise has this id."""


@dataclass(frozen=True)
class Exercise:
    """One exercise: its text and hints, its checks, its stub and its reference answer.

    Made from three files of the same name in one set (a folder named by the chapter's slug,
    ``broken/`` for the gallery): ``test_NAME.py`` (docstring: title and task; ``HINTS``; the
    checks), ``solutions/NAME.py`` and ``mutants/NAME.py``.

    With a ``SYMPTOM`` in its checks it is an exhibit of the gallery: the learner does not start
    from an empty function but mends a program, the wrong answer called ``as_found``.
    """

    id: str
    title: str
    task: str
    hints: tuple[str, ...]
    module: ModuleType  # the file of the checks
    source: str  # of the reference answer
    reference: Callable[..., Any]
    in_place: bool
    symptom: str = ""  # of an exhibit: how its mistake shows in a curve
    difficulty: int | None = None  # 1 to 3, where the checks' file has DIFFICULTY
    minutes: int | None = None  # where it has MINUTES
    seconds: int | None = None  # where it trains, and has SECONDS: the time limit of each check

    @property
    def effort(self) -> str:
        """``●●○ · 10 min``, or what is known of it."""
        marks = (
            "" if self.difficulty is None else "●" * self.difficulty + "○" * (3 - self.difficulty)
        )
        minutes = "" if self.minutes is None else f"{self.minutes} min"
        return " · ".join(text for text in (marks, minutes) if text)

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

    def checks(self) -> dict[str, Callable[..., Any]]:
        """The checks by name, in the order in which they are written."""
        return {k: v for k, v in vars(self.module).items() if k.startswith("test_")}

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
        if chapter.ispkg:  # a set of exercises, or the engine, which has no file test_…
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
    module = importlib.import_module(f"gantutor.checks.{chapter}.test_{name}")
    solution = importlib.import_module(f"gantutor.checks.{chapter}.solutions.{name}")
    title, _, task = inspect.cleandoc(module.__doc__ or "").partition("\n")
    return Exercise(
        id=id,
        title=title.strip().rstrip("."),
        task=" ".join(task.split()),
        hints=tuple(module.HINTS),
        module=module,
        source=inspect.getsource(solution),
        reference=getattr(solution, name),
        in_place=getattr(module, "IN_PLACE", False),
        symptom=" ".join(getattr(module, "SYMPTOM", "").split()),
        difficulty=_count(module, "DIFFICULTY", 3),
        minutes=_count(module, "MINUTES", 600),
        seconds=_count(module, "SECONDS", 600),
    )


def _count(module: ModuleType, name: str, most: int) -> int | None:
    """A whole number from 1 to ``most``; None where the file of the checks does not have it."""
    value = getattr(module, name, None)
    if value is not None and not (type(value) is int and 1 <= value <= most):
        raise ValueError(f"{module.__name__}: {name} is 1 to {most}, got {value!r}")
    return value


def of_module(name: str) -> Exercise | None:
    """The exercise whose checks stand in the module of this name; None for other modules."""
    id = id_of_module(name)
    return None if id is None else get(id)


def id_of_module(name: str) -> str | None:
    """The id of that exercise, without importing it."""
    found = re.fullmatch(r"gantutor\.checks\.(\w+)\.test_(\w+)", name)
    return f"{found[1]}.{found[2]}" if found else None
