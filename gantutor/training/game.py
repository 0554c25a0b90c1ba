"""A game as a frozen value: who plays, for what, under which rule, and for how long."""

from dataclasses import asdict, dataclass, field
from math import isfinite
from typing import Any

from gantutor import constraints, objectives
from gantutor.constraints import Free, GradientPenalty
from gantutor.nets import MLP

LATENTS: tuple[str, ...] = ("normal", "uniform")
OPTIMISERS: tuple[str, ...] = ("adam", "rmsprop")


@dataclass(frozen=True)
class Game:
    """All settings of an adversarial game; data and seeds come with ``start``.

    ``generator=None``: the fakes are fixed samples, and only the critic learns.
    ``constraint``: a constraint, or "free", "clip", "penalty" for one with its defaults.
    One iteration is ``n_critic`` critic steps and one generator step. ``decay`` lowers the
    learning rate ``lr`` linearly to 0 over ``iterations``. ``betas`` are Adam's (RMSprop takes the
    second as its smoothing). ``average`` is the weight of the past in the running average of the
    generator, 0 for none. ``latent``: N(0, I), or uniform on [−1, 1].
    Unknown names, widths that do not fit and numbers out of range raise ValueError.
    """

    critic: MLP
    generator: MLP | None = None
    objective: str = "wasserstein"
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

    def __post_init__(self) -> None:
        object.__setattr__(self, "constraint", constraints.get(self.constraint))
        objectives.get(self.objective)
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
        if self.critic.widths[-1] != 1:
            raise ValueError(f"a critic gives one number, but its widths are {self.critic.widths}")
        if self.generator and self.generator.widths[-1] != self.critic.widths[0]:
            raise ValueError(
                f"the generator makes samples of {self.generator.widths[-1]} dimensions "
                f"(widths {self.generator.widths}), but the critic takes {self.critic.widths[0]} "
                f"(widths {self.critic.widths})"
            )

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

    def settings(self) -> dict[str, Any]:
        """Return all settings as a dictionary that JSON can hold."""
        constraint = constraints.get(self.constraint)
        name = next(n for n, kind in constraints.CONSTRAINTS.items() if kind is type(constraint))
        return {**asdict(self), "constraint": {"name": name, **asdict(constraint)}}
