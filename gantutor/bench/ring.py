"""One generator iteration of the ring game, per seed: the textbook loop against the package."""

import torch

from gantutor import constraints, distributions, nets, training
from tests.bench.sidebyside import Row, medians
from tests.bench.textbook import Textbook, ring

WIDTH = 64


def ring_match(games: int, width: int = WIDTH) -> training.Match:
    """Set up the ring game of the chapter on the gradient penalty, for so many seeds."""
    game = training.Game(
        critic=nets.MLP((2, width, width, width, 1)),
        generator=nets.MLP((2, width, width, width, 2)),
        constraint=constraints.GradientPenalty(weight=0.1),
        iterations=1_000_000,  # never reached: only a few iterations are timed
    )
    data = distributions.Ring(std=0.1).sample(50_000, 0)
    return training.start(game, data, seeds=range(games), device="cpu")


def rows(rounds: int = 15) -> list[Row]:
    """Compare at equal width, for 1, 8 and 32 seeds; seconds are per iteration and seed."""
    torch.set_num_threads(1)
    textbook = Textbook(ring, width=WIDTH)
    matches = {games: ring_match(games) for games in (1, 8, 32)}
    ways = {"textbook": textbook.iterate} | {str(g): m.iterate for g, m in matches.items()}
    took = medians(ways, rounds, warm_up=3)
    goals = {1: 1.6, 8: 4.0, 32: 5.0}
    return [
        Row(
            f"ring game, one generator iteration per seed, width {WIDTH}",
            "textbook loop",
            took["textbook"],
            f"{games} seed{'s' if games > 1 else ''} at once",
            took[str(games)] / games,
            goals[games],
        )
        for games in matches
    ]
