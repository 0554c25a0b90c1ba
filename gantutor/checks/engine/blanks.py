"""Proofs with blanks: an answer fills them in, each has a letter and a name."""

from collections.abc import Callable, Sequence
from string import ascii_lowercase
from typing import Any

from gantutor.checks.engine.assertions import Wrong, parts


def blanks(*names: str) -> Callable[..., list[Any]]:
    """Return ``filled(answer, problem, *letters)`` for blanks (a), (b), … of these names.

    It calls the answer with the problem and returns the values of the blanks with these letters;
    one that is still ``...`` fails by its name.
    """
    letters = ascii_lowercase[: len(names)]

    def filled(answer: Callable[..., Any], problem: Sequence[Any], *wanted: str) -> list[Any]:
        values = dict(zip(letters, parts(answer(*problem), *names), strict=True))
        for letter, name in zip(letters, names, strict=True):
            if letter in wanted and values[letter] is Ellipsis:
                raise Wrong(f"Blank ({letter}), {name}, is still to be filled.", "")
        return [values[letter] for letter in wanted]

    return filled
