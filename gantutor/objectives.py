"""The table of objectives: what the critic and the generator minimise.

Every loss is minimised, real comes before fake, and everything is a function of the critic's raw
output (a logit where the objective is a classification): a softplus, never the log of a sigmoid.
An objective is a frozen value; where it has parameters, the table holds the one with the defaults.
"""

from abc import ABC, abstractmethod
from dataclasses import asdict, dataclass
from math import isfinite
from typing import Any, ClassVar

import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn.functional import normalize, relu, softplus

from gantutor.names import known
from gantutor.nets import Spec


def _positive(what: str, value: float) -> None:
    if not (isfinite(value) and value > 0):
        raise ValueError(f"{what} must be finite and above 0, got {value}")


@dataclass(frozen=True)
class Objective(ABC):
    """Three elementwise functions of the critic's output: on real, on fake, for the generator.

    critic: mean on_real(fx) + mean on_fake(fy); generator: mean generator(fy).

    ``direction`` says which way the critic points: a "score" is high on real, an "energy" low.
    ``paired``: the critic's loss compares each real sample with one fake.
    ``pretrains``: when mean on_real(fx) alone has a minimum, so that the critic can learn from
    real data before there are fakes: "always", "never", or if the critic is "bounded below".
    """

    name: ClassVar[str]
    direction: ClassVar[str] = "score"
    paired: ClassVar[bool] = False

    @abstractmethod
    def on_real(self, fx: Tensor) -> Tensor:
        """Return the critic's loss of each real sample."""

    @abstractmethod
    def on_fake(self, fy: Tensor) -> Tensor:
        """Return the critic's loss of each fake."""

    @abstractmethod
    def generator(self, fy: Tensor) -> Tensor:
        """Return the generator's loss of each fake."""

    def critic_loss(
        self,
        fx: Float[Tensor, "seeds real"],
        fy: Float[Tensor, "seeds fake"],
        x: Float[Tensor, "seeds real dim"] | None = None,
        y: Float[Tensor, "seeds fake dim"] | None = None,
    ) -> Float[Tensor, " seeds"]:
        """Return each seed's critic loss, the mean over its batch, to be minimised.

        The samples x and y themselves matter to a paired objective only.
        """
        return self.on_real(fx).mean(-1) + self.on_fake(fy).mean(-1)

    def generator_loss(
        self,
        fy: Float[Tensor, "seeds fake"],
        codes: Float[Tensor, "seeds fake code"] | None = None,
    ) -> Float[Tensor, " seeds"]:
        """Return each seed's generator loss, the mean over its batch, to be minimised.

        The codes of the fakes matter only to an objective that ``needs_codes``.
        """
        return self.generator(fy).mean(-1)

    def gap(
        self, fx: Float[Tensor, "seeds real"], fy: Float[Tensor, "seeds fake"]
    ) -> Float[Tensor, " seeds"]:
        """Return how far the critic sets real apart from fake, positive when it is right.

        mean fx − mean fy of a score, mean fy − mean fx of an energy.
        """
        gap = fx.mean(-1) - fy.mean(-1)
        return gap if self.direction == "score" else -gap

    @property
    def needs_codes(self) -> bool:
        """Whether the generator's loss reads the critic's codes of the fakes."""
        return False

    @property
    def pretrains(self) -> str:
        """When the loss on real data alone has a minimum."""
        return "never"

    def check(self, critic: Spec, batch: int) -> None:  # noqa: B027
        """Raise ValueError if the objective makes no sense with that critic or batch.

        Most have nothing to ask.
        """

    def check_pretraining(self, critic: Spec) -> None:
        """Raise ValueError if that critic's loss on real data alone has no minimum."""
        if self.pretrains == "never":
            raise ValueError(
                f"{self} cannot train a critic on real data alone: without fakes its loss has no "
                "minimum, and the critic runs away"
            )
        if self.pretrains == "bounded below" and not critic.bounded_below:
            raise ValueError(
                f"{self} trains a critic on real data alone only if its output is bounded below, "
                f"as an Autoencoder's is; got {critic}"
            )

    def settings(self) -> str | dict[str, Any]:
        """Return the name, or name and parameters where there are any: what JSON can hold."""
        parameters = asdict(self)
        return {"name": self.name, **parameters} if parameters else self.name


