"""The data of a run: checked once, then picked from by row."""

import hashlib

import numpy as np
import torch
from jaxtyping import Float
from numpy.typing import ArrayLike
from torch import Tensor

from gantutor.nets import Spec
from gantutor.training.run import Run


def rows(data: Tensor, rows: Tensor) -> Tensor:
    """Return the rows (…, S, B) of data (N, d), or row s, b of data (S, N, d) for seed s."""
    if data.dim() == 2:
        return data[rows]
    seeds = torch.arange(data.shape[0], device=data.device)[:, None]
    return data[seeds, rows]


def samples(what: str, data: ArrayLike | Tensor, network: Spec, seeds: int) -> Tensor:
    """Return samples as a float32 tensor (N, d) or (S, N, d), after checking them.

    ``network`` is what takes them. Another number of axes, of dimensions or of seeds, an empty
    set, NaN and infinity raise ValueError.
    """
    if isinstance(data, Tensor):
        t = data.detach().to("cpu", torch.float32).clone()  # the caller's data stays the caller's
    else:
        t = torch.tensor(np.asarray(data, dtype=np.float32))
    if t.dim() not in (2, 3) or 0 in t.shape:
        raise ValueError(f"{what} must be (N, d) or (S, N, d) and not empty, got {tuple(t.shape)}")
    if t.shape[-1] != network.inputs:
        raise ValueError(
            f"{what} has {t.shape[-1]} dimensions (shape {tuple(t.shape)}), but the network takes "
            f"{network.inputs}: {network}"
        )
    if t.dim() == 3 and t.shape[0] != seeds:
        raise ValueError(
            f"{what} holds data for {t.shape[0]} seeds (shape {tuple(t.shape)}), "
            f"but there are {seeds}"
        )
    bad = int((~t.isfinite()).sum())
    if bad:
        raise ValueError(f"{what} must be finite, but {bad} of {t.numel()} values are NaN or inf")
    return t


def of_each_seed(run: Run, points: Tensor) -> Float[Tensor, "seeds n d"]:
    """Return points (n, d), or (S, n, d), on the run's device, one set for each seed."""
    return points.to(run.device).expand(len(run.seeds), -1, -1)


def digest(x: Tensor, y: Tensor | None = None) -> str:
    """Return a short fingerprint of the data."""
    both = hashlib.sha256(x.contiguous().numpy().tobytes())
    if y is not None:
        both.update(y.contiguous().numpy().tobytes())
    return both.hexdigest()[:16]
