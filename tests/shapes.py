"""The run-time checker of annotations that tests put on every function of the package."""

from collections.abc import Sequence
from typing import get_args

from beartype import BeartypeConf, FrozenDict, beartype
from numpy.typing import ArrayLike

# NumPy writes nested sequences as a protocol that tuples miss (it asks for __reversed__), although
# NumPy itself takes tuples everywhere: any sequence will do.
_NESTED = {hint: Sequence for hint in get_args(ArrayLike) if "_NestedSequence" in repr(hint)}

check = beartype(
    conf=BeartypeConf(
        is_pep484_tower=True,  # an int is fine where a float is asked for
        hint_overrides=FrozenDict(_NESTED),
    )
)
