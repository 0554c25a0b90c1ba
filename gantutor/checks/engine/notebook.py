"""The notebook's road: all the checks of an exercise in this process, and never an exception."""

import difflib

from gantutor.checks.engine import exercises
from gantutor.checks.engine.attempt import Attempt
from gantutor.checks.engine.describe import show
from gantutor.checks.engine.exercises import UnknownExercise
from gantutor.checks.engine.finding import Finding, Kind, broken
from gantutor.checks.engine.verdict import Verdict, verdict, verdict_of


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
        return verdict_of(Attempt(exercise, lambda: answer))
    except KeyboardInterrupt:
        return verdict(exercise, Kind.STOPPED)
    except BaseException as error:  # an answer may change what this very code uses
        return verdict(exercise, Kind.BROKEN, finding=broken(error))


def _unknown(id: object) -> Verdict:
    ids = exercises.known()
    near: list[str] = []
    if isinstance(id, str):
        message = f"There is no exercise {id!r}."
        near = difflib.get_close_matches(id, ids, n=1)
    else:
        message = f'The exercise\'s id comes first, as in check("{ids[0]}", …); got {show(id)}.'
    if near:
        message += f" Did you mean {near[0]!r}?"
    message += f"\nKnown exercises: {', '.join(ids)}."
    name = id if isinstance(id, str) else show(id)
    return Verdict(name, Kind.UNKNOWN, finding=Finding(Kind.UNKNOWN, message=message))
