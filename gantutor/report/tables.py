"""Measurements as Markdown tables: one table for each kind."""

from collections.abc import Sequence

from gantutor.report.measurements import Comparison, Growth, Measurement, Reading


def tables(measured: Sequence[Measurement]) -> list[str]:
    """Return one table for each kind of measurement that occurs."""
    compared = [
        (
            _what(f),
            f"{f.plain}: {seconds(f.plain_seconds)}",
            f"{f.ours}: {seconds(f.our_seconds)}",
            figure(f.ratio),
            _goal(f, "≥"),
        )
        for f in measured
        if isinstance(f, Comparison)
    ]
    read = [
        (_what(f), with_unit(f.value, f.unit), _goal(f, "≥" if f.at_least else "≤"))
        for f in measured
        if isinstance(f, Reading)
    ]
    growing = [
        (
            _what(f),
            f"{f.over}, {figure(f.sizes[0])} to {figure(f.sizes[-1])}",
            f"{with_unit(f.values[0], f.unit)} to {with_unit(f.values[-1], f.unit)}",
            f"{f.exponent:.2f} ± {f.error:.2f}",
        )
        for f in measured
        if isinstance(f, Growth)
    ]
    heads: dict[tuple[str, ...], tuple[str, Sequence[tuple[str, ...]]]] = {
        ("what", "the plain way", "ours", "ratio", "goal"): (":--|:--|:--|--:|:--", compared),
        ("what", "measured", "goal"): (":--|--:|:--", read),
        ("what", "over", "cost", "exponent"): (":--|:--|--:|--:", growing),
    }
    made = []
    for names, (line, rows) in heads.items():
        if rows:
            lines = [" | ".join(names), line, *(" | ".join(row) for row in rows)]
            made.append("\n".join(f"| {text} |" for text in lines))
    return made


def _what(f: Measurement) -> str:
    return f"{f.what} ({f.note})" if f.note else f.what


def _goal(f: Comparison | Reading, sign: str) -> str:
    if f.goal is None:
        return ""
    unit = f.unit if isinstance(f, Reading) else ""
    return f"{sign} {with_unit(f.goal, unit)}, {'reached' if f.met else 'not reached'}"


def with_unit(value: float, unit: str) -> str:
    """Write a number with its unit: seconds, bytes and per cent as is usual, others as they are."""
    if unit == "s":
        return seconds(value)
    if unit == "bytes":
        return f"{value / 1000:,.0f} kB"
    if unit == "%":
        return f"{value:.3g}%"
    return f"{figure(value)} {unit}".strip()


def figure(value: float) -> str:
    """Write a number with three digits, without an exponent."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def seconds(value: float) -> str:
    """Write a duration with three digits and a fitting unit."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if value >= size:
            return f"{figure(value / size)} {unit}"
    return f"{value:.1e} s"
