"""Looking at a flow or a diffusion without changing it: its loss, its answers, its samples."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import torch
from jaxtyping import Float
from numpy.typing import ArrayLike
from torch import Tensor

from gantutor.flows.draws import FAKES, LOOK, STEPS, in_order
from gantutor.flows.process import Process
from gantutor.flows.times import time_features
from gantutor.nets import Network
from gantutor.randomness import seeded_generator
from gantutor.training.draws import normal, rows_of, uniform
from gantutor.training.evaluating import evaluating
from gantutor.training.run import Curve
from gantutor.training.samples import rows

if TYPE_CHECKING:
    from gantutor.flows.run import FlowRun


def told(
    network: Network, x: Float[Tensor, "seeds n dim"], t: Float[Tensor, "seeds n 1"], k: int
) -> Float[Tensor, "seeds n dim"]:
    """Return what the network tells of points at their times, with k frequencies of the time."""
    return network(torch.cat((x, time_features(t, k)), -1))


def measure(run: "FlowRun") -> Mapping[str, Curve]:
    """Return ``loss``, (S,): E‖network − target‖² on a fresh batch of seed and iteration only.

    It does not fall to 0: what noise and sample were cannot be told from the point between.
    """
    config = run.config
    rngs = [seeded_generator(s, LOOK, run.iteration) for s in run.seeds]
    chosen = torch.stack([rows_of(run.x.shape[-2], config.batch)(r) for r in rngs]).to(run.device)
    z = torch.stack([normal(config.batch, config.dim)(r) for r in rngs]).to(run.device)
    u = torch.stack([uniform(config.batch, 1)(r) for r in rngs]).to(run.device)
    if config.process.couples:
        z = in_order(run.x, chosen, z)
    with torch.no_grad(), evaluating(run.network):
        return {"loss": run.loss(rows(run.x, chosen), z, u).cpu().numpy()}


def predict(
    run: "FlowRun", points: ArrayLike | Tensor, t: float
) -> Float[np.ndarray, "seeds n dim"]:
    """Return what the averaged network tells of points (n, d) or (S, n, d) at one time."""
    if not 0 <= t <= 1:
        raise ValueError(f"t must be between 0 and 1, got {t}")
    x = torch.as_tensor(np.asarray(points, dtype=np.float32), device=run.device)
    if x.dim() not in (2, 3) or x.shape[-1] != run.config.dim:
        raise ValueError(
            f"points must be (n, {run.config.dim}) or (S, n, {run.config.dim}), got "
            f"{tuple(x.shape)}"
        )
    x = x.expand(len(run.seeds), -1, -1)
    with torch.no_grad(), evaluating(run.averaged):
        return at_one_time(run, x, t).cpu().numpy()


def fakes(
    run: "FlowRun", n: int, seed: int, process: Process | None
) -> Float[np.ndarray, "seeds n dim"]:
    """Return ``n`` generated samples of each seed, always from the same noise for one ``seed``."""
    process = run.config.process if process is None else process
    if type(process) is not type(run.config.process):
        raise ValueError(f"a network trained for {run.config.process} cannot sample by {process}")
    draw = normal(n, run.config.dim)
    rngs = [seeded_generator(s, FAKES, seed) for s in run.seeds]
    later = [seeded_generator(s, STEPS, seed) for s in run.seeds]

    def noise(step: int) -> Tensor:
        return torch.stack([draw(r) for r in later]).to(run.device)

    z = torch.stack([draw(r) for r in rngs]).to(run.device)
    with torch.no_grad(), evaluating(run.averaged):
        made = process.sample(lambda x, t: at_one_time(run, x, t), z, noise)
        return made.cpu().numpy()


def at_one_time(
    run: "FlowRun", x: Float[Tensor, "seeds n dim"], t: float
) -> Float[Tensor, "seeds n dim"]:
    """Return what the averaged network tells of points that share one time."""
    times = torch.full_like(x[..., :1], t)
    return told(run.averaged, x, times, run.config.frequencies)
