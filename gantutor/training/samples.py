"""The data of a match: checked once, then picked from by row."""

import hashlib

import numpy as np
import torch
from numpy.typing import ArrayLike
from torch import Tensor

from gantutor.training.game import Game


def rows(data: Tensor, rows: Tensor) -> Tensor:
    """Return the rows (…, S, B) of data (N, d), or row s, b of data (S, N, d) for game s."""
    if data.dim() == 2:
        return data[rows]
    games = torch.arange(data.shape[0], device=data.device)[:, None]
    return data[games, rows]


def samples(what: str, data: ArrayLike | Tensor, game: Game, games: int) -> Tensor:
    """Return samples as a float32 tensor (N, d) or (S, N, d), after checking them."""
    if isinstance(data, Tensor):
        t = data.detach().to("cpu", torch.float32).clone()  # the caller's data stays the caller's
    else:
        t = torch.tensor(np.asarray(data, dtype=np.float32))
    dim = game.critic.widths[0]
    if t.dim() not in (2, 3) or 0 in t.shape:
        raise ValueError(f"{what} must be (N, d) or (S, N, d) and not empty, got {tuple(t.shape)}")
    if t.shape[-1] != dim:
        raise ValueError(
            f"{what} has {t.shape[-1]} dimensions (shape {tuple(t.shape)}), but the critic takes "
            f"{dim} (widths {game.critic.widths})"
        )
    if t.dim() == 3 and t.shape[0] != games:
        raise ValueError(
            f"{what} holds data for {t.shape[0]} games (shape {tuple(t.shape)}), "
            f"but there are {games} seeds"
        )
    bad = int((~t.isfinite()).sum())
    if bad:
        raise ValueError(f"{what} must be finite, but {bad} of {t.numel()} values are NaN or inf")
    return t


def digest(x: Tensor, y: Tensor | None) -> str:
    """Return a short fingerprint of the data."""
    both = hashlib.sha256(x.contiguous().numpy().tobytes())
    if y is not None:
        both.update(y.contiguous().numpy().tobytes())
    return both.hexdigest()[:16]
