"""A game as a frozen value: who plays, for what, under which rule, and for how long."""

from dataclasses import asdict, dataclass, field
from math import isfinite
from typing import Any

from gantutor import constraints, objectives
from gantutor.constraints import Free, GradientPenalty
from gantutor.nets import MLP, Autoencoder
from gantutor.objectives import Objective

LATENTS: tuple[str, ...] = ("normal", "uniform")
OPTIMISERS: tuple[str, ...] = ("adam", "rmsprop")


@dataclass(frozen=True)
class Game:
    """All settings of an adversarial game; data and seeds come with ``start``.

    ``critic``: an MLP with one output, or an Autoencoder, whose output is its error.
    ``generator=None``: the fakes are fixed samples, and only the critic learns.
    ``objective``: an objective, or the name of one with its defaults; ``constraint`` likewise.
    One iteration is ``n_critic`` critic steps and one generator step. ``decay`` lowers the
    learning rate ``lr`` linearly to 0 over ``iterations``. ``betas`` are Adam's (RMSprop takes the
    second as its smoothing). ``average`` is the weight of the past in the running average of the
    generator, 0 for none. ``latent``: N(0, I), or uniform on [−1, 1]. ``noise``: the deviation σ of
    the Gaussian noise that is added to every sample before the critic sees it in training, real
    and fake, in critic and generator steps; ``noise_decay`` lowers it linearly to 0 over
    ``iterations`` (Sønderby et al. 2017; Arjovsky & Bottou 2017).
    Unknown names, widths that do not fit and numbers out of range raise ValueError.
    """

    critic: MLP | Autoencoder
    generator: MLP | None = None
    objective: Objective | str = "wasserstein"
    constraint: Free | str = field(default_factory=GradientPenalty)
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

    def __post_init__(self) -> None:
        object.__setattr__(self, "constraint", constraints.get(self.constraint))
        object.__setattr__(self, "objective", objectives.get(self.objective))
        for what, known in (("optimiser", OPTIMISERS), ("latent", LATENTS)):
            if getattr(self, what) not in known:
                raise ValueError(
                    f"unknown {what} {getattr(self, what)!r}; known: {', '.join(known)}"
                )
        for what in ("batch", "n_critic", "iterations"):
            if getattr(self, what) < 1:
                raise ValueError(f"{what} must be at least 1, got {getattr(self, what)}")
        if not (isfinite(self.lr) and self.lr > 0):
            raise ValueError(f"lr must be finite and above 0, got {self.lr}")
        if not all(0 <= b < 1 for b in (*self.betas, self.average)):
            raise ValueError(
                f"betas and average must be in [0, 1), got {self.betas} and {self.average}"
            )
        if not (isfinite(self.noise) and self.noise >= 0):
            raise ValueError(f"noise must be finite and at least 0, got {self.noise}")
        if self.critic.outputs != 1:
            raise ValueError(f"a critic gives one number, but its widths are {self.critic.widths}")
        if self.generator and self.generator.widths[-1] != self.critic.widths[0]:
            raise ValueError(
                f"the generator makes samples of {self.generator.widths[-1]} dimensions "
                f"(widths {self.generator.widths}), but the critic takes {self.critic.widths[0]} "
                f"(widths {self.critic.widths})"
            )
        objectives.get(self.objective).check(self.critic, self.batch)

    def rate(self, iteration: int) -> float:
        """Return the learning rate during that iteration (counted from 0).

        lr · (1 − iteration / iterations) with decay. From ``iterations`` on, ValueError: steps of
        size 0 would train nothing and say nothing.
        """
        if not self.decay:
            return float(self.lr)
        if iteration >= self.iterations:
            raise ValueError(
                f"the match is over: {iteration} of {self.iterations} iterations are played and "
                "the learning rate has decayed to 0; start one with more iterations, or decay=False"
            )
        return self.lr * (1 - iteration / self.iterations)

    def deviation(self, iteration: int) -> float:
        """Return the noise's deviation σ during that iteration (counted from 0).

        noise · (1 − iteration / iterations) with ``noise_decay``, and 0 from ``iterations`` on.
        """
        if not self.noise_decay:
            return float(self.noise)
        return self.noise * max(0.0, 1 - iteration / self.iterations)

    def settings(self) -> dict[str, Any]:
        """Return all settings as a dictionary that JSON can hold.

        Critic, objective and constraint come with the name of their kind beside their parameters;
        an objective without parameters is its name.
        """
        constraint = constraints.get(self.constraint)
        name = next(n for n, kind in constraints.CONSTRAINTS.items() if kind is type(constraint))
        return {
            **asdict(self),
            "critic": {"name": type(self.critic).__name__, **asdict(self.critic)},
            "objective": objectives.get(self.objective).settings(),
            "constraint": {"name": name, **asdict(constraint)},
        }
