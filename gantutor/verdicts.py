"""A sentence of the text, held to the numbers that the page has just computed."""

import warnings

import numpy as np

from gantutor.training import preset


class VerdictError(AssertionError):
    """A sentence of the text is not what this run shows."""


class VerdictWarning(UserWarning):
    """A sentence of the text is not what this longer run shows."""


def verdict(sentence: str, holds: object, **measured: object) -> None:
    """Hold a sentence of the text to what was measured: ``verdict("A is ahead", a > b, a=a, b=b)``.

    ``sentence`` stands word for word in the chapter; ``holds`` is a bool, or an array or a tensor
    of them that must all be true; ``measured`` are the numbers to name where it does not hold.

    The text is written for the ``cpu`` preset: there a sentence that does not hold raises
    VerdictError, so the book is not built with it. On a GPU a game is longer and may end in
    another way: VerdictWarning, and the run goes on. Under ``smoke`` nothing is learned, so
    nothing is held. An empty array raises ValueError; what is no truth value, TypeError.
    """
    holding = _all(holds)
    if holding or preset() == "smoke":
        return
    numbers = "".join(f"\n  {name} = {value}" for name, value in measured.items())
    message = f"the text says: {sentence!r}. This run does not show it.{numbers}"
    if preset() == "gpu":
        warnings.warn(message, VerdictWarning, stacklevel=2)
        return
    raise VerdictError(message)


def _all(holds: object) -> bool:
    """Whether all of it is true."""
    array = np.asarray(holds)
    if array.dtype != bool:
        raise TypeError(f"a verdict needs true or false, got {holds!r}")
    if array.size == 0:
        raise ValueError("a verdict over no values holds nothing")
    return bool(array.all())
