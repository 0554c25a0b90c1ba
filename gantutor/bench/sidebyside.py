"""Time several ways of doing one thing, interleaved, so that a noisy machine is unfair to none."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One comparison: medians in seconds for the plain way and for ours, and the goal."""

    what: str
    plain: str
    plain_seconds: float
    ours: str
    our_seconds: float
    goal: float | None = None

    @property
    def ratio(self) -> float:
        """How many times faster ours is."""
        return self.plain_seconds / self.our_seconds


def medians(
    ways: dict[str, Callable[[], object]], rounds: int, warm_up: int = 1
) -> dict[str, float]:
    """Call every way once a round, in turn; return each one's median seconds."""
    for _ in range(warm_up):
        for call in ways.values():
            call()
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, call in ways.items():
            began = time.perf_counter()
            call()
            times[name].append(time.perf_counter() - began)
    return {name: statistics.median(values) for name, values in times.items()}


def seconds(value: float) -> str:
    """Write a duration with three digits and a fitting unit."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if value >= size:
            return f"{value / size:.3g} {unit}"
    return f"{value:.1e} s"


def table(rows: list[Row]) -> str:
    """Lay the rows out as a Markdown table."""
    lines = [
        "| what | the plain way | median | ours | median | ratio | goal |",
        "|---|---|--:|---|--:|--:|--:|",
    ]
    for r in rows:
        goal = "" if r.goal is None else f"≥ {r.goal:g}"
        lines.append(
            f"| {r.what} | {r.plain} | {seconds(r.plain_seconds)} | {r.ours} "
            f"| {seconds(r.our_seconds)} | {r.ratio:.3g} | {goal} |"
        )
    return "\n".join(lines)
