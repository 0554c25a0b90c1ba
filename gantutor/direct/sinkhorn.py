"""Transport with entropy, by Sinkhorn's steps in logarithms, and the divergence made of it."""

from dataclasses import dataclass
from math import log

import torch
from jaxtyping import Float
from torch import Tensor

from gantutor.direct.distances import Distance, fitting, lengths, positive


@dataclass(frozen=True)
class Sinkhorn(Distance):
    """The Sinkhorn divergence S_ε = OT_ε(x, y) − ½ OT_ε(x, x) − ½ OT_ε(y, y).

    OT_ε = min over plans P of Σ P_ij C_ij + ε KL(P ‖ a bᵀ), C_ij = ‖x_i − y_j‖^power / power, in
    units of C; ``eps`` is ε, in the same units. ε → 0 gives W1 (``power`` 1), ε → ∞ half the energy
    distance. S_ε ≥ 0, and 0 only for equal laws. ``steps`` of Sinkhorn, a fixed number: too few for
    a small ε give a poor plan; `entropic_cost` says how far it misses its masses.
    ValueError for ε ≤ 0, another power than 1 or 2, and fewer than one step.
    Source: Genevay, Peyré & Cuturi 2018; Feydy et al. 2019, theorem 1.
    """

    eps: float = 0.1
    steps: int = 20
    power: int = 1

    def __post_init__(self) -> None:
        positive("eps", self.eps)
        if self.power not in (1, 2):
            raise ValueError(f"power must be 1 or 2, got {self.power}")
        if self.steps < 1:
            raise ValueError(f"steps must be at least 1, got {self.steps}")

    def between(
        self,
        x: Tensor,
        y: Tensor,
        directions: Tensor | None = None,
    ) -> Float[Tensor, " seeds"]:
        """Return S_ε of each seed's two batches."""
        fitting(x, y)
        across = entropic_cost(self.cost(x, y), self.eps, self.steps)[0]
        among_x, among_y = (own_cost(self.cost(p, p), self.eps, self.steps) for p in (x, y))
        return across - 0.5 * (among_x + among_y)

    def cost(
        self, x: Float[Tensor, "seeds n dim"], y: Float[Tensor, "seeds m dim"]
    ) -> Float[Tensor, "seeds n m"]:
        """Return C_ij = ‖x_i − y_j‖^power / power."""
        distance = lengths(x, y)
        return distance if self.power == 1 else 0.5 * distance.square()


def entropic_cost(
    C: Float[Tensor, "seeds n m"], eps: float, steps: int
) -> tuple[Float[Tensor, " seeds"], Float[Tensor, " seeds"]]:
    """Return OT_ε between uniform masses, with its gradient by C, and how far its plan is off.

    Potentials in turn, f_i = −ε log mean_j exp((g_j − C_ij)/ε), and g likewise. At the optimum
    ∂OT_ε/∂C is the plan P_ij = exp((f_i + g_j − C_ij)/ε)/nm: so the steps need no gradient. The
    second result is Σ_i |Σ_j P_ij − 1/n|, without unit: 0 for a plan that moves the right masses
    (the columns are right by the last step).
    Source: Cuturi 2013; Peyré & Cuturi 2019, sections 4.2 and 4.4; Feydy et al. 2019, section 3.2.
    """
    with torch.no_grad():
        g = torch.zeros_like(C[:, 0, :])
        for _ in range(steps):
            f = soft_minimum(C, g, eps)
            g = soft_minimum(C.mT, f, eps)
        plan = torch.exp((f[..., None] + g[:, None] - C) / eps) / (C.shape[1] * C.shape[2])
        off = (plan.sum(-1) - 1 / C.shape[1]).abs().sum(-1)
        value = f.mean(-1) + g.mean(-1)
    return with_slope(value, plan, C), off


def own_cost(C: Float[Tensor, "seeds n n"], eps: float, steps: int) -> Float[Tensor, " seeds"]:
    """Return OT_ε of a batch to itself: one potential, and the mean of two steps goes far quicker.

    Source: Feydy et al. 2019, section 3.2 (the symmetric update).
    """
    with torch.no_grad():
        f = torch.zeros_like(C[:, 0, :])
        for _ in range(steps):
            f = 0.5 * (f + soft_minimum(C, f, eps))
        f = soft_minimum(C, f, eps)
        plan = torch.exp((f[..., None] + f[:, None] - C) / eps) / C.shape[1] ** 2
        value = 2 * f.mean(-1)
    return with_slope(value, plan, C)


def soft_minimum(
    C: Float[Tensor, "seeds n m"], g: Float[Tensor, "seeds m"], eps: float
) -> Float[Tensor, "seeds n"]:
    """Return −ε log mean_j exp((g_j − C_ij)/ε): for ε → 0 the c-transform min_j (C_ij − g_j)."""
    return -eps * (torch.logsumexp((g[:, None] - C) / eps, -1) - log(C.shape[2]))


def with_slope(value: Tensor, plan: Tensor, C: Tensor) -> Float[Tensor, " seeds"]:
    """Return the value, with the plan as its derivative by C."""
    moved = (plan * C).sum((1, 2))
    return value + moved - moved.detach()
