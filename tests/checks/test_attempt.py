"""One attempt: the reference first, a limit that knows it, the answer asked for once."""

import time
from dataclasses import replace

import numpy as np
import pytest

from gantutor.checks import exercises
from gantutor.checks.engine import attempt
from gantutor.checks.engine.attempt import Attempt, seeds_of
from gantutor.checks.engine.finding import Kind

JS = exercises.get("log2_plateau.js_divergence")


def passes(answer):
    assert answer(np.ones(2), np.ones(2)) == 0


def with_random_numbers(answer, rng):
    assert answer(rng.random(2), np.ones(2)) == 0


def zero(p, q):
    return 0.0


def test_a_check_that_asks_for_random_numbers_has_three_seeds():
    assert seeds_of(passes) == (None,)
    assert seeds_of(with_random_numbers) == (0, 1, 2)


def test_the_reference_runs_once_before_any_answer():
    order = []

    def reference(p, q):
        order.append(("reference", p[0]))
        return 0.0

    def answer(p, q):
        order.append(("answer", p[0]))
        return 0.0

    exercise = replace(JS, reference=reference)
    for _ in range(2):
        assert Attempt(exercise, lambda: answer).run(with_random_numbers, 1) is None
    drawn = np.random.default_rng(1).random()
    assert order == [("reference", drawn), ("answer", drawn), ("answer", drawn)]


def test_an_answer_may_take_many_times_as_long_as_the_reference(monkeypatch):
    monkeypatch.setattr(attempt, "SECONDS", 0.1)

    def slow(seconds):
        def function(p, q):
            time.sleep(seconds)
            return 0.0

        return function

    exercise = replace(JS, reference=slow(0.2))
    assert Attempt(exercise, lambda: slow(0.5)).run(passes) is None
    found = Attempt(replace(JS, reference=zero), lambda: slow(3)).run(passes)
    assert found.kind is Kind.TOO_SLOW


def test_what_only_the_first_run_of_the_reference_takes_is_not_allowed_to_answers(monkeypatch):
    monkeypatch.setattr(attempt, "SECONDS", 0.02)
    runs = []

    def imports_at_first(p, q):
        runs.append(p)
        time.sleep(0.2 if len(runs) == 1 else 0)
        return 0.0

    def endless(p, q):
        while True:
            pass

    start = time.perf_counter()
    found = Attempt(replace(JS, reference=imports_at_first), lambda: endless).run(passes)
    assert found.kind is Kind.TOO_SLOW
    assert len(runs) == 2
    assert time.perf_counter() - start < 3  # and not 20 times 0.2 s


def test_where_the_reference_fails_nothing_is_said_about_the_answer():
    mine = Attempt(replace(JS, reference=lambda p, q: 1.0), lambda: zero)
    found = mine.run(passes)
    assert found.kind is mine.settled is Kind.BROKEN
    assert "not your fault" in found.message


def test_the_answer_is_asked_for_once():
    asked = []

    def find():
        asked.append(1)
        return zero

    mine = Attempt(JS, find)
    assert [mine.run(check) for check in (passes, passes)] == [None, None]
    assert asked == [1]


def test_the_call_in_a_finding_is_one_of_its_own_check():
    def never_calls(answer):
        raise AssertionError("at once")

    mine = Attempt(replace(JS, reference=zero), lambda: zero)
    assert mine.run(passes) is None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(attempt, "_seconds_of_reference", lambda *_: 0.0)
        assert mine.run(never_calls).call == ""


def test_the_name_of_a_check_keeps_its_apostrophe():
    def test_the_critic_s_step_comes_first(answer):
        pass

    assert attempt.title(test_the_critic_s_step_comes_first) == "the critic's step comes first"


def test_an_exercise_that_trains_has_a_limit_of_its_own_and_nobody_waits_for_the_reference(
    monkeypatch,
):
    def must_not_run(*arguments):
        raise AssertionError("the reference answer was run")

    monkeypatch.setattr(attempt, "_seconds_of_reference", must_not_run)
    told = []
    trains = replace(JS, seconds=40)
    assert Attempt(trains, lambda: lambda p, q: 0.0, told.append).run(passes) is None
    assert told == [40]
