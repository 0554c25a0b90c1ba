"""The table of methods: an objective, and what is done to make it converge."""

from dataclasses import dataclass, replace
from math import inf, isfinite
from typing import Any

from gantutor.dynamics.slopes import PENALTIES, SIDES
from gantutor.names import known

RULES: tuple[str, ...] = (*PENALTIES, "consensus")


@dataclass(frozen=True)
class Method:
    """One way to train the Dirac-GAN.

    ``objective``: a name of `objectives.OBJECTIVES`. ``rule``: a penalty on the critic's slope,
    ``weight`` times one of `constraints.RULES`, added to the critic's loss; or "consensus", which
    adds weight · ½‖v‖² to both losses. ``c``: the critic is clipped to [−c, c], infinite for not at
    all. ``sigma``: both laws are blurred by N(0, σ²). Unknown names, and numbers that are not
    finite or out of range (weight, sigma ≥ 0; c > 0), raise ValueError.
    """

    name: str
    objective: str
    rule: str | None = None
    weight: float = 0.0
    c: float = inf
    sigma: float = 0.0

    def __post_init__(self) -> None:
        known("objective", self.objective, SIDES)
        if self.rule is not None:
            known("rule", self.rule, RULES)
        for what in ("weight", "sigma"):
            value = getattr(self, what)
            if not (isfinite(value) and value >= 0):
                raise ValueError(f"{what} must be finite and at least 0, got {value}")
        if not self.c > 0:
            raise ValueError(f"c must be above 0, got {self.c}")

    @property
    def settings(self) -> tuple[str, ...]:
        """The numbers that this method has: a subset of weight, c, sigma."""
        used = {"weight": self.rule is not None, "c": self.c < inf, "sigma": self.sigma > 0}
        return tuple(name for name, has in used.items() if has)


METHODS: dict[str, Method] = {
    m.name: m
    for m in (
        Method("minimax", "minimax"),
        Method("nonsaturating", "nonsaturating"),
        Method("least_squares", "least_squares"),
        Method("hinge", "hinge"),
        Method("wasserstein", "wasserstein"),
        # Arjovsky, Chintala & Bottou 2017, algorithm 1
        Method("wasserstein_clip", "wasserstein", c=1.0),
        # Gulrajani et al. 2017, eq. 3: weight is λ
        Method("wgan_gp", "wasserstein", rule="two_sided", weight=0.3),
        # Petzka et al. 2018, eq. 8
        Method("wgan_gp_one_sided", "wasserstein", rule="one_sided", weight=0.3),
        # Mescheder et al. 2018, eq. 9: weight is γ/2. R2 is the same here: the slope is ψ anywhere
        Method("r1", "minimax", rule="zero_centred", weight=0.3),
        # Sønderby et al. 2017; Arjovsky & Bottou 2017
        Method("instance_noise", "minimax", sigma=1.0),
        # Mescheder, Nowozin & Geiger 2017
        Method("consensus", "minimax", rule="consensus", weight=0.3),
    )
}


def get(method: str | Method, **settings: float) -> Method:
    """Return a method by name, with its ``settings`` (weight, c, sigma) changed where given.

    An unknown name, and a setting that the method does not have, raise ValueError with the known
    ones.
    """
    if isinstance(method, str):
        method = METHODS[known("method", method, METHODS)]
    unknown = [name for name in settings if name not in method.settings]
    if unknown:
        has = ", ".join(method.settings) or "none"
        raise ValueError(f"{method.name} has no setting {', '.join(unknown)}; known: {has}")
    changed: dict[str, Any] = {**settings}
    return replace(method, **changed)