@dataclass(frozen=True)
class Logistic(Objective):
    """The critic of minimax and non-saturating games: a classifier by its logit, D = sigmoid(f).

    ``smoothing`` s in [0, ½): the target on real is 1 − s, on fake it stays 0 (one-sided), and D
    on real strives for 1 − s, f for log((1 − s)/s). Else ValueError.
    Source: Goodfellow et al. 2014, eq. 1; smoothing: Salimans et al. 2016, section 3.4.
    """

    smoothing: float = 0.0

    def __post_init__(self) -> None:
        if not 0 <= self.smoothing < 0.5:
            raise ValueError(f"smoothing must be in [0, 1/2), got {self.smoothing}")

    @property
    def pretrains(self) -> str:
        """A logit grows for ever towards the target 1, but stops at 1 − s."""
        return "always" if self.smoothing else "never"

    def on_real(self, fx: Tensor) -> Tensor:
        """−(1 − s) log D(x) − s log(1 − D(x))."""
        if self.smoothing == 0:
            return softplus(-fx)
        return (1 - self.smoothing) * softplus(-fx) + self.smoothing * softplus(fx)

    def on_fake(self, fy: Tensor) -> Tensor:
        """−log(1 − D(y))."""
        return softplus(fy)


class Minimax(Logistic):
    """The generator minimises what the critic maximises. Source: Goodfellow et al. 2014, eq. 1."""

    name = "minimax"

    def generator(self, fy: Tensor) -> Tensor:
        """log(1 − D(y))."""
        return -softplus(fy)


class NonSaturating(Logistic):
    """The generator maximises log D instead. Source: Goodfellow et al. 2014, section 3."""

    name = "nonsaturating"

    def generator(self, fy: Tensor) -> Tensor:
        """−log D(y)."""
        return softplus(-fy)


class LeastSquares(Objective):
    """Regression to 1 on real and 0 on fake. Source: Mao et al. 2017, eq. 9."""

    name = "least_squares"

    @property
    def pretrains(self) -> str:
        """The minimum is the constant 1."""
        return "always"

    def on_real(self, fx: Tensor) -> Tensor:
        """½(f(x) − 1)²."""
        return 0.5 * (fx - 1).square()

    def on_fake(self, fy: Tensor) -> Tensor:
        """½f(y)²."""
        return 0.5 * fy.square()

    def generator(self, fy: Tensor) -> Tensor:
        """½(f(y) − 1)²."""
        return 0.5 * (fy - 1).square()


class Wasserstein(Objective):
    """The difference of the means. Source: Arjovsky, Chintala & Bottou 2017, algorithm 1."""

    name = "wasserstein"

    def on_real(self, fx: Tensor) -> Tensor:
        """−f(x)."""
        return -fx

    def on_fake(self, fy: Tensor) -> Tensor:
        """f(y)."""
        return fy

    def generator(self, fy: Tensor) -> Tensor:
        """−f(y)."""
        return -fy


class Hinge(Objective):
    """Sure enough is enough. Source: Lim & Ye 2017; Miyato et al. 2018, eqs. 16 and 17."""

    name = "hinge"

    @property
    def pretrains(self) -> str:
        """The minimum is any f ≥ 1."""
        return "always"

    def on_real(self, fx: Tensor) -> Tensor:
        """max(0, 1 − f(x))."""
        return relu(1 - fx)

    def on_fake(self, fy: Tensor) -> Tensor:
        """max(0, 1 + f(y))."""
        return relu(1 + fy)

    def generator(self, fy: Tensor) -> Tensor:
        """−f(y)."""
        return -fy


@dataclass(frozen=True)
class Energy(Objective):
    """EBGAN: low energy on real; on fakes the critic is paid for raising it up to the margin.

    critic: mean f(x) + mean max(0, m − f(y)); generator: mean f(y) + weight · PT(codes of y).
    Without the margin the critic would win by ruining its reconstruction of the fakes.
    ``margin`` m > 0; ``pull_away`` ≥ 0 is the weight of `pull_away`, for a critic with codes of at
    least 2 dimensions and a batch of at least 2. Else ValueError.
    Source: Zhao, Mathieu & LeCun 2017, eqs. 1 and 2; section 2.4 (pull-away).
    """

    name = "energy"
    direction = "energy"
    margin: float = 1.0
    pull_away: float = 0.0

    def __post_init__(self) -> None:
        _positive("margin of Energy", self.margin)
        if not (isfinite(self.pull_away) and self.pull_away >= 0):
            raise ValueError(
                f"pull_away of Energy must be finite and at least 0, got {self.pull_away}"
            )

    @property
    def pretrains(self) -> str:
        """An energy that may fall without limit has no minimum; a reconstruction error has."""
        return "bounded below"

    @property
    def needs_codes(self) -> bool:
        """Whether there is a pull-away term."""
        return self.pull_away > 0

    def on_real(self, fx: Tensor) -> Tensor:
        """f(x)."""
        return fx

    def on_fake(self, fy: Tensor) -> Tensor:
        """max(0, m − f(y))."""
        return relu(self.margin - fy)

    def generator(self, fy: Tensor) -> Tensor:
        """f(y)."""
        return fy

    def generator_loss(
        self,
        fy: Float[Tensor, "seeds fake"],
        codes: Float[Tensor, "seeds fake code"] | None = None,
    ) -> Float[Tensor, " seeds"]:
        """Return mean f(y), plus the weighted pull-away term of the codes if it has a weight."""
        loss = fy.mean(-1)
        if not self.needs_codes:
            return loss
        if codes is None:
            raise ValueError("a pull-away term needs the codes of the fakes, got none")
        return loss + self.pull_away * pull_away(codes)

    def check(self, critic: Spec, batch: int) -> None:
        """Raise ValueError if there is a pull-away term, but no two codes that could differ."""
        if not self.needs_codes:
            return
        if critic.code_dim < 2:
            raise ValueError(
                "a pull-away term needs a critic with codes: an Autoencoder with at least 2 code "
                f"dimensions (in one, cos² is always 1), got {critic}"
            )
        if batch < 2:
            raise ValueError(f"a pull-away term needs a batch of at least 2, got {batch}")


