"""The pytest side of the checks: fixtures, the time limit, and failures in words.

An instance is registered as a plugin, by the notebook's runner or by ``--answer`` in a shell.
"""

import inspect
from collections.abc import Callable, Generator
from typing import Any, no_type_check

import numpy as np
import pytest

from gantutor.checks import exercises
from gantutor.checks.describe import show
from gantutor.checks.exercises import Exercise
from gantutor.checks.finding import LAST_WORDS, Finding, Kind, explain
from gantutor.checks.guard import Guarded, NotAttempted
from gantutor.checks.limit import within
from gantutor.checks.stubs import untouched
from gantutor.checks.writing import Wrong

SEEDS = (0, 1, 2)


class Judge:
    """Checks the answers that ``find`` gives for an exercise; keeps a finding for each failure."""

    def __init__(self, find: Callable[[Exercise], object]) -> None:
        self.findings: dict[str, Finding] = {}  # by node id
        self._find = find
        self._answers: dict[str, Guarded] = {}  # by exercise: the one that a check just used
        self._settled: dict[str, str] = {}  # exercises about which all has been said, and why

    @pytest.fixture
    def answer(self, request: pytest.FixtureRequest) -> Guarded:
        """The learner's function, guarded; ``NotAttempted`` for a stub."""
        exercise = exercises.of_module(request.module.__name__)
        assert exercise is not None, "the fixture `answer` is for the checks of an exercise"
        if exercise.id in self._settled:
            pytest.skip(self._settled[exercise.id])
        self._answers.pop(exercise.id, None)
        found = guarded(self._find(exercise), exercise)
        self._answers[exercise.id] = found
        return found

    @pytest.fixture(params=SEEDS, ids=[f"seed {seed}" for seed in SEEDS])
    def rng(self, request: pytest.FixtureRequest) -> np.random.Generator:
        """A random generator; a check that asks for it runs once for each of three seeds."""
        return np.random.default_rng(request.param)

    @pytest.hookimpl(tryfirst=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> bool | None:
        """Call a check, and stop it when it outlasts the exercise's limit."""
        exercise = exercises.of_module(pyfuncitem.module.__name__)
        if exercise is None:  # with --answer, other tests may run beside the checks
            return None
        names = inspect.signature(pyfuncitem.obj).parameters
        within(
            exercise.limit, pyfuncitem.obj, **{name: pyfuncitem.funcargs[name] for name in names}
        )
        return True

    @pytest.hookimpl(wrapper=True)
    @no_type_check  # a run-time type checker would hide from pytest that this is a generator
    def pytest_runtest_makereport(
        self, item: pytest.Function, call: pytest.CallInfo[Any]
    ) -> Generator[None, Any, Any]:
        """Put the failure into words instead of a traceback."""
        report = yield
        exercise = exercises.of_module(item.module.__name__)
        if exercise is None or call.excinfo is None or report.skipped:
            return report
        hint = getattr(item.function, "hint", "")
        answer = self._answers.get(exercise.id)
        finding = explain(call.excinfo.value, answer, hint, exercise.limit)
        self.findings[item.nodeid] = finding
        if finding.kind in LAST_WORDS:
            self._settled[exercise.id] = f"{exercise.id}: {finding.kind.value}"
        if finding.kind is Kind.NOT_ATTEMPTED:
            report.outcome = "skipped"
            report.longrepr = (str(item.path), 0, f"Skipped: {self._settled[exercise.id]}")
        else:
            report.longrepr = str(finding)
        return report


def guarded(found: object, exercise: Exercise) -> Guarded:
    """The answer behind glass; refuses a stub, ``None`` and what is not a function at all.

    A broken program as found is no stub: it runs, and its checks say what it does.
    """
    empty = not exercise.symptom and untouched(found, exercise.stub, exercise.name)
    if found is Ellipsis or empty:
        raise NotAttempted
    if not callable(found):
        raise Wrong(
            f"`{exercise.name}` must be a function; you gave {show(found)}.",
            f"Give the function itself, without calling it: "
            f'`check("{exercise.id}", {exercise.name})`',
        )
    return Guarded(found, exercise.name, exercise.in_place)
