"""An attempt at an exercise: what the notebook and the shell do alike with each of its checks."""

import inspect
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from typing import Any

import numpy as np

from gantutor.checks.engine.assertions import Wrong
from gantutor.checks.engine.describe import cut, show
from gantutor.checks.engine.exercises import Exercise
from gantutor.checks.engine.finding import LAST_WORDS, OF_THE_FILE, Finding, Kind, explain
from gantutor.checks.engine.guarded_answer import GuardedAnswer, NotAttempted
from gantutor.checks.engine.isolation import (
    float32_again,
    process_defaults,
    quiet,
    thread_defaults,
)
from gantutor.checks.engine.shared_names import SharedNames
from gantutor.checks.engine.stubs import untouched
from gantutor.checks.engine.time_limit import TookTooLong, within

SEEDS = (0, 1, 2)
SECONDS = 5.0  # what every answer may take for one check
TIMES = 20.0  # where that is more: what it may take, in times of the reference answer


class AnyAttempt(ABC):
    """One answer to an exercise, put to the checks one by one: here, or in another process."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self.settled: Kind | None = None  # once all further checks would say the same
        self.changed: list[str] = []  # by the answer in shared modules; it was put back

    @abstractmethod
    def run(self, check: Callable[..., Any], seed: int | None = None) -> Finding | None:
        """What ``check`` finds wrong with the answer; None when it passes."""

    def close(self) -> None:  # noqa: B027 (most have nothing to do)
        """Give back what the attempt holds; a later check begins anew."""


class Attempt(AnyAttempt):
    """An attempt in this process; the answer is asked for once.

    A check runs with the reference answer first, and then has a limit that knows how long that
    takes. Where an exercise has a limit of its own its answers train, and nobody waits twice.

    ``starting`` is told the limit, in seconds, before anything of the learner's runs.
    """

    def __init__(
        self,
        exercise: Exercise,
        find: Callable[[], object],
        starting: Callable[[float], None] = lambda seconds: None,
    ) -> None:
        super().__init__(exercise)
        self._find = find
        self._starting = starting
        self._answer: GuardedAnswer | None = None

    def run(self, check: Callable[..., Any], seed: int | None = None) -> Finding | None:
        """What ``check`` finds wrong with the answer; None when it passes.

        ``seed`` is one of ``seeds_of(check)``. Whatever the answer raises is a finding; only the
        reader's own ``KeyboardInterrupt`` gets out. Warnings are not heard, and what is printed
        goes into the finding.
        """
        shared = SharedNames()
        with quiet() as printed:
            try:
                found = self._run(check, seed, shared)
            finally:
                self._put_back(shared)
        if found is None:
            return None
        if found.kind in LAST_WORDS:
            self.settled = found.kind
        return replace(
            found,
            check="" if found.kind in OF_THE_FILE else title(check),
            message=cut(found.message),
            call=cut(found.call),
            printed=cut(printed.getvalue()).rstrip(),
        )

    def _run(
        self, check: Callable[..., Any], seed: int | None, shared: SharedNames
    ) -> Finding | None:
        limit = self.exercise.seconds or SECONDS
        try:
            if self.exercise.seconds is None:
                limit = max(SECONDS, TIMES * _seconds_of_reference(self.exercise, check, seed))
            if self._answer is None:
                self._answer = guarded(self._find(), self.exercise)
                self._put_back(shared)
            self._answer.last_call = ""
            self._answer.afterwards = partial(self._put_back, shared, float32_again)
            self._starting(limit)
            put_back = self._answer.afterwards
            with process_defaults():
                error = within(
                    limit, _error_of, put_back, check=check, answer=self._answer, seed=seed
                )
        except _ReferenceFails as failed:
            return Finding(Kind.BROKEN, message=str(failed))
        except (Exception, TookTooLong) as refused:
            error = refused
        if error is None:
            return None
        return explain(error, self._answer, getattr(check, "hint", ""), limit)

    def _put_back(self, shared: SharedNames, more: Callable[[], list[str]] = list) -> None:
        """After every call, so that the check itself does not use what the answer changed."""
        changed = shared.put_back()  # first: until then not even a builtin can be relied on
        self.changed += [name for name in changed + more() if name not in self.changed]


def title(check: Callable[..., Any]) -> str:
    """The name of a check in words: ``test_the_critic_s_step`` is "the critic's step"."""
    return check.__name__.removeprefix("test_").replace("_s_", "'s ").replace("_", " ")


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
