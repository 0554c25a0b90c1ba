"""The shell's road by pytest: it collects the checks, and an attempt runs each of them."""

from collections.abc import Callable
from typing import Any

import pytest

from gantutor.checks.engine import exercises, shared_names
from gantutor.checks.engine.attempt import SEEDS, AnyAttempt
from gantutor.checks.engine.exercises import Exercise
from gantutor.checks.engine.finding import Kind


class PytestChecks:
    """A pytest plugin that puts attempts to the checks: ``begin`` makes one for each exercise."""

    def __init__(self, begin: Callable[[Exercise], AnyAttempt]) -> None:
        self._begin = begin
        self._attempt: AnyAttempt | None = None  # the last one: pytest runs a file at a time
        self._attempted = False

    @pytest.fixture
    def answer(self, request: pytest.FixtureRequest) -> AnyAttempt:
        """The attempt at the exercise of this check."""
        exercise = exercises.of_module(request.module.__name__)
        assert exercise is not None, "the fixture `answer` is for the checks of an exercise"
        if self._attempt is None or self._attempt.exercise != exercise:
            self._close()
            self._attempt = self._begin(exercise)
        return self._attempt

    @pytest.fixture(params=SEEDS, ids=[f"seed {seed}" for seed in SEEDS])
    def rng(self, request: pytest.FixtureRequest) -> int:
        """The seed of the random generator that the check will be given."""
        return request.param

    @pytest.hookimpl(tryfirst=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> bool | None:
        """Run a check; its finding is the whole report, without a traceback."""
        if exercises.id_of_module(pyfuncitem.module.__name__) is None:
            return None  # with --answer, other tests may run beside the checks
        arguments: dict[str, Any] = pyfuncitem.funcargs
        attempt: AnyAttempt = arguments["answer"]
        if attempt.settled is None:
            found = attempt.run(pyfuncitem.obj, arguments.get("rng"))
            if attempt.changed:
                note = shared_names.in_words(attempt.changed)
                pyfuncitem.add_report_section("call", "what was put back", note)
            if found is None:
                return True
            if found.kind is not Kind.NOT_ATTEMPTED:
                pytest.fail(str(found), pytrace=False)
        assert attempt.settled is not None, "a stub settles an attempt"
        pytest.skip(f"{attempt.exercise.id}: {attempt.settled.value}")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Notice whether anything was more than skipped."""
        self._attempted |= report.when == "call" and not report.skipped

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """A run of stubs alone is no success: it ends as if there had been nothing to run."""
        self._close()
        if session.exitstatus == pytest.ExitCode.OK and not self._attempted:
            session.exitstatus = pytest.ExitCode.NO_TESTS_COLLECTED

    def _close(self) -> None:
        if self._attempt is not None:
            self._attempt.close()
        self._attempt = None
