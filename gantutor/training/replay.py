"""An iteration recorded once as a CUDA graph and replayed: launching its many kernels is then free.

A small network's kernels take less time than telling the GPU to start them. A graph is told once.
"""

from collections.abc import Callable

import torch
from torch import Tensor

WARM_UP = 3
"""Iterations played in the ordinary way first: they bring into being what is made lazily, such as
an optimiser's state, which must not be made anew in each replay."""


class Replay:
    """A function of tensors that works in place, and from its fourth call on is a CUDA graph.

    A graph is bound to the memory that it was recorded with. So the inputs are copied into buffers
    that stay where they are; everything else that the function reads and writes must stay as well.
    """

    def __init__(self, function: Callable[..., None]) -> None:
        self.function = function
        self.buffers: tuple[Tensor, ...] = ()
        self.calls = 0
        self.graph: torch.cuda.CUDAGraph | None = None

    def __call__(self, *inputs: Tensor) -> None:
        """Call the function on the inputs."""
        if not self.buffers:
            self.buffers = tuple(t.clone() for t in inputs)
        for buffer, t in zip(self.buffers, inputs, strict=True):
            buffer.copy_(t)
        self.calls += 1
        if self.calls <= WARM_UP:
            aside(lambda: self.function(*self.buffers))
            return
        if self.graph is None:
            self.graph = recorded(lambda: self.function(*self.buffers))
        self.graph.replay()


def aside(call: Callable[[], None]) -> None:
    """Call on a side stream, as CUDA asks for what is to be recorded later."""
    stream = torch.cuda.Stream()
    stream.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(stream):
        call()
    torch.cuda.current_stream().wait_stream(stream)


def recorded(call: Callable[[], None]) -> torch.cuda.CUDAGraph:
    """Record a call, without carrying it out."""
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        call()
    return graph
