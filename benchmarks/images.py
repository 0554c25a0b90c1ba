"""Games on images: what the penalty costs a critic of convolutions, and seeds at once or apart."""

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from benchmarks.timing import one_thread
from gantutor import constraints, gan, nets
from gantutor.report import Comparison, Measurement, medians

DIGIT, BATCH, LATENT, SEEDS = (1, 28, 28), 64, 32, 3


def images_run(seeds: range, penalised: bool = True) -> gan.AdversarialRun:
    """Set up the WGAN-GP of the chapter on convolutions, or the same game without its penalty.

    Its images are noise: what an iteration takes does not depend on what they show.
    """
    rng = torch.Generator().manual_seed(0)
    images = 2 * torch.rand(1000, 784, generator=rng) - 1
    config = gan.Config(
        critic=nets.image_critic(DIGIT, (16, 32)),
        generator=nets.image_generator(DIGIT, (32, 16), latent=LATENT),
        constraint=constraints.GradientPenalty(10.0) if penalised else "free",
        batch=BATCH,
        n_critic=1,
        lr=1e-6,  # without a penalty the critic would run away while it is timed
        iterations=1_000_000,
    )
    return gan.start(config, images, seeds=seeds, device="cpu")


class Critic(nn.Module):
    """The critic by ``torch.nn``, and its slope |∇f(x)| in two ways."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = nn.Conv2d(1, 16, 4, 2, 1), nn.Conv2d(16, 32, 4, 2, 1)
        self.last = nn.Linear(32 * 7 * 7, 1)

    def forward(self, x: Tensor) -> Tensor:
        """Return the score of each image, (n, 1)."""
        return self.last(self._hidden(x)[1].flatten(1))

    def _hidden(self, x: Tensor) -> tuple[Tensor, Tensor]:
        a = F.leaky_relu(self.first(x), 0.2)
        return a, F.leaky_relu(self.second(a), 0.2)

    def slope_by_autograd(self, x: Tensor) -> Tensor:
        """Return the slope at each image; its own gradient is the derivative of a gradient."""
        x = x.clone().requires_grad_()
        (gradient,) = torch.autograd.grad(self(x).sum(), x, create_graph=True)
        return gradient.flatten(1).norm(dim=1)

    def slope_by_hand(self, x: Tensor) -> Tensor:
        """Return the same from the weights: between its kinks the critic is linear.

        ∇f(x) = Aᵀ(m₁ ⊙ Bᵀ(m₂ ⊙ w)), with the convolutions A and B, the last layer's weights w and
        the activations' slopes m₁ and m₂ at x.
        """
        a, b = (torch.where(h > 0, 1.0, 0.2) for h in self._hidden(x))
        back = self.last.weight.view(1, 32, 7, 7) * b
        back = F.conv_transpose2d(back, self.second.weight, stride=2, padding=1) * a
        back = F.conv_transpose2d(back, self.first.weight, stride=2, padding=1)
        return back.flatten(1).norm(dim=1)

    def step(self, x: Tensor, y: Tensor, slope: Callable[[Tensor], Tensor] | None = None) -> None:
        """Compute a critic step's gradients, with λ = 10 and the slopes halfway if asked for."""
        self.zero_grad()
        scores = self(torch.cat((x, y)))
        loss = scores[len(x) :].mean() - scores[: len(x)].mean()
        if slope:
            loss = loss + 10 * (slope((x + y) / 2) - 1).square().mean()
        loss.backward()


def measurements(short: bool = False) -> list[Measurement]:
    """Time the ways in turns, each comparison in a run of its own, on one thread."""
    with one_thread():
        return [*_penalty(1 if short else 25), *_seeds(1 if short else 9)]


def _penalty(rounds: int) -> list[Measurement]:
    rng = torch.Generator().manual_seed(0)
    x, y = (torch.randn(BATCH, *DIGIT, generator=rng) for _ in range(2))
    critic = Critic()
    took = medians(
        {
            "without": lambda: critic.step(x, y),
            "double": lambda: critic.step(x, y, critic.slope_by_autograd),
            "by hand": lambda: critic.step(x, y, critic.slope_by_hand),
        },
        rounds,
        warm_up=1,
    )
    what, double = "28 × 28, a critic's gradients", "penalty, double backward"
    return [
        Comparison(what, double, took["double"], "without a penalty", took["without"]),
        Comparison(what, double, took["double"], "penalty by hand", took["by hand"]),
    ]


def _seeds(rounds: int) -> list[Measurement]:
    together = images_run(range(SEEDS)).iterate
    apart = [images_run(range(s, s + 1)).iterate for s in range(SEEDS)]
    free = images_run(range(SEEDS), penalised=False).iterate
    took = medians(
        {
            "apart": lambda: [iterate() for iterate in apart],
            "together": together,
            "free": free,
        },
        rounds,
        warm_up=1,
    )
    game = f"28 × 28, one iteration of {SEEDS} seeds"
    return [
        Comparison(game, "one run a seed", took["apart"], "all in one run", took["together"]),
        Comparison(game, "penalised", took["together"], "without a penalty", took["free"]),
    ]
