"""Looking at a game without changing it: its curves, its samples, its critic's values.

All is done in evaluation mode: a look neither moves running statistics nor drops a unit.
"""

from collections.abc import Callable, Mapping

import numpy as np
import torch
from jaxtyping import Float
from numpy.typing import ArrayLike
from torch import Tensor

from gantutor.constraints import gradient_norm, input_gradient, interpolate
from gantutor.gan.draws import FAKES, LOOK, latents
from gantutor.gan.loop import Loop
from gantutor.randomness import seeded_generator
from gantutor.training.draws import rows_of, uniform
from gantutor.training.evaluating import evaluating
from gantutor.training.run import Curve
from gantutor.training.samples import rows, samples

Pairs = tuple[Tensor, Tensor]


def measure(run: Loop) -> Mapping[str, Curve]:
    """Return gap, penalty, gradient norms and losses, each (S,).

    ``gap`` = mean f(real) − mean f(fake), or the reverse where f is an energy, low on real: the
    critic's own estimate, positive when it is right, whatever the objective.
    ``penalty`` is weighted, as it enters the loss. ``grad_norm_mean`` and ``grad_norm_max`` are of
    ‖∇f‖ at points between real and fake, whatever the constraint. ``critic_loss`` includes the
    penalty; it and ``generator_loss`` are minimised. All is measured on samples without the
    game's ``noise``.

    With a generator: on a fresh batch that depends on seed and iteration only. With fixed fakes:
    the gap is over all of x and y, so it has no sampling noise; the loss of an objective over
    pairs is then over a batch of them.
    """
    with torch.no_grad(), evaluating(run.critic, run.generator):
        x, y, u, pairs = batch(run)
        fx, fy = run.scores(x, y)
        loss = (
            run.objective.critic_loss(*run.scores(*pairs), *pairs)
            if run.objective.paired
            else run.objective.critic_loss(fx, fy)
        )
        penalty = run.constraint.penalty(run.critic, *pairs, u).expand(len(run.seeds))
        norm = gradient_norm(input_gradient(run.critic, interpolate(*pairs, u)))
        curves = {
            "gap": run.objective.gap(fx, fy),
            "penalty": penalty,
            "grad_norm_mean": norm.mean(-1),
            "grad_norm_max": norm.amax(-1),
            "critic_loss": loss + penalty,
            "generator_loss": run.objective.generator_loss(fy, run.codes(y)),
        }
        # One transfer for all: each would wait for the device.
        return dict(zip(curves, _numpy(torch.stack(list(curves.values()))), strict=True))


def fakes(run: Loop, n: int, seed: int, averaged: bool) -> Float[np.ndarray, "seeds n dim"]:
    """Return ``n`` generated samples of each seed, always from the same z for one ``seed``."""
    rngs = [seeded_generator(s, FAKES, seed) for s in run.seeds]
    if run.y is None:
        network = run.averaged if averaged else run.generator
        assert network is not None  # there is a generator or there is y
        z = torch.stack([latents(run.config, n, rng=r) for r in rngs]).to(run.device)
        with torch.no_grad(), evaluating(network):
            return _numpy(network(z))
    there = run.y.shape[-2]
    if n > there:
        raise ValueError(f"there are {there} fixed fakes, {n} were asked for")
    chosen = torch.stack([torch.randperm(there, generator=r)[:n] for r in rngs])
    return _numpy(rows(run.y, chosen.to(run.device)))


def score(run: Loop, points: ArrayLike | Tensor) -> Float[np.ndarray, "seeds n"]:
    """Return the critic's value f at points (n, d), the same for all seeds, or (S, n, d)."""
    p = samples("points", points, run.config.critic, len(run.seeds)).to(run.device)
    with torch.no_grad(), evaluating(run.critic):
        return _numpy(run.critic(p.expand(len(run.seeds), -1, -1)).squeeze(-1))


def batch(run: Loop) -> tuple[Tensor, Tensor, Tensor, Pairs]:
    """Return x and y to measure on, u, and the pairs (x, y) to take gradients between."""
    seeds, size = len(run.seeds), run.config.batch
    rngs = [seeded_generator(s, LOOK, run.iteration) for s in run.seeds]

    def each(draw: Callable[[torch.Generator], Tensor]) -> Tensor:
        return torch.stack([draw(r) for r in rngs]).to(run.device)

    def pick(data: Tensor) -> Tensor:
        return rows(data, each(rows_of(data.shape[-2], size)))

    u = each(uniform(size, 1))
    x = pick(run.x)
    if run.y is not None:
        everything = (run.x.expand(seeds, -1, -1), run.y.expand(seeds, -1, -1))
        return *everything, u, (x, pick(run.y))
    assert run.generator is not None
    y = run.generator(each(lambda r: latents(run.config, size, rng=r)))
    return x, y, u, (x, y)


def _numpy(t: Tensor) -> np.ndarray:
    return t.cpu().numpy()
