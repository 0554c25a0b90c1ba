"""Dropout whose masks are a run's own draws: each follows from keys that the run deals.

So a mask is the same on every device and whoever else is in the batch, a resumed run drops what
the uninterrupted one does, and a step captured as a CUDA graph drops afresh in each replay.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Bool, Int64
from torch import Generator, Tensor, nn

from gantutor.nets.layer import BatchedLayer, Layer, Shape
from gantutor.nets.splitmix import splitmix


@dataclass(frozen=True)
class Dropout(Layer):
    """In training each number set to 0 with probability ``p``, and divided by 1 − p otherwise.

    In evaluation mode nothing is done. ``p`` outside [0, 1) raises ValueError.
    Source: Srivastava et al. 2014; scaled in training, as ``nn.Dropout`` does.
    """

    p: float = 0.5

    def __post_init__(self) -> None:
        if not 0 <= self.p < 1:
            raise ValueError(f"p of Dropout must be in [0, 1), got {self.p}")

    def build(self, inner: Shape, init: str, rngs: Sequence[Generator]) -> "BatchedDropout":
        """Build it for S networks; what it drops comes from keys, so the generators are left."""
        return BatchedDropout(self, len(rngs))


class BatchedDropout(BatchedLayer):
    """S dropout layers; network s drops by ``key[s]`` and by the number of the pass.

    Both are buffers, changed in place and in no checkpoint: a run deals keys for each step.
    """

    key: Int64[Tensor, " seeds"]
    passes: Int64[Tensor, " seeds"]

    def __init__(self, spec: Dropout, seeds: int) -> None:
        super().__init__(spec, seeds)
        self.p = spec.p
        for name in ("key", "passes"):
            self.register_buffer(name, torch.zeros(seeds, dtype=torch.int64), persistent=False)

    def redraw(self, key: Int64[Tensor, " seeds"]) -> None:
        """Take other keys, and count the passes from 0 again."""
        self.key.copy_(key)
        self.passes.zero_()

    def forward(self, h: Tensor) -> Tensor:
        """Drop, and count the pass; in evaluation mode do nothing."""
        if not self.training:
            return h
        keep = kept(splitmix(self.key, self.passes), h.shape[0], h[0].numel(), self.p)
        self.passes.add_(1)
        return h * keep.view_as(h).to(h.dtype).div_(1 - self.p)

    def member(self, s: int) -> list[nn.Module]:
        """Return an ``nn.Dropout``, which in training drops by torch's own generator."""
        return [nn.Dropout(self.p)]


def kept(
    key: Int64[Tensor, " seeds"], batch: int, numbers: int, p: float
) -> Bool[Tensor, "batch numbers"]:
    """Return which numbers are kept, each with probability 1 − p.

    ``numbers`` is of all networks together, network after network. The bits of number j of sample
    b depend on the network's key and on (b, j) alone, not on how many samples or networks there
    are.
    """
    each = numbers // len(key)
    place = torch.arange(batch * each, device=key.device).view(batch, 1, each)
    bits = splitmix(key[:, None], place)  # (B, S, each), even over all signed integers
    below = min(round((1 - p) * 2**64) - 2**63, 2**63 - 1)
    return (bits < below).view(batch, numbers)