@dataclass(frozen=True)
class LossSensitive(Objective):
    """LS-GAN: a fake's loss should exceed a real sample's by a margin, their distance.

    critic: mean f(x) + weight · mean max(0, Δ(x, y) + f(x) − f(y)) over pairs of one real and one
    fake sample, Δ(x, y) = scale · ‖x − y‖; generator: mean f(y). A fake near its partner need not
    be much worse than it. A constant taken from f lowers the critic's loss and changes nothing
    else, so with a linear output the loss drifts down without end; an ``Autoencoder`` stops at 0.
    ``weight``, ``scale`` > 0, else ValueError. Source: Qi 2017 (weight is λ).
    """

    name = "loss_sensitive"
    direction = "energy"
    paired = True
    weight: float = 1.0
    scale: float = 1.0

    def __post_init__(self) -> None:
        _positive("weight of LossSensitive", self.weight)
        _positive("scale of LossSensitive", self.scale)

    @property
    def pretrains(self) -> str:
        """As for an energy."""
        return "bounded below"

    def on_real(self, fx: Tensor) -> Tensor:
        """f(x)."""
        return fx

    def on_fake(self, fy: Tensor) -> Tensor:
        """Raise TypeError: there is no loss of a fake without its partner."""
        raise TypeError("loss_sensitive compares pairs: a fake alone has no loss; see critic_loss")

    def critic_loss(
        self,
        fx: Float[Tensor, "seeds real"],
        fy: Float[Tensor, "seeds fake"],
        x: Float[Tensor, "seeds real dim"] | None = None,
        y: Float[Tensor, "seeds fake dim"] | None = None,
    ) -> Float[Tensor, " seeds"]:
        """Return each seed's critic loss over the pairs (x[i], y[i]), to be minimised.

        Without the samples, or with more of one kind: ValueError.
        """
        if x is None or y is None or x.shape != y.shape:
            got = [None if t is None else tuple(t.shape) for t in (x, y)]
            raise ValueError(f"loss_sensitive needs as many samples x as y, got shapes {got}")
        distance = self.scale * torch.linalg.vector_norm(x - y, dim=-1)
        return fx.mean(-1) + self.weight * relu(distance + fx - fy).mean(-1)

    def generator(self, fy: Tensor) -> Tensor:
        """f(y)."""
        return fy


def pull_away(codes: Float[Tensor, "seeds batch code"]) -> Float[Tensor, " seeds"]:
    """Return the mean cos² between two different codes of a batch: 1 where all are parallel.

    PT = 1/(N(N − 1)) · Σᵢ Σ_{j≠i} cos²(sᵢ, sⱼ), in [0, 1]; a code of length zero has cos 0.
    The square matters: without it, opposite codes would be worth more than orthogonal ones, and
    two opposite clumps would cancel. Fewer than two codes: ValueError.
    Source: Zhao, Mathieu & LeCun 2017, section 2.4.
    """
    n = codes.shape[1]
    if n < 2:
        raise ValueError(f"a pull-away term needs at least 2 codes, got {n}")
    directions = normalize(codes, dim=-1)
    # Σᵢⱼ (sᵢ·sⱼ)² = ‖SᵀS‖²: code × code numbers instead of batch × batch.
    every_pair = (directions.mT @ directions).square().sum((-2, -1))
    with_itself = directions.square().sum(-1).square().sum(-1)
    return (every_pair - with_itself) / (n * (n - 1))


minimax = Minimax()
nonsaturating = NonSaturating()
least_squares = LeastSquares()
wasserstein = Wasserstein()
hinge = Hinge()
energy = Energy()
loss_sensitive = LossSensitive()

OBJECTIVES: dict[str, Objective] = {
    o.name: o
    for o in (minimax, nonsaturating, least_squares, wasserstein, hinge, energy, loss_sensitive)
}


def get(objective: str | Objective) -> Objective:
    """Return an objective as it is, or one by name with its defaults.

    An unknown name raises ValueError with the known ones.
    """
    if isinstance(objective, Objective):
        return objective
    return OBJECTIVES[known("objective", objective, OBJECTIVES)]
