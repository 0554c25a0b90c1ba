"""What a machine can do at most: plain matrix products, to be timed beside what is held to them."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import torch

Shape = tuple[int, int, int, int]
"""(S, m, k, n): S products of (m, k) and (k, n) in one call."""

SQUARES: tuple[int, ...] = (128, 256, 512, 1024)
# Operations in one timing: some milliseconds, as an iteration takes. A busy machine then interrupts
# both alike.
LEAST = 1_000_000_000


def of_hidden_layer(seeds: Iterable[int], batch: int, width: int) -> list[Shape]:
    """Return the products of a critic's hidden layer, for each of these numbers of seeds.

    Forward, and its weights' gradient; of one batch, as in the penalty, and of two, real and fake.
    """
    return [
        shape
        for s in seeds
        for samples in (batch, 2 * batch)
        for shape in ((s, samples, width, width), (s, width, samples, width))
    ]


class Products:
    """Products of several shapes by name: ``calls`` to time, and the rates that follow.

    The square ones of `SQUARES` are always among them. Operands and results lie on ``device`` and
    are made once: nothing but the products is timed.
    """

    def __init__(self, shapes: Iterable[Shape], device: str = "cpu", least: int = LEAST) -> None:
        self.calls: dict[str, Callable[[], None]] = {}
        self.operations: dict[str, int] = {}
        for shape in [*shapes, *((1, n, n, n) for n in SQUARES)]:
            seeds, m, k, n = shape
            often = max(1, least // operations(shape))
            self.operations[name_of(shape)] = often * operations(shape)
            self.calls[name_of(shape)] = _multiplier(
                torch.randn(seeds, m, k, device=device),
                torch.randn(seeds, k, n, device=device),
                often,
            )

    def rates(self, took: Mapping[str, float]) -> dict[str, float]:
        """Return operations per second by name, from the seconds that each call took."""
        return {name: count / took[name] for name, count in self.operations.items()}


def operations(shape: Shape) -> int:
    """Return the operations of the products in one call, 2·S·m·k·n."""
    seeds, m, k, n = shape
    return 2 * seeds * m * k * n


def name_of(shape: Shape) -> str:
    """Return a shape in words, such as "8 × (512 × 64)(64 × 64)"."""
    seeds, m, k, n = shape
    one = f"({m} × {k})({k} × {n})"
    return one if seeds == 1 else f"{seeds} × {one}"


def best(rates: Mapping[str, float], shapes: Sequence[Shape] = ()) -> tuple[str, float]:
    """Return the fastest product, of all or of these shapes: its name and operations per second."""
    names = [name_of(shape) for shape in shapes] or list(rates)
    name = max(names, key=rates.__getitem__)
    return name, rates[name]


def _multiplier(a: torch.Tensor, b: torch.Tensor, often: int) -> Callable[[], None]:
    result = torch.bmm(a, b)

    def call() -> None:
        for _ in range(often):
            torch.bmm(a, b, out=result)

    return call
