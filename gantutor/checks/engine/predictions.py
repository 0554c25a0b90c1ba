"""Predictions: numbers and yes-or-no that a learner writes down before they are computed.

The check computes what was to be predicted, and says by how much the prediction is off. Its hint
explains why it comes out as it does: a surprise is what the exercise is for.
"""

import numpy as np

from gantutor.checks.engine.assertions import Wrong, same_shape
from gantutor.checks.engine.describe import show, to_numpy


def predicted(value: object, computed: float, *, within: float, what: str) -> None:
    """Fail unless the number ``value`` is ``computed`` > 0, up to a factor of ``within`` > 1."""
    same_shape(value, (), what)
    found = float(to_numpy(value))
    if found <= 0 or not np.isfinite(found):
        raise Wrong(f"{_begin(what)}: you predicted {show(found)}; expected a number above 0.", "")
    times = found / computed
    if max(times, 1 / times) > within:
        size, factor = ("large", times) if times > 1 else ("small", 1 / times)
        raise Wrong(
            f"{_begin(what)}: you predicted {show(found, 3)}; computed, it is "
            f"{show(computed, 3)}. Too {size} by a factor of {_rounded(factor)}."
        )


def predicted_yes(value: object, computed: bool, what: str, numbers: str = "") -> None:
    """Fail unless the truth value ``value`` is ``computed``; ``numbers`` say where from."""
    if not isinstance(value, bool | np.bool_):
        raise Wrong(f"{_begin(what)}: expected True or False, got {show(value)}.", "")
    if bool(value) is not computed:
        tail = f": {numbers}" if numbers else ""
        raise Wrong(f"{_begin(what)}: you predicted {value}; computed, it is {computed}{tail}.")


def _begin(what: str) -> str:
    return what[0].upper() + what[1:]


def _rounded(times: float) -> str:
    return f"{times:,.0f}" if times >= 10 else f"{times:.2g}"
