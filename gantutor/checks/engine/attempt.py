"""An attempt at an exercise: what the notebook and the shell do alike with each of its checks."""

import inspect
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from gantutor.checks.engine.assertions import Wrong
from gantutor.checks.engine.describe import cut, show
from gantutor.checks.engine.exercises import Exercise
from gantutor.checks.engine.finding import LAST_WORDS, Finding, Kind, explain
from gantutor.checks.engine.guarded_answer import GuardedAnswer, NotAttempted
from gantutor.checks.engine.isolation import process_defaults, quiet, thread_defaults
from gantutor.checks.engine.stubs import untouched
from gantutor.checks.engine.time_limit import TookTooLong, within

SEEDS = (0, 1, 2)
SECONDS = 5.0  # what every answer may take for one check
TIMES = 20.0  # where that is more: what it may take, in times of the reference answer


class Attempt:
    """One answer to an exercise: asked for once, then put to the checks, one by one."""

    def __init__(self, exercise: Exercise, find: Callable[[], object]) -> None:
        self.exercise = exercise
        self.settled: Kind | None = None  # once all further checks would say the same
        self._find = find
        self._answer: GuardedAnswer | None = None

    def run(self, check: Callable[..., Any], seed: int | None = None) -> Finding | None:
        """What ``check`` finds wrong with the answer; None when it passes.

        ``seed`` is one of ``seeds_of(check)``. Whatever the answer raises is a finding; only the
        reader's own ``KeyboardInterrupt`` gets out. Warnings are not heard, and what is printed
        goes into the finding.
        """
        with quiet() as printed:
            found = self._run(check, seed)
        if found is None:
            return None
        if found.kind in LAST_WORDS:
            self.settled = found.kind
        return replace(
            found,
            check=check.__name__.removeprefix("test_").replace("_", " "),
            message=cut(found.message),
            call=cut(found.call),
            printed=cut(printed.getvalue()).rstrip(),
        )

    def _run(self, check: Callable[..., Any], seed: int | None) -> Finding | None:
        limit = SECONDS
        try:
            limit = max(SECONDS, TIMES * _seconds_of_reference(self.exercise, check, seed))
            if self._answer is None:
                self._answer = guarded(self._find(), self.exercise)
            self._answer.last_call = ""
            with process_defaults():
                error = within(limit, _error_of, check=check, answer=self._answer, seed=seed)
        except _ReferenceFails as failed:
            return Finding(Kind.BROKEN, message=str(failed))
        except (Exception, TookTooLong) as refused:
            error = refused
        if error is None:
            return None
        return explain(error, self._answer, getattr(check, "hint", ""), limit)


def seeds_of(check: Callable[..., Any]) -> tuple[int | None, ...]:
    """The seeds that ``check`` is run with: three when it asks for ``rng``, else none at all."""
    return SEEDS if "rng" in inspect.signature(check).parameters else (None,)


def guarded(found: object, exercise: Exercise) -> GuardedAnswer:
    """The answer, ready for the checks; refuses a stub, ``None`` and what is no function at all.

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
    return GuardedAnswer(found, exercise.name, exercise.in_place)


class _ReferenceFails(Exception):
    """A check that the reference answer fails says nothing about any other answer."""


@cache
def _seconds_of_reference(exercise: Exercise, check: Callable[..., Any], seed: int | None) -> float:
    """How long ``check`` takes with the reference answer.

    It runs before any other answer does, and without a limit: what both import is there then, so
    the time limit neither counts an import nor strikes inside one.
    """

    def seconds() -> float:
        reference = GuardedAnswer(exercise.reference, exercise.name, exercise.in_place)
        start = time.perf_counter()
        with process_defaults():
            error = _error_of(check, reference, seed)
        if isinstance(error, KeyboardInterrupt):
            raise error
        if error is not None:
            raise _ReferenceFails(
                "This is not your fault: here the reference answer fails this check too. Restart "
                "the kernel, in case a cell changed what it relies on. If that does not help, "
                f"please report it.\n{explain(error, reference, '', 0.0)}"
            )
        return time.perf_counter() - start

    first = seconds()
    return first if TIMES * first <= SECONDS else seconds()  # the first may have imported things


def _error_of(
    check: Callable[..., Any], answer: GuardedAnswer, seed: int | None
) -> BaseException | None:
    """What ``check`` raises."""
    arguments = {} if seed is None else {"rng": np.random.default_rng(seed)}
    with thread_defaults():
        try:
            check(answer=answer, **arguments)
        except TookTooLong:
            raise
        except BaseException as error:  # SystemExit too: an answer does not end the run
            return error
    return None
