"""Timing as the sections need it: on one thread, and over several sizes."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import torch

from gantutor.report import Growth, medians


@contextmanager
def one_thread() -> Iterator[None]:
    """Let PyTorch compute on one thread, and on as many as before afterwards."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def grown(
    what: str,
    over: str,
    ways: Mapping[float, Callable[[], object]],
    rounds: int,
    note: str = "",
) -> Growth:
    """Time one way at several sizes, interleaved."""
    took = medians({str(size): call for size, call in ways.items()}, rounds)
    return Growth(what, over, tuple(ways), tuple(took[str(size)] for size in ways), "s", note)
