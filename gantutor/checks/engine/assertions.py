"""What an exercise is written with: ``hint``, ``close``, ``same_shape``, ``parts``, ``wrong``.

A check is a pytest function that asks for the fixture ``answer`` (the learner's function) and
calls these helpers; a plain ``assert condition, "message"`` does as well. Asking for the fixture
``rng`` (a NumPy generator) runs the check on three seeds. There are no other fixtures, and no
marks: in a notebook the checks run without pytest, and must not import it.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np

from gantutor.checks.engine.describe import is_tensor, relation, show, to_numpy

Function = TypeVar("Function", bound=Callable[..., Any])


class Wrong(AssertionError):
    """A check that failed, in words for the learner.

    ``hint`` replaces the hint of the check; an empty one leaves it out.
    """

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


def hint(text: str) -> Callable[[Function], Function]:
    """Decorate a check with the hint that is shown when it fails."""

    def attach(check: Function) -> Function:
        check.hint = text  # type: ignore[attr-defined]
        return check

    return attach


def wrong(hint: str) -> Callable[[Function], Function]:
    """Decorate a wrong answer with some words of the hint that it must be given."""

    def attach(mutant: Function) -> Function:
        mutant.expected_hint = hint  # type: ignore[attr-defined]
        return mutant

    return attach


def same_shape(value: object, shape: tuple[int, ...], what: str = "") -> None:
    """Fail unless ``value`` is numeric and of exactly this shape; ``()`` is a single number."""
    found = _numbers(value, what).shape
    if found != shape:
        shown = show(value)
        named = f" of shape {found}" in shown  # large arrays are shown by their shape
        raise Wrong(
            f"{_found(what)} {shown}{'' if named else f', of {_shape(found)}'}; expected "
            f"{_shape(shape)}.",
            "Get the shape right first: the values are compared after it.",
        )


def close(
    value: object,
    expected: object,
    *,
    rtol: float = 1e-6,
    atol: float = 1e-9,
    what: str = "",
    slips: Sequence[tuple[object, str]] = (),
) -> None:
    """Fail unless ``value`` has the type, the shape and the values of ``expected``.

    Type and shape come first and nothing is broadcast. ``what`` names the value when it is not
    simply what the answer returned. ``slips`` pairs known wrong values with the hint for each.
    """
    if is_tensor(expected) and not is_tensor(value):
        raise Wrong(f"{_found(what)} {show(value)}; expected a torch tensor.", "")
    target = to_numpy(expected)
    same_shape(value, target.shape, what)
    found = _numbers(value, what).astype(float)
    target = target.astype(float)
    good = np.asarray(np.isclose(found, target, rtol=rtol, atol=atol, equal_nan=True))
    if good.all():
        return
    slip = _slip(found, slips, rtol, atol)
    raise Wrong(_difference(found, target, good, what), slip)


def parts(value: Any, *names: str) -> tuple[Any, ...]:
    """The parts of a returned tuple; fails unless there is one for each of the names.

    An array or a tensor with one entry for each name does as well.
    """
    wanted = f"expected {len(names)} values: {', '.join(names)}"
    unpacks = isinstance(value, np.ndarray) or is_tensor(value)
    if not isinstance(value, tuple | list) and not (unpacks and _length(value) == len(names)):
        raise Wrong(f"You returned {show(value)}; {wanted}.", "")
    if len(value) != len(names):
        raise Wrong(f"You returned {len(value)} values; {wanted}.", "")
    return tuple(value)


def _length(array: Any) -> int:
    return array.shape[0] if array.ndim else 0


def _numbers(value: object, what: str) -> np.ndarray:
    if value is Ellipsis:
        raise Wrong(f"{_found(what)} still `...`.", "Replace it by your own code.")
    try:
        array = to_numpy(value)
    except ValueError:
        raise Wrong(f"{_found(what)} rows of unequal lengths; expected numbers.", "") from None
    if array.dtype.kind not in "iuf":
        raise Wrong(f"{_found(what)} {show(value)}; expected numbers.", "")
    return array


def _slip(
    found: np.ndarray, slips: Sequence[tuple[object, str]], rtol: float, atol: float
) -> str | None:
    """The words for a known slip; None for an unknown one: then the hint of the check speaks."""
    for known, words in slips:
        array = to_numpy(known)
        if array.shape == found.shape and np.allclose(
            found, array, rtol=rtol, atol=atol, equal_nan=True
        ):
            return words
    return None


def _difference(found: np.ndarray, target: np.ndarray, good: np.ndarray, what: str) -> str:
    words = relation(found, target)
    tail = f" — {words}." if words else "."
    digits = 6
    if found.size <= 8:
        pair = [show(array, digits) for array in (found, target)]
        while pair[0] == pair[1] and digits < 17:  # 0.693147 against 0.693147 helps nobody
            digits += 1
            pair = [show(array, digits) for array in (found, target)]
        return f"{_found(what)} {pair[0]}, expected {pair[1]}{tail}"
    gaps = np.where(good, -1.0, np.nan_to_num(np.abs(found - target), nan=np.inf))
    worst = tuple(int(i) for i in np.unravel_index(np.argmax(gaps), gaps.shape))
    where = ", ".join(map(str, worst))
    return (
        f"{_found(what)} {found.size} numbers, of which {int((~good).sum())} are off; entry "
        f"[{where}] is {show(float(found[worst]))}, expected {show(float(target[worst]))}{tail}"
    )


def _found(what: str) -> str:
    """``what`` may be a thing that the answer changed, or had called, and did not return."""
    if not what:
        return "You returned"
    words = what.rstrip(",")
    plain = re.match(r"(a|[a-z]{3,}) \w", words)  # no symbol, and no name of the code
    return f"{words[0].upper()}{words[1:]}:" if plain else f"{words}:"


def _shape(shape: tuple[int, ...]) -> str:
    return "shape (), a single number" if shape == () else f"shape {shape}"
