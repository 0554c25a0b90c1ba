"""An iteration of the ring game: the textbook loop against many seeds at once, and its growth."""

from collections.abc import Mapping, Sequence

from benchmarks import share
from benchmarks.products import Products, of_hidden_layer
from benchmarks.textbook import Textbook, ring
from benchmarks.timing import grown, one_thread
from gantutor import constraints, distributions, gan, nets
from gantutor.report import Comparison, Growth, Measurement, medians

WIDTH = 64
STD = 0.1  # 5% of the radius
BATCH = 256
# One seed, in times the textbook loop: what one forward pass less in each critic step and a penalty
# by the chain rule save.
GOAL_ALONE = 1.6
# Several seeds, in % of what the fastest plain products reach on the same thread. A ratio to the
# textbook loop is no goal here: how large it can be is the processor's business, which multiplies
# matrices no faster for being asked to. All of it is out of reach: the first and the last layer
# have one or two columns, so they take as long to read as the others and are next to no operations,
# and activations and slopes are none at all. Half is asked for: with other work on the processor,
# eight seeds reached 43% (processor time, the best of a thousand iterations), and half of what
# products of the game's own shapes reached.
GOAL_TOGETHER = 50.0


def ring_run(
    seeds: int,
    width: int = WIDTH,
    *,
    std: float = STD,
    batch: int = BATCH,
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


def measurements(short: bool = False) -> list[Measurement]:
    """Compare an iteration with the textbook's and with plain products; grow it. One thread."""
    with one_thread():
        return [*_side_by_side(short), *_growths(short)]


def _side_by_side(short: bool) -> list[Measurement]:
    """Time textbook, ours and plain products in turns, all in one run."""
    seeds = (1, 8) if short else (1, 8, 32)
    widths = (WIDTH,) if short else (WIDTH, 512)
    textbook = {f"textbook {w}": Textbook(ring(STD), width=w).iterate for w in widths}
    runs = {s: ring_run(s) for s in seeds}
    ours = {f"{s} × {WIDTH}": run.iterate for s, run in runs.items()}
    if not short:
        ours["1 × 512"] = ring_run(1, 512).iterate
    shapes = of_hidden_layer(seeds, BATCH, WIDTH)
    products = Products(shapes)
    ways = textbook | ours | products.calls
    took = medians(ways, rounds=1 if short else 15, warm_up=1 if short else 3)
    rates = products.rates(took)
    return [
        *_comparisons(took, seeds, short),
        *share.limits(rates, shapes),
        *(
            share.of_run("ring game", run, took[f"{s} × {WIDTH}"], rates, _goal(s))
            for s, run in runs.items()
        ),
    ]


def _goal(seeds: int) -> float | None:
    return GOAL_TOGETHER if seeds > 1 else None


def _comparisons(took: Mapping[str, float], seeds: Sequence[int], short: bool) -> list[Comparison]:
    """Seconds per iteration and seed."""
    what = "ring game, one iteration per seed"
    found = [
        Comparison(
            f"{what}, 3 × {WIDTH}",
            "textbook loop",
            took[f"textbook {WIDTH}"],
            f"{s} seed{'s' if s > 1 else ''} at once",
            took[f"{s} × {WIDTH}"] / s,
            GOAL_ALONE if s == 1 else None,
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
