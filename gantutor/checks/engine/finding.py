"""From an exception to what the learner is told: the kind of failure, the words, the hint."""

import linecache
from dataclasses import dataclass
from enum import Enum
from types import CodeType, TracebackType

from gantutor.checks.engine import guarded_answer
from gantutor.checks.engine.answer_file import AnswerError, NotDefined
from gantutor.checks.engine.assertions import Wrong
from gantutor.checks.engine.describe import error_text
from gantutor.checks.engine.guarded_answer import GuardedAnswer, NotAttempted, ReturnedNothing
from gantutor.checks.engine.time_limit import TookTooLong


class Kind(Enum):
    """What can become of an answer."""

    PASSED = "passed"
    FAILED = "failed"
    RAISED = "raised an exception"
    TOO_SLOW = "took too long"
    RETURNED_NOTHING = "returned nothing"
    NOT_ATTEMPTED = "not attempted yet"
    MISSING = "no such function"
    NOT_LOADED = "the code around it could not be run"
    ENDED = "ended the process"
    STOPPED = "stopped"
    UNKNOWN = "unknown exercise"
    BROKEN = "the check is broken"


# After these the other checks of an exercise would say the same, or take as long again.
LAST_WORDS = {
    Kind.NOT_ATTEMPTED,
    Kind.RETURNED_NOTHING,
    Kind.TOO_SLOW,
    Kind.MISSING,
    Kind.NOT_LOADED,
    Kind.ENDED,
    Kind.BROKEN,
}


OF_THE_FILE = {Kind.MISSING, Kind.NOT_LOADED}  # and of no check in particular


# What torch says where it refuses to differentiate, and what to do about it.
_TORCH = {
    "leaf Variable that requires grad is being used in an in-place operation": (
        "A parameter is changed in place, and PyTorch would have to differentiate that: do it "
        "inside `with torch.no_grad():`."
    ),
    "does not require grad and does not have a grad_fn": (
        "There is no graph to go back through: something on the way was detached, computed "
        "inside `torch.no_grad()` or without `create_graph=True`, or made of plain numbers."
    ),
    "does not require grad": (
        "What is differentiated for must ask for it first, before anything is computed from it: "
        "`requires_grad_()`."
    ),
    "backward through the graph a second time": (
        "A graph is freed once `backward` has gone through it: compute the loss anew, or detach "
        "what both losses share."
    ),
    "appears to not have been used in the graph": (
        "What is differentiated does not depend on it: the value must be computed from the very "
        "tensor that `grad` is asked for."
    ),
    "modified by an inplace operation": (
        "A number that `backward` still needs was changed in place: call `backward` before the "
        "step, or work on a copy."
    ),
}


@dataclass(frozen=True)
class Finding:
    """The first failure: which check, which call, what was wrong, and the hint that fits."""

    kind: Kind
    check: str = ""
    call: str = ""
    message: str = ""
    hint: str = ""
    printed: str = ""

    def __str__(self) -> str:
        """Plain text, for the shell and for ``print``; the name of the check is left out."""
        rows = [
            ("", self.message),
            ("Called: ", self.call),
            ("Hint: ", self.hint),
            ("Your function printed:\n", self.printed),
        ]
        return "\n".join(label + text for label, text in rows if text)


def explain(
    error: BaseException, answer: GuardedAnswer | None, hint: str, seconds: float
) -> Finding:
    """What a check's exception means; ``hint`` is the hint of the check that failed."""
    call = answer.last_call if answer is not None else ""
    if isinstance(error, NotAttempted):
        return Finding(Kind.NOT_ATTEMPTED)
    if isinstance(error, NotDefined):
        return Finding(Kind.MISSING, message=str(error))
    if isinstance(error, AnswerError):
        return Finding(Kind.NOT_LOADED, message=str(error))
    if isinstance(error, ReturnedNothing):
        return Finding(
            Kind.RETURNED_NOTHING,
            call=call,
            message="Your function returned None: did you forget `return`?",
            hint="A Python function without a `return` statement returns None.",
        )
    if isinstance(error, TookTooLong):
        return Finding(
            Kind.TOO_SLOW,
            call=call,
            message=f"It took longer than {seconds:.3g} s and was stopped.",
            hint="Look for a loop that never ends, or replace a loop over entries by NumPy.",
        )
    if isinstance(error, Wrong):
        words = hint if error.hint is None else error.hint
        return Finding(Kind.FAILED, call=call, message=str(error), hint=words)
    inside = _frames_of_the_answer(error)
    if inside:
        if isinstance(error, NotImplementedError) and len(inside) == 1:
            return Finding(Kind.NOT_ATTEMPTED)
        message = f"Your function raised {error_text(error)}\n{_line(inside)}".strip()
        return Finding(Kind.RAISED, call=call, message=message, hint=_hint_for(error))
    if isinstance(error, AssertionError):
        return Finding(Kind.FAILED, call=call, message=str(error), hint=hint)
    message = f"The check could not use what your function returned: {error_text(error)}"
    return Finding(Kind.FAILED, call=call, message=message, hint=_hint_for(error))


def broken(error: BaseException) -> Finding:
    """The finding that the check is at fault, and not the answer."""
    message = f"This is not your fault; please report it. {error_text(error)}"
    return Finding(Kind.BROKEN, message=message)


def _frames_of_the_answer(error: BaseException) -> list[tuple[CodeType, int]]:
    """The frames (code, line) below the call of the answer; none when ``error`` is a check's."""
    frames = _frames(error.__traceback__)
    call = (guarded_answer.__file__, "__call__")
    calls = [i for i, (code, _) in enumerate(frames) if (code.co_filename, code.co_name) == call]
    return frames[calls[-1] + 1 :] if calls else []


def _line(inside: list[tuple[CodeType, int]]) -> str:
    """The deepest line that stands in the learner's own file or cell."""
    file = inside[0][0].co_filename
    number = [line for code, line in inside if code.co_filename == file][-1]
    text = linecache.getline(file, number).strip()
    return f"in line {number}: `{text}`" if text else ""


def _frames(trace: TracebackType | None) -> list[tuple[CodeType, int]]:
    frames: list[tuple[CodeType, int]] = []
    while trace is not None:
        frames.append((trace.tb_frame.f_code, trace.tb_lineno))
        trace = trace.tb_next
    return frames


def _hint_for(error: BaseException) -> str:
    """A hint for mistakes that have nothing to do with the exercise; empty for unknown ones.

    The hint of the check would not do: it is about a wrong value, and here there is none.
    """
    if isinstance(error, NameError) and not isinstance(error, UnboundLocalError):
        return f"Define `{error.name}` in your function, or run the cell above that defines it."
    if "ellipsis" in error_text(error).lower():
        return "There is still a `...` in your function, to be replaced by your own code."
    if isinstance(error, RecursionError):
        return "A function that calls itself needs a case in which it does not."
    if isinstance(error, SystemExit):
        return "Leave `sys.exit()` out: a function ends with `return`."
    if isinstance(error, MemoryError) or "can't allocate memory" in error_text(error):
        return "Some array became far too large: look at the shapes on the way to this line."
    return next((hint for words, hint in _TORCH.items() if words in error_text(error)), "")
