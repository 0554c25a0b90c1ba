"""Flow matching: a velocity that carries noise to samples along straight lines."""

from dataclasses import dataclass

from jaxtyping import Float
from torch import Tensor

from gantutor.flows.process import Noise, Predict, Process
from gantutor.flows.solvers import SOLVERS
from gantutor.names import known

COUPLINGS: tuple[str, ...] = ("independent", "optimal")


@dataclass(frozen=True)
class FlowMatching(Process):
    """Points x_t = (1 − t) z + t x, and the velocity x − z of each as what is to be learned.

    The best network is v(x, t) = E[x − z | x_t = x], and the flow of v carries N(0, I) to the law
    of the samples, whatever the ``coupling`` of z and x: "independent", or "optimal", by the plan
    of least Σ‖x − z‖² in each batch, which makes the paths straighter. Samples are made in
    ``steps`` of the ``solver`` "euler" or "heun".
    Unknown names, and fewer than one step, raise ValueError.
    Source: Lipman et al. 2023; Liu, Gong & Liu 2023; optimal: Pooladian et al. 2023; Tong et al.
    2024 (with σ = 0).
    """

    coupling: str = "independent"
    steps: int = 10
    solver: str = "heun"

    def __post_init__(self) -> None:
        known("coupling", self.coupling, COUPLINGS)
        known("solver", self.solver, SOLVERS)
        if self.steps < 1:
            raise ValueError(f"steps must be at least 1, got {self.steps}")

    @property
    def couples(self) -> bool:
        """Whether noise and samples are paired by transport."""
        return self.coupling == "optimal"

    def times(self, u: Float[Tensor, "*any"]) -> Float[Tensor, "*any"]:
        """Return u itself: all times alike."""
        return u

    def mixed(
        self,
        x: Float[Tensor, "*seeds n dim"],
        z: Float[Tensor, "*seeds n dim"],
        t: Float[Tensor, "*seeds n 1"],
    ) -> tuple[Tensor, Tensor]:
        """Return (1 − t) z + t x, and x − z."""
        return (1 - t) * z + t * x, x - z

    @property
    def calls(self) -> int:
        """Calls of the velocity for one sample."""
        return self.steps * SOLVERS[self.solver][1]

    def sample(self, predict: Predict, z: Tensor, noise: Noise) -> Tensor:
        """Follow the velocity from z at t = 0 to t = 1; no further noise is needed."""
        return SOLVERS[self.solver][0](predict, z, self.steps)
