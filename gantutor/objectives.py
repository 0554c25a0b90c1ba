"""The table of objectives: what the critic and the generator minimise.

Every loss is minimised, real comes before fake, and everything is a function of the critic's raw
output (a logit where the objective is a classification): a softplus, never the log of a sigmoid.
"""

from collections.abc import Callable
from dataclasses import dataclass

from jaxtyping import Float
from torch import Tensor
from torch.nn.functional import relu, softplus

Elementwise = Callable[[Tensor], Tensor]


@dataclass(frozen=True)
class Objective:
    """Three elementwise functions of the critic's output: on real, on fake, for the generator.

    critic: mean on_real(fx) + mean on_fake(fy); generator: mean generator(fy).
    """

    name: str
    on_real: Elementwise
    on_fake: Elementwise
    generator: Elementwise

    def critic_loss(
        self, fx: Float[Tensor, "games real"], fy: Float[Tensor, "games fake"]
    ) -> Float[Tensor, " games"]:
        """Return each game's critic loss, the mean over its batch, to be minimised."""
        return self.on_real(fx).mean(-1) + self.on_fake(fy).mean(-1)

    def generator_loss(self, fy: Float[Tensor, "games fake"]) -> Float[Tensor, " games"]:
        """Return each game's generator loss, the mean over its batch, to be minimised."""
        return self.generator(fy).mean(-1)


# fmt: off
minimax = Objective(          # Goodfellow et al. 2014, eq. 1
    "minimax",
    on_real=lambda fx: softplus(-fx),         # -log D(x),      D = sigmoid(f)
    on_fake=lambda fy: softplus(fy),          # -log(1 - D(y))
    generator=lambda fy: -softplus(fy),       #  log(1 - D(y))
)
nonsaturating = Objective(    # Goodfellow et al. 2014, section 3
    "nonsaturating",
    on_real=lambda fx: softplus(-fx),
    on_fake=lambda fy: softplus(fy),
    generator=lambda fy: softplus(-fy),       # -log D(y)
)
least_squares = Objective(    # Mao et al. 2017, eq. 9: targets 1 for real, 0 for fake
    "least_squares",
    on_real=lambda fx: 0.5 * (fx - 1).square(),
    on_fake=lambda fy: 0.5 * fy.square(),
    generator=lambda fy: 0.5 * (fy - 1).square(),
)
wasserstein = Objective(      # Arjovsky, Chintala & Bottou 2017, algorithm 1
    "wasserstein",
    on_real=lambda fx: -fx,
    on_fake=lambda fy: fy,
    generator=lambda fy: -fy,
)
hinge = Objective(            # Lim & Ye 2017; Miyato et al. 2018, eqs. 16 and 17
    "hinge",
    on_real=lambda fx: relu(1 - fx),
    on_fake=lambda fy: relu(1 + fy),
    generator=lambda fy: -fy,
)
# fmt: on

OBJECTIVES: dict[str, Objective] = {
    o.name: o for o in (minimax, nonsaturating, least_squares, wasserstein, hinge)
}


def get(name: str) -> Objective:
    """Return the objective of that name; an unknown name raises ValueError with the known ones."""
    if name not in OBJECTIVES:
        raise ValueError(f"unknown objective {name!r}; known: {', '.join(OBJECTIVES)}")
    return OBJECTIVES[name]
