"""A map and a potential in training over several seeds."""

import copy
from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
import torch
from jaxtyping import Float
from numpy.typing import ArrayLike
from torch import Tensor

from gantutor.direct.data import checked
from gantutor.maps import looking
from gantutor.maps.config import Config
from gantutor.maps.draws import Draws, draw_chunk
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
) -> "MapRun":
    """Set up a run of ``config``, for each seed, before its first step.

    Data ``x`` is (N, d), shared by all seeds, or (S, N, d), one set for each. Seeds are integers
    ≥ 0. ``capture``: capture an iteration as a CUDA graph and replay it; the default on a CUDA
    device, and possible only there.
    ValueError for NaN or infinity in the data, shapes that do not fit the networks, missing seeds,
    and for ``capture`` without CUDA.
    """
    return MapRun(config, x, seeds, device, capture)


class MapRun(DealtRun[Config, Draws]):
    """S maps, each against its potential; made by ``start``.

    ``averaged`` is the running average of ``map``, in evaluation mode; it makes the samples. A seed
    whose numbers overflow stays in the run as inf or NaN, and the others do not feel it.
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
        data = checked("x", x, config.map.outputs, "map", len(self.seeds))
        self.config = config
        self.data_digest = digest(data)
        self.x = data.to(self.device)
        n = self.x.shape[-2]
        self.dealer = Dealer(partial(draw_chunk, config, self.seeds, n, self.device))
        self.potential = config.potential.build(self.seeds, self.device, role=0)
        self.map = config.map.build(self.seeds, self.device, role=1)
        self.averaged = copy.deepcopy(self.map).requires_grad_(False).eval()
        kind, lr, betas = config.optimiser, config.lr, config.betas
        self.map_optimiser = Optimiser(self.map, kind, lr, betas)
        self.potential_optimiser = Optimiser(self.potential, kind, lr, betas)

    def step(self, *draws: Tensor) -> None:
        """Take ``n_map`` steps of the map, then one of the potential."""
        drawn = Draws(*draws)
        for k in range(self.config.n_map):
            self._redraw(drawn.dropout[k])
            z = drawn.z[k]
            y = self.map(z)
            self.map_optimiser.descend(self.cost(z, y) - self.value(y))
        self._redraw(drawn.dropout[-1])
        with torch.no_grad():
            y = self.map(drawn.z[-1])
        self.potential_optimiser.descend(self.value(y) - self.value(rows(self.x, drawn.rows)))
        move_average(self.averaged, self.map, self.config.average)

    def cost(
        self, z: Float[Tensor, "seeds batch dim"], y: Float[Tensor, "seeds batch dim"]
    ) -> Float[Tensor, " seeds"]:
        """Return the mean of ½‖z − y‖²."""
        return 0.5 * (z - y).square().sum(-1).mean(-1)

    def value(self, points: Float[Tensor, "seeds batch dim"]) -> Float[Tensor, " seeds"]:
        """Return the potential's mean over a batch."""
        return self.potential(points).squeeze(-1).mean(-1)

    def _redraw(self, keys: Tensor) -> None:
        self.map.redraw(keys)
        self.potential.redraw(keys)

    # What the frame asks for -------------------------------------------------------------------

    def parts(self) -> Mapping[str, Part]:
        """Return map, potential, their optimisers and the averaged map, by name."""
        return {
            "map": self.map,
            "map_optimiser": self.map_optimiser,
            "potential": self.potential,
            "potential_optimiser": self.potential_optimiser,
            "averaged": self.averaged,
        }

    def measure(self) -> Mapping[str, Curve]:
        """Measure the run as it stands, changing nothing; see `gantutor.maps.looking.measure`."""
        return looking.measure(self)

    def fakes(self, n: int, seed: int = 0) -> Float[np.ndarray, "seeds n d"]:
        """Return ``n`` generated samples of each seed, always from the same z for one ``seed``."""
        return looking.fakes(self, n, seed)

    def moved(self, z: ArrayLike | Tensor) -> Float[np.ndarray, "seeds n d"]:
        """Return where the averaged map sends points (n, d), shared by all seeds, or (S, n, d)."""
        return looking.moved(self, z)

    def __repr__(self) -> str:
        """Say what is trained, how far it came, and where."""
        return (
            f"MapRun({self.config.map}, {len(self.seeds)} seeds, "
            f"iteration {self.iteration} of {self.iterations}, {self.device})"
        )
