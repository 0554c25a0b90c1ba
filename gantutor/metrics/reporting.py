"""Numbers as words, so that no number in a chapter is typed by hand."""

import math

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def mean_and_spread(values: ArrayLike, digits: int = 2) -> str:
    """Return "1.08 ± 0.17": the mean and standard deviation (n − 1) over seeds, as Markdown text.

    The spread has `digits` significant digits and the mean as many decimals. Very small and very
    large numbers come as "(1.90 ± 0.21) × 10⁻⁵". Values that are NaN or infinite are left out of
    both numbers and counted aloud: "1.08 ± 0.17 (2 of 8 seeds not finite)". One value has no
    spread: "1.08 (one seed)".

    values: one number for each seed, any shape. Raises ValueError when empty, or digits < 1.
    """
    finite, total, remark = _finite(values, digits)
    if finite.size == 0:
        return f"not finite ({total} of {total} seeds)"
    mean = float(finite.mean())
    if finite.size == 1:
        alone = "one seed" if total == 1 else remark
        return f"{_figures(mean, max(digits + 1, 3))} ({alone})"
    spread = float(finite.std(ddof=1))
    if spread <= 1e-12 * abs(mean):  # all alike: "8 ± 0", not a spread of rounding errors
        text = _figures(mean, max(digits + 1, 3), pattern="{} ± 0")
    else:
        text = _with_decimals((mean, spread), spread, digits, pattern="{} ± {}")
    return text + (f" ({remark})" if remark else "")


def median_and_range(values: ArrayLike, digits: int = 3) -> str:
    """Return "1.05 (0.98 to 1.31)": the median, least and largest over seeds, as Markdown text.

    For values with long tails, where a standard deviation misleads; it is what `plots.band` draws.
    All three have `digits` significant digits; whole numbers stay whole, "8 (7 to 8)". Values that
    are NaN or infinite are counted aloud, as in `mean_and_spread`. Raises ValueError when empty.
    """
    finite, total, remark = _finite(values, digits)
    if finite.size == 0:
        return f"not finite ({total} of {total} seeds)"
    three = float(np.median(finite)), float(finite.min()), float(finite.max())
    if all(_whole(number) for number in three):
        words = [_sign(f"{number:,.0f}") for number in three]
    else:  # each with its own digits: the range of a critic that runs away spans decades
        words = [_with_decimals((number,), abs(number), digits, "{}") for number in three]
    text = f"{words[0]} ({words[1]} to {words[2]})"
    return text + (f" ({remark})" if remark else "")


def _finite(values: ArrayLike, digits: int) -> tuple[Float[np.ndarray, " n"], int, str]:
    detach = getattr(values, "detach", None)
    array = np.asarray(detach().cpu() if detach else values, dtype=np.float64).ravel()
    if array.size == 0:
        raise ValueError("need at least one value, got none")
    if digits < 1:
        raise ValueError(f"digits must be at least 1, got {digits}")
    finite = array[np.isfinite(array)]
    lost = array.size - finite.size
    return finite, array.size, f"{lost} of {array.size} seeds not finite" if lost else ""


def _with_decimals(numbers: tuple[float, ...], smallest: float, digits: int, pattern: str) -> str:
    """Write numbers with equal decimals, so many that `smallest` shows `digits` digits."""
    if not any(numbers):
        return pattern.format(*("0" for _ in numbers))
    exponent = math.floor(math.log10(max(abs(x) for x in numbers)))
    scaled = not -4 <= exponent < 6
    scale = 10.0**exponent if scaled else 1.0
    # Rounded first: 0.0996 with two digits is 0.10, which needs one decimal fewer than 0.096.
    rounded = float(f"{smallest / scale:.{digits - 1}e}")
    decimals = max(0, digits - 1 - math.floor(math.log10(rounded)))
    text = pattern.format(*(_sign(f"{x / scale:,.{decimals}f}") for x in numbers))
    if not scaled:
        return text
    power = f"× 10{str(exponent).translate(_SUPERSCRIPTS)}"
    return f"({text}) {power}" if "±" in text else f"{text} {power}"


def _figures(number: float, digits: int, pattern: str = "{}") -> str:
    """Write one number with `digits` significant digits; whole numbers stay whole."""
    if _whole(number):
        return pattern.format(_sign(f"{number:,.0f}"))
    return _with_decimals((number,), abs(number), digits, pattern)


def _whole(number: float) -> bool:
    return number == round(number) and abs(number) < 1e6


def _sign(text: str) -> str:
    """Use the minus sign, and none before a zero."""
    if text.startswith("-") and not text.strip("-0.,"):
        text = text[1:]
    return text.replace("-", "−")
