"""A game whose seeds learn each at a rate of its own: a search for rates in one run."""

from collections.abc import Sequence
from typing import Any

import torch
from jaxtyping import Float
from numpy.typing import ArrayLike
from torch import Tensor

from gantutor.gan import AdversarialRun, Config
from gantutor.nets import Network
from gantutor.training.optimiser import Optimiser


class OwnRates(Optimiser):
    """An optimiser that takes the step of rate 1 and goes a part of it, in each seed its own.

    A step of Adam or RMSprop is the rate times a vector that does not depend on it: so going the
    part ``rates[s]`` of a step of rate 1 is a step of that rate.
    """

    def __init__(self, network: Network, config: Config, rates: Sequence[float]) -> None:
        super().__init__(network, config.optimiser, config.lr, config.betas)
        each = torch.tensor(rates).to(self.vector)
        sizes = [p[0].numel() for p in self.parameters]
        self.parts = torch.cat([each.repeat_interleave(size) for size in sizes])

    def descend(self, loss: Float[Tensor, " seeds"]) -> None:
        """Take one step for all seeds, each at its own rate."""
        before = self.vector.detach().clone()
        super().descend(loss)
        with torch.no_grad():
            self.vector.copy_(torch.lerp(before, self.vector, self.parts))


class RatesRun(AdversarialRun):
    """A game in which seed s learns at ``rates[s]``, times what ``config`` says.

    rates: one for each seed, above 0 and at most 1; else ValueError. ``config.lr`` is a factor that
    all have in common: 1, unless all are to be slower.
    """

    def __init__(
        self,
        config: Config,
        x: ArrayLike | Tensor,
        *,
        seeds: Sequence[int],
        rates: Sequence[float],
        y: ArrayLike | Tensor | None = None,
        device: str | torch.device | None = None,
    ) -> None:
        self.rates = tuple(float(rate) for rate in rates)
        if len(self.rates) != len(seeds) or not all(0 < rate <= 1 for rate in self.rates):
            raise ValueError(
                f"there must be one rate in (0, 1] for each of {len(seeds)} seeds, got {rates}"
            )
        super().__init__(config, x, y, seeds, device)

    def settings(self) -> dict[str, Any]:
        """Return the game's settings, with the rates."""
        return {**super().settings(), "rates": list(self.rates)}

    def _optimiser(self, network: Network) -> Optimiser:
        return OwnRates(network, self.config, self.rates)
