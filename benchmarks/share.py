"""What part of a machine an iteration reaches, of what plain matrix products reach on it."""

from collections.abc import Mapping, Sequence

from benchmarks import flops
from benchmarks.products import Shape, best
from gantutor import gan
from gantutor.report import Reading


def limits(rates: Mapping[str, float], shapes: Sequence[Shape]) -> list[Reading]:
    """Read what plain products reach: the fastest of all, and the fastest of the game's shapes."""
    found = {
        "the fastest": best(rates),
        "the fastest of the game's shapes": best(rates, shapes),
    }
    return [
        Reading(f"plain matrix products, {which}", rate / 1e9, "GFLOP/s", note=name)
        for which, (name, rate) in found.items()
    ]


def of_run(
    game: str,
    run: gan.AdversarialRun,
    seconds: float,
    rates: Mapping[str, float],
    goal: float | None = None,
) -> Reading:
    """Read an iteration's operations per second as a percentage of the fastest products'.

    ``seconds``: of the iteration, timed in the same run as the products.
    """
    seeds = len(run.seeds)
    operations = flops.of_iteration(run.config, seeds)
    per_second = operations / seconds
    _, limit = best(rates)
    return Reading(
        f"{game}, {seeds} seed{'s' if seeds > 1 else ''}: one iteration, of the fastest products",
        100 * per_second / limit,
        "%",
        goal,
        at_least=True,
        note=f"{operations / 1e9:.3g} GFLOP, {per_second / 1e9:.3g} GFLOP/s",
    )
