"""How a model of sequences is trained, as a frozen value: by likelihood, or against a critic."""

from dataclasses import asdict, dataclass, field
from math import isfinite
from typing import Any

from gantutor import constraints, objectives
from gantutor.constraints import Constraint, GradientPenalty
from gantutor.names import known
from gantutor.nets import Spec
from gantutor.objectives import Objective
from gantutor.sequences.model import GRU
from gantutor.training.optimiser import OPTIMISERS
from gantutor.training.schedule import Decaying, at_least_one, check_optimiser

WAYS: tuple[str, ...] = ("likelihood", "reinforce", "gumbel", "straight_through")
BASELINES: tuple[str, ...] = ("none", "leave_one_out")


@dataclass(frozen=True)
class Config(Decaying):
    """All settings of a training; sequences and seeds come with ``start``.

    ``way``: "likelihood" raises log q(x) of the data and needs no critic. The others play against
    ``critic``, a network from the rows of a sequence, length · vocabulary numbers, to one:
    "reinforce" by the score function, the reward of a sequence y being minus the objective's
    generator loss of f(y); "gumbel" and "straight_through" through the critic, by rows of
    ``softness`` (the Gumbel-softmax's temperature).
    ``baseline``: what "reinforce" subtracts from the reward, "none" or the mean of the batch's
    others, "leave_one_out". ``objective`` and ``constraint``: as of a `gan.Config`; a penalty's
    norm is over the whole of a sequence's rows.
    One iteration is ``n_critic`` critic steps and one of the model; ``decay`` lowers the learning
    rate ``lr`` of both linearly to 0 over ``iterations``.
    Unknown names, networks that do not fit and numbers out of range raise ValueError.
    """

    model: GRU
    way: str = "likelihood"
    critic: Spec | None = None
    objective: Objective | str = "wasserstein"
    constraint: Constraint | str = field(default_factory=GradientPenalty)
    baseline: str = "leave_one_out"
    softness: float = 1.0
    batch: int = 128
    n_critic: int = 3
    iterations: int = 1000
    lr: float = 5e-3
    betas: tuple[float, float] = (0.0, 0.9)
    optimiser: str = "adam"
    decay: bool = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "constraint", constraints.get(self.constraint))
        object.__setattr__(self, "objective", objectives.get(self.objective))
        known("way", self.way, WAYS)
        known("baseline", self.baseline, BASELINES)
        known("optimiser", self.optimiser, OPTIMISERS)
        at_least_one(self, "batch", "n_critic", "iterations")
        check_optimiser(self.lr, self.betas)
        if not (isfinite(self.softness) and self.softness > 0):
            raise ValueError(f"softness must be finite and above 0, got {self.softness}")
        if self.way == "reinforce" and self.baseline == "leave_one_out" and self.batch < 2:
            raise ValueError("a baseline from the batch's others needs a batch of at least 2")
        self._check_critic()

    @property
    def adversarial(self) -> bool:
        """Whether there is a critic."""
        return self.way != "likelihood"

    def settings(self) -> dict[str, Any]:
        """Return all settings as a dictionary that JSON can hold."""
        return {
            **asdict(self),
            "model": self.model.settings(),
            "critic": None if self.critic is None else self.critic.settings(),
            "objective": objectives.get(self.objective).settings(),
            "constraint": constraints.get(self.constraint).settings(),
        }

    def _check_critic(self) -> None:
        if self.adversarial == (self.critic is None):
            wanted = "needs a critic" if self.adversarial else "has no use for a critic"
            raise ValueError(f"{self.way} {wanted}, got critic={self.critic}")
        if self.critic is None:
            return
        objective = objectives.get(self.objective)
        if objective.paired or objective.needs_codes or objective.direction != "score":
            raise ValueError(f"the objective must score single sequences, got {objective}")
        objective.check(self.critic, self.batch)
        if (self.critic.inputs, self.critic.outputs) != (self.model.numbers, 1):
            raise ValueError(
                f"the critic must take {self.model.numbers} numbers, {self.model.length} rows of "
                f"{self.model.vocabulary}, and give one, got {self.critic}"
            )
