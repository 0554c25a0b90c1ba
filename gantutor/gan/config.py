"""An adversarial game as a frozen value: who plays, for what, under which rule, and how long."""

from dataclasses import asdict, dataclass, field
from math import isfinite
from typing import Any

from gantutor import constraints, objectives
from gantutor.constraints import Constraint, GradientPenalty
from gantutor.names import known
from gantutor.nets import Spec
from gantutor.objectives import Objective
from gantutor.training.optimiser import OPTIMISERS
from gantutor.training.schedule import Decaying, at_least_one, check_optimiser, linear

LATENTS: tuple[str, ...] = ("normal", "uniform")


@dataclass(frozen=True)
class Config(Decaying):
    """All settings of an adversarial game; data and seeds come with ``start``.

    ``critic``: the specification of a network with one output, such as an MLP, a ConvNet, or an
    Autoencoder, whose output is its error.
    ``generator=None``: the fakes are fixed samples, and only the critic learns.
    ``objective``: an objective, or the name of one with its defaults; ``constraint`` likewise.
    One iteration is ``n_critic`` critic steps and one generator step. ``decay`` lowers the
    learning rate ``lr`` linearly to 0 over ``iterations``. ``betas`` are Adam's (RMSprop takes the
    second as its smoothing). ``average`` is the weight of the past in the running average of the
    generator, 0 for none. ``latent``: N(0, I), or uniform on [−1, 1]. ``noise``: the deviation σ of
    the Gaussian noise that is added to every sample before the critic sees it in training, real
    and fake, in critic and generator steps; ``noise_decay`` lowers it linearly to 0 over
    ``iterations`` (Sønderby et al. 2017; Arjovsky & Bottou 2017).
    ``pretraining``: critic steps on real data alone, before the first iteration.
    ``joint_batch``: a critic whose normalisation mixes its batch sees real and fake samples in one
    batch; by default each kind has its own statistics (Radford et al. 2016 use separate batches).
    Unknown names, networks that do not fit and numbers out of range raise ValueError.
    """

    critic: Spec
    generator: Spec | None = None
    objective: Objective | str = "wasserstein"
    constraint: Constraint | str = field(default_factory=GradientPenalty)
    batch: int = 256
    n_critic: int = 5
    iterations: int = 1000
    lr: float = 5e-3
    betas: tuple[float, float] = (0.0, 0.9)
    optimiser: str = "adam"
    decay: bool = True
    average: float = 0.99
    latent: str = "normal"
    noise: float = 0.0
    noise_decay: bool = False
    pretraining: int = 0
    joint_batch: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "constraint", constraints.get(self.constraint))
        object.__setattr__(self, "objective", objectives.get(self.objective))
        known("optimiser", self.optimiser, OPTIMISERS)
        known("latent", self.latent, LATENTS)
        at_least_one(self, "batch", "n_critic", "iterations")
        check_optimiser(self.lr, self.betas, self.average)
        if not (isfinite(self.noise) and self.noise >= 0):
            raise ValueError(f"noise must be finite and at least 0, got {self.noise}")
        if self.critic.outputs != 1:
            raise ValueError(
                f"a critic gives one number, but it has {self.critic.outputs}: {self.critic}"
            )
        if self.generator and self.generator.outputs != self.critic.inputs:
            raise ValueError(
                f"the generator makes samples of {self.generator.outputs} dimensions "
                f"({self.generator}), but the critic takes {self.critic.inputs} ({self.critic})"
            )
        objective = objectives.get(self.objective)
        objective.check(self.critic, self.batch)
        if self.pretraining < 0:
            raise ValueError(f"pretraining must be at least 0 steps, got {self.pretraining}")
        if self.pretraining:
            objective.check_pretraining(self.critic)

    def deviation(self, iteration: int) -> float:
        """Return the noise's deviation σ during that iteration (counted from 0).

        noise · (1 − iteration / iterations) with ``noise_decay``, and 0 from ``iterations`` on.
        """
        if not self.noise_decay:
            return float(self.noise)
        return linear(self.noise, iteration, self.iterations)

    def settings(self) -> dict[str, Any]:
        """Return all settings as a dictionary that JSON can hold.

        Networks, objective and constraint come with the name of their kind beside their
        parameters; an objective without parameters is its name.
        """
        return {
            **asdict(self),
            "critic": self.critic.settings(),
            "generator": None if self.generator is None else self.generator.settings(),
            "objective": objectives.get(self.objective).settings(),
            "constraint": constraints.get(self.constraint).settings(),
        }
