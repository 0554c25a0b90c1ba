"""The run-time checker of annotations that tests put on every function of the package.

Checking the shapes of a call takes some 100 µs, which is more than most steps of a small network:
the tests of training would spend two thirds of their time there. So each function is checked in
its first calls of each test only: later ones in the same test hardly meet other shapes. And its
checker is made when it is first called, since making one takes 2 ms and there are 3,000 functions.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial, wraps
from inspect import isfunction
from typing import get_args

from beartype import BeartypeConf, FrozenDict, beartype
from numpy.typing import ArrayLike

CHECKED_CALLS = 5  # of each function in each test

# NumPy writes nested sequences as a protocol that tuples miss (it asks for __reversed__), although
# NumPy itself takes tuples everywhere: any sequence will do.
_NESTED = {hint: Sequence for hint in get_args(ArrayLike) if "_NestedSequence" in repr(hint)}
_calls: Counter[Callable] = Counter()

check = beartype(
    conf=BeartypeConf(
        is_pep484_tower=True,  # an int is fine where a float is asked for
        hint_overrides=FrozenDict(_NESTED),
    )
)


def at_first(jaxtyped: Callable) -> Callable:
    """What stands for ``jaxtyping.jaxtyped``: the same, for the first calls in each test."""

    def decorate(decorated=None, **how):
        if decorated is None:
            return partial(decorate, **how)
        if not isfunction(decorated):  # the fields of a dataclass are always checked
            return jaxtyped(decorated, **how)
        made: list[Callable] = []

        @wraps(decorated)
        def checked_at_first(*args, **kwargs):
            if _calls[decorated] >= CHECKED_CALLS:
                return decorated(*args, **kwargs)
            _calls[decorated] += 1
            if not made:
                made.append(jaxtyped(decorated, **how))
            return made[0](*args, **kwargs)

        return checked_at_first

    return decorate


def begin() -> None:
    """A test begins: check every function anew."""
    _calls.clear()
