"""A step captured once as a CUDA graph and replayed: launching its many kernels is then free.

A small network's kernels take less time than telling the GPU to start them. A graph is told once.
"""

from collections.abc import Callable
from typing import Protocol, runtime_checkable

import torch
from torch import Tensor

WARM_UP = 3
"""Steps taken in the ordinary way first: they bring into being what is made lazily, such as an
optimiser's state, which must not be made anew in each replay."""


@runtime_checkable
class Graph(Protocol):
    """What was captured, a ``torch.cuda.CUDAGraph``."""

    def replay(self) -> None:
        """Carry out what was captured."""


class CaptureError(RuntimeError):
    """A step that cannot be captured: it waits for the device, or is not the same each time."""


class CapturedStep:
    """Calls a function of tensors that works in place; from the fourth call on as a CUDA graph.

    A graph is bound to the memory that it was captured with. So the inputs are copied into buffers
    that stay where they are; everything else that the function reads and writes must stay as well.
    A function that cannot be captured raises CaptureError and says how to do without.
    """

    def __init__(self, device: torch.device) -> None:
        self.device = device
        self.buffers: tuple[Tensor, ...] = ()
        self.calls = 0
        self.graph: Graph | None = None

    def __call__(self, function: Callable[..., None], *inputs: Tensor) -> None:
        """Call the function, the same one each time, on the inputs.

        It is not kept: a run that owns its captured step would otherwise be owned by it, and keep
        the device's memory until the garbage collector comes round.
        """
        if not self.buffers:
            self.buffers = tuple(t.clone() for t in inputs)
        for buffer, t in zip(self.buffers, inputs, strict=True):
            buffer.copy_(t)
        self.calls += 1
        if self.calls <= WARM_UP:
            aside(lambda: function(*self.buffers), self.device)
            return
        if self.graph is None:
            self.graph = captured(lambda: function(*self.buffers), self.device)
        self.graph.replay()


def aside(call: Callable[[], None], device: torch.device) -> None:
    """Call on a side stream of the device, as CUDA asks for what is to be captured later."""
    # Streams and graphs are made on the *current* device, whatever the tensors' own is.
    with torch.cuda.device(device):
        stream = torch.cuda.Stream()
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream):
            call()
        torch.cuda.current_stream().wait_stream(stream)


def captured(call: Callable[[], None], device: torch.device) -> Graph:
    """Capture a call, without carrying it out."""
    with torch.cuda.device(device):
        graph = torch.cuda.CUDAGraph()
        try:
            with torch.cuda.graph(graph):
                call()
        except Exception as error:
            raise CaptureError(
                "the step cannot be captured as a CUDA graph: something in it waits for the GPU "
                "(.item(), .cpu(), printing a tensor, a branch on its values). Start the run with "
                f"capture=False, or take that out of the step. CUDA says: {error}"
            ) from error
    return graph
