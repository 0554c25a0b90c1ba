"""Looking at networks without changing them: neither running statistics nor dropout masks."""

from collections.abc import Iterator
from contextlib import contextmanager

from torch import nn


@contextmanager
def evaluating(*networks: nn.Module | None) -> Iterator[None]:
    """Put networks into evaluation mode, and back into the mode that each was in."""
    before = [(n, n.training) for n in networks if n is not None]
    try:
        for network, _ in before:
            network.eval()
        yield
    finally:
        for network, training in before:
            network.train(training)
