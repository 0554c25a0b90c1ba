"""An iteration of the ring game: the textbook loop against many seeds at once, and its growth."""

from gantutor import constraints, distributions, gan, nets
from gantutor.bench.findings import Comparison, Finding, Growth, grown
from gantutor.bench.sidebyside import medians, one_thread
from gantutor.bench.textbook import Textbook, ring

WIDTH = 64
STD = 0.1  # 5% of the radius
GOALS = {1: 1.6, 8: 4.0, 32: 5.0}  # times the textbook loop of the same width, per seed


def ring_run(
    seeds: int,
    width: int = WIDTH,
    *,
    std: float = STD,
    batch: int = 256,
    iterations: int = 1_000_000,  # never reached where only a few iterations are timed
    device: str = "cpu",
    capture: bool | None = None,
) -> gan.AdversarialRun:
    """Set up the ring game of the chapter on the gradient penalty, for so many seeds."""
    config = gan.Config(
        critic=nets.MLP((2, width, width, width, 1)),
        generator=nets.MLP((2, width, width, width, 2)),
        constraint=constraints.GradientPenalty(weight=0.1),
        batch=batch,
        iterations=iterations,
    )
    data = distributions.Ring(std=std).sample(50_000, 0)
    return gan.start(config, data, seeds=range(seeds), device=device, capture=capture)


def findings(short: bool = False) -> list[Finding]:
    """Compare an iteration at equal width and at the textbook's; then grow it. One thread."""
    with one_thread():
        return [*_comparisons(short), *_growths(short)]


def _comparisons(short: bool) -> list[Comparison]:
    """Seconds per iteration and seed."""
    seeds = (1, 8) if short else (1, 8, 32)
    widths = (WIDTH,) if short else (WIDTH, 512)
    textbook = {f"textbook {w}": Textbook(ring(STD), width=w).iterate for w in widths}
    ours = {f"{s} × {WIDTH}": ring_run(s).iterate for s in seeds}
    if not short:
        ours["1 × 512"] = ring_run(1, 512).iterate
    took = medians(textbook | ours, rounds=1 if short else 15, warm_up=1 if short else 3)
    what = "ring game, one iteration per seed"
    found = [
        Comparison(
            f"{what}, 3 × {WIDTH}",
            "textbook loop",
            took[f"textbook {WIDTH}"],
            f"{s} seed{'s' if s > 1 else ''} at once",
            took[f"{s} × {WIDTH}"] / s,
            GOALS[s],
        )
        for s in seeds
    ]
    if not short:
        plain = took["textbook 512"]
        found += [
            Comparison(f"{what}, 3 × 512", "textbook loop", plain, "1 seed", took["1 × 512"]),
            Comparison(
                what,
                "textbook loop as copied, 3 × 512",
                plain,
                "8 seeds at once, 3 × 64",
                took["8 × 64"] / 8,
                note="other networks: what a reader waits for",
            ),
        ]
    return found


def _growths(short: bool) -> list[Growth]:
    """How an iteration's seconds grow with each of its sizes, the others as in the chapter."""
    widths = (16, 32, 64) if short else (32, 64, 128, 256, 512)
    batches = (32, 64, 128) if short else (64, 128, 256, 512, 1024)
    seeds = (1, 2, 4) if short else (1, 2, 4, 8, 16, 32)
    rounds = 1 if short else 7
    what = "ring game, one iteration"
    return [
        grown(what, "width", {w: ring_run(1, w).iterate for w in widths}, rounds, note="1 seed"),
        grown(
            what,
            "batch",
            {b: ring_run(1, batch=b).iterate for b in batches},
            rounds,
            note="1 seed, 3 × 64",
        ),
        grown(
            what,
            "seeds",
            {s: ring_run(s).iterate for s in seeds},
            rounds,
            note="3 × 64, of all seeds together",
        ),
    ]
