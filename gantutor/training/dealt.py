"""A stepped run that learns from one set of samples, and whose draws a dealer deals."""

from typing import Any, Generic, Protocol, TypeVar

from torch import Tensor

from gantutor.training.draws import Dealer, Drawn
from gantutor.training.stepped import SteppedRun


class Configured(Protocol):
    """All settings of a run as a frozen value."""

    def rate(self, iteration: int) -> float: ...  # noqa: D102

    def settings(self) -> dict[str, Any]: ...  # noqa: D102


Config = TypeVar("Config", bound=Configured)


class DealtRun(SteppedRun, Generic[Config, Drawn]):
    """A `SteppedRun` whose ``config`` says its rates and settings, and whose ``dealer`` its draws.

    ``x`` (N, d), or (S, N, d), are the samples that it learns from, on the device;
    ``data_digest`` is their fingerprint. What is left to a model: `parts`, `step` and `measure`.
    """

    config: Config
    dealer: Dealer[Drawn]
    x: Tensor
    data_digest: str

    def draws(self, iteration: int) -> Drawn:
        """Return the draws of that iteration."""
        return self.dealer.deal(iteration)

    def rate(self, iteration: int) -> float:
        """Return the learning rate during that iteration."""
        return self.config.rate(iteration)

    def settings(self) -> dict[str, Any]:
        """Return the configuration's settings, shape and digest of the data; ready for JSON."""
        data = {"x": list(self.x.shape), "digest": self.data_digest}
        return {**self.config.settings(), "data": data}
