"""Values and their errors in words: the same words for the same values, on every machine."""

import math
import re
import sys
from typing import Any

import numpy as np

LISTED = 8  # arrays of up to so many entries are written out
LONGEST = 1000  # characters of a message, and of what an answer printed


def show(value: object, digits: int = 6) -> str:
    """A short text for any value: no addresses, no paths, small arrays written out in full."""
    if value is None or isinstance(value, bool | np.bool_):
        return str(value)
    if isinstance(value, str):
        return repr(value if len(value) <= 60 else value[:57] + "…")
    if isinstance(value, int | np.integer):
        return str(value)
    if isinstance(value, float | np.floating):
        return f"{value + 0.0:.{digits}g}"  # + 0.0 turns -0.0 into 0.0
    if is_tensor(value) or isinstance(value, np.ndarray):
        return _show_array(value, digits)
    if isinstance(value, tuple | list):
        left, right = "()" if isinstance(value, tuple) else "[]"
        if len(value) > LISTED:
            return f"a {type(value).__name__} of {len(value)} entries"
        comma = "," if isinstance(value, tuple) and len(value) == 1 else ""
        return left + ", ".join(show(item, digits) for item in value) + comma + right
    if isinstance(value, dict):
        return f"a dict with keys {show(list(value))}"
    if callable(value):
        return getattr(value, "__name__", None) or type(value).__name__
    return f"an object of type {type(value).__name__}"


def is_opaque(value: object) -> bool:
    """True for a network, an optimiser, a function: ``show`` can name no more than its kind."""
    return callable(value) or show(value).startswith("an object of type")


def relation(value: np.ndarray, expected: np.ndarray) -> str:
    """What ``value`` is to ``expected`` when that is a common slip, else an empty string.

    Both are float arrays of one shape. Known: NaN, infinity, the opposite sign, a factor of 2, the
    base of the logarithm, and, where several numbers agree on it, a factor that is one of the
    array's lengths, or a constant offset. Other ratios, and those of a single number, are chance
    more often than not.
    """
    if np.isnan(value).any() and not np.isnan(expected).any():
        return "nan comes from 0·inf (as in 0·log 0), 0/0, inf - inf, inf/inf, or a root below 0"
    if np.isinf(value).any() and not np.isinf(expected).any():
        return "inf comes from log 0, from a division by 0 or from an overflow"
    if np.isnan(expected).any() or np.isinf(expected).any() or not expected.any():
        return ""
    ratio = float(np.sum(value * expected) / np.sum(expected * expected))
    if np.allclose(value, ratio * expected, rtol=1e-5, atol=1e-9):
        alone = np.count_nonzero(expected) < 2
        return _ratio_in_words(ratio, () if alone else expected.shape)
    offsets = value - expected
    if value.size > 1 and np.allclose(offsets, offsets.flat[0], rtol=1e-5):
        size = show(abs(float(offsets.flat[0])), 4)
        return f"every entry is too {'large' if offsets.flat[0] > 0 else 'small'} by {size}"
    return ""


def error_text(error: BaseException) -> str:
    """``ValueError: the message``, without memory addresses and not without end."""
    name = type(error).__name__
    try:
        text = str(error)
    except Exception:
        return f"{name}, whose message cannot be shown"
    message = cut(re.sub(r"0x[0-9a-fA-F]{6,}", "0x…", text).strip())
    return f"{name}: {message}" if message else name


def cut(text: str) -> str:
    """The beginning of a text, ``LONGEST`` characters at most, with an ellipsis for the rest."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def is_tensor(value: object) -> bool:
    """True for a torch tensor; does not import torch, which nobody may have imported yet."""
    torch = sys.modules.get("torch")
    return torch is not None and isinstance(value, torch.Tensor)


def to_numpy(value: Any) -> np.ndarray:
    """A tensor or anything array-like as a NumPy array; ``ValueError`` when it is ragged."""
    return value.detach().cpu().numpy() if is_tensor(value) else np.asarray(value)


def _show_array(value: Any, digits: int) -> str:
    array = to_numpy(value)
    kind = "tensor" if is_tensor(value) else "array"
    if array.ndim == 0:
        return show(array.item(), digits)
    if array.size <= LISTED:
        return show(array.tolist(), digits)
    text = f"{kind} of shape {array.shape}"
    if array.dtype.kind in "iuf" and np.isfinite(array).all():
        low, high = show(array.min(), 4), show(array.max(), 4)
        text += f", all {low}" if low == high else f", from {low} to {high}"
    elif array.dtype.kind == "f":
        text += f", {int((~np.isfinite(array)).sum())} of its entries not finite"
    return text


def _ratio_in_words(ratio: float, lengths: tuple[int, ...]) -> str:
    named = [
        (-1.0, "the opposite sign"),
        (2.0, "twice as large"),
        (0.5, "half as large"),
        (1 / math.log(2), "larger by 1/log 2: bits, not nats"),
        (math.log(2), "smaller by log 2"),
    ]
    named += [(float(k), f"{k} times as large") for k in lengths if k > 2]
    named += [(1.0 / k, f"{k} times too small") for k in lengths if k > 2]
    named += [(-2.0, "twice as large, with the opposite sign")]
    named += [(-0.5, "half as large, with the opposite sign")]
    return next((words for known, words in named if abs(ratio - known) <= 1e-5), "")
