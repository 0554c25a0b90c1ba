"""The notebook's road: the checks of an exercise, one after the other, in this process."""

import difflib

from gantutor.checks.engine import exercises
from gantutor.checks.engine.attempt import Attempt, seeds_of
from gantutor.checks.engine.describe import show
from gantutor.checks.engine.exercises import Exercise, UnknownExercise
from gantutor.checks.engine.finding import Finding, Kind, broken
from gantutor.checks.engine.verdict import Verdict


def verdict_on(id: object, answer: object) -> Verdict:
    """The verdict on ``answer``; see ``gantutor.checks.check``."""
    if not isinstance(id, str):
        return _unknown(id)
    try:
        exercise = exercises.get(id)
    except UnknownExercise:
        return _unknown(id)
    except Exception as error:
        return Verdict(id, Kind.BROKEN, finding=broken(error))
    try:
        return _verdict_on(exercise, answer)
    except KeyboardInterrupt:
        return _verdict(exercise, Kind.STOPPED)
    except Exception as error:
        return _verdict(exercise, Kind.BROKEN, finding=broken(error))


def _verdict_on(exercise: Exercise, answer: object) -> Verdict:
    attempt = Attempt(exercise, lambda: answer)
    checks, passed, first = exercise.checks().values(), 0, None
    for check in checks:
        runs = (attempt.run(check, seed) for seed in seeds_of(check))
        found = next((finding for finding in runs if finding is not None), None)
        passed += found is None
        if first is None or attempt.settled is Kind.BROKEN:
            first = found
        if attempt.settled is not None:
            break
    kind = Kind.PASSED if first is None else first.kind
    return _verdict(exercise, kind, passed=passed, total=len(checks), finding=first)


def _verdict(exercise: Exercise, kind: Kind, **rest: object) -> Verdict:
    return Verdict(
        exercise.id,
        kind,
        title=exercise.title,
        task=exercise.task,
        hints=exercise.hints,
        solution=exercise.solution,
        **rest,  # type: ignore[arg-type]
    )


def _unknown(id: object) -> Verdict:
    ids = exercises.known()
    near = difflib.get_close_matches(str(id), ids, n=1)
    if not isinstance(id, str):
        message = f'The exercise\'s id comes first, as in check("{ids[0]}", …); got {show(id)}.'
    else:
        message = f"There is no exercise {id!r}."
    if near:
        message += f" Did you mean {near[0]!r}?"
    message += f"\nKnown exercises: {', '.join(ids)}."
    name = id if isinstance(id, str) else show(id)
    return Verdict(name, Kind.UNKNOWN, finding=Finding(Kind.UNKNOWN, message=message))
