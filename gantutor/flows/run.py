"""A flow or a diffusion in training over several seeds: one step, and what it is made of."""

import copy
from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
import torch
from jaxtyping import Float
from numpy.typing import ArrayLike
from torch import Tensor

from gantutor.direct.data import checked
from gantutor.flows import looking
from gantutor.flows.config import Config
from gantutor.flows.draws import Draws, draw_chunk
from gantutor.flows.process import Process
from gantutor.training.dealt import DealtRun
from gantutor.training.draws import Dealer
from gantutor.training.optimiser import Optimiser, move_average
from gantutor.training.run import Curve
from gantutor.training.samples import digest, rows
from gantutor.training.stepped import Part


def start(
    config: Config,
    x: ArrayLike | Tensor,
    *,
    seeds: Sequence[int],
    device: str | torch.device | None = None,
    capture: bool | None = None,
) -> "FlowRun":
    """Set up a run of ``config``, for each seed, before its first step.

    Data ``x`` is (N, d), shared by all seeds, or (S, N, d), one set for each. Seeds are integers
    ≥ 0. ``capture``: capture an iteration as a CUDA graph and replay it; the default on a CUDA
    device, and possible only there.
    ValueError for NaN or infinity in the data, shapes that do not fit the network, missing seeds,
    and for ``capture`` without CUDA.
    """
    return FlowRun(config, x, seeds, device, capture)


class FlowRun(DealtRun[Config, Draws]):
    """S networks that undo noise, trained side by side; made by ``start``.

    ``averaged`` is the running average of ``network``, in evaluation mode; it makes the samples. A
    seed whose numbers overflow stays in the run as inf or NaN, and the others do not feel it.
    """

    def __init__(
        self,
        config: Config,
        x: ArrayLike | Tensor,
        seeds: Sequence[int],
        device: str | torch.device | None = None,
        capture: bool | None = None,
    ) -> None:
        super().__init__(seeds, config.iterations, device, capture)
        data = checked("x", x, config.dim, "network", len(self.seeds))
        self.config = config
        self.data_digest = digest(data)
        self.x = data.to(self.device)
        self.dealer = Dealer(partial(draw_chunk, config, self.seeds, self.x))
        self.network = config.network.build(self.seeds, self.device, role=0)
        self.averaged = copy.deepcopy(self.network).requires_grad_(False).eval()
        self.optimiser = Optimiser(self.network, config.optimiser, config.lr, config.betas)

    def step(self, *draws: Tensor) -> None:
        """Take one step towards the target at points between noise and samples."""
        drawn = Draws(*draws)
        self.network.redraw(drawn.dropout)
        self.optimiser.descend(self.loss(rows(self.x, drawn.rows), drawn.z, drawn.u))
        move_average(self.averaged, self.network, self.config.average)

    def loss(
        self,
        x: Float[Tensor, "seeds batch dim"],
        z: Float[Tensor, "seeds batch dim"],
        u: Float[Tensor, "seeds batch 1"],
    ) -> Float[Tensor, " seeds"]:
        """Return the mean of ‖network(x_t, t) − target‖² over each seed's batch."""
        t = self.config.process.times(u)
        points, target = self.config.process.mixed(x, z, t)
        told = looking.told(self.network, points, t, self.config.frequencies)
        return (told - target).square().sum(-1).mean(-1)

    # What the frame asks for -------------------------------------------------------------------

    def parts(self) -> Mapping[str, Part]:
        """Return the network, its average and its optimiser, by name."""
        return {"network": self.network, "optimiser": self.optimiser, "averaged": self.averaged}

    def measure(self) -> Mapping[str, Curve]:
        """Measure the run as it stands, changing nothing; see `gantutor.flows.looking.measure`."""
        return looking.measure(self)

    def fakes(
        self, n: int, seed: int = 0, process: Process | None = None
    ) -> Float[np.ndarray, "seeds n d"]:
        """Return ``n`` generated samples of each seed, always from the same noise for one ``seed``.

        ``process``: sample by this one, such as a `FlowMatching` of other steps, in place of the
        configuration's; one of another kind raises ValueError.
        """
        return looking.fakes(self, n, seed, process)

    def predict(self, points: ArrayLike | Tensor, t: float) -> Float[np.ndarray, "seeds n d"]:
        """Return what the averaged network tells of points (n, d) or (S, n, d) at time t."""
        return looking.predict(self, points, t)

    def __repr__(self) -> str:
        """Say what is trained, how far it came, and where."""
        return (
            f"FlowRun({self.config.process}, {len(self.seeds)} seeds, "
            f"iteration {self.iteration} of {self.iterations}, {self.device})"
        )
