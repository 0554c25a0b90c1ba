"""The learner's function as checks call it: with copies, and the last call remembered."""

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

from gantutor.checks.engine.assertions import Wrong
from gantutor.checks.engine.describe import is_opaque, is_tensor, show


class NotAttempted(Exception):
    """The answer is a stub, or says itself that it is not written yet."""


class ReturnedNothing(Exception):
    """The answer returned ``None``."""


class GuardedAnswer:
    """A learner's function or class, called by a check as if it were the thing itself.

    Arguments are copied, so that changing them in place cannot change what the check compares
    with; ``last_call`` says in words what was called, but for calls with networks and the like, of
    which words say nothing. With ``in_place`` the exercise *is* to change its arguments: nothing is
    copied, and ``None`` is a fine thing to return. ``afterwards`` is called after every call.
    """

    def __init__(self, function: Callable[..., Any], name: str, in_place: bool = False) -> None:
        self.__wrapped__ = function  # so that inspect.signature sees the learner's
        self.__name__ = name
        self.last_call = ""
        self.afterwards: Callable[[], None] = lambda: None
        self._in_place = in_place

    def __call__(self, *args: object, **kwargs: object) -> Any:
        """Call the answer; refuses a wrong signature, ``None`` and ``...``."""
        opaque = any(is_opaque(value) for value in (*args, *kwargs.values()))
        self.last_call = "" if opaque else f"{self.__name__}({_arguments(args, kwargs)})"
        _refuse_wrong_signature(self.__wrapped__, self.__name__, args, kwargs)
        if not self._in_place:
            args = tuple(_copy(value) for value in args)
            kwargs = {key: _copy(value) for key, value in kwargs.items()}
        try:
            value = self.__wrapped__(*args, **kwargs)
        finally:
            self.afterwards()
        if value is Ellipsis:
            raise NotAttempted
        if value is None and not self._in_place:
            raise ReturnedNothing
        return value


def _copy(value: Any) -> Any:
    """A copy of the data in ``value``; functions, networks and the like are passed as they are."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if is_tensor(value):
        return value.clone()  # keeps the graph: gradients still reach the check's own tensor
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    if type(value) in (list, tuple, set):
        return type(value)(_copy(item) for item in value)
    return value


def _arguments(args: tuple[object, ...], kwargs: dict[str, object]) -> str:
    texts = [show(value) for value in args]
    return ", ".join(texts + [f"{key}={show(value)}" for key, value in kwargs.items()])


def _refuse_wrong_signature(
    function: Callable[..., Any], name: str, args: tuple[object, ...], kwargs: dict[str, object]
) -> None:
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):  # some built-ins have none
        return
    try:
        signature.bind(*args, **kwargs)
    except TypeError as error:
        raise Wrong(
            f"{name} is called with {len(args) + len(kwargs)} arguments, and yours is "
            f"{name}{signature}: {error}.",
            f"Keep the first line of `{name}` as it was given.",
        ) from None
