"""What is compared at equal time: WGAN-GP, and where transport and its dual went next."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from gantutor import direct, flows, gan, maps, nets
from gantutor.constraints import GradientPenalty
from gantutor.training import Run

AnyConfig = gan.Config | direct.Config | flows.Config | maps.Config

AVERAGE = 0.995
FREQUENCIES = 4
PAIRED = 64
"""As many noises and samples are paired by one plan."""


@dataclass(frozen=True)
class Setting:
    """What every method shares on one kind of data: batch, and the networks' hidden layers.

    ``latent``: dimensions of z where a method may choose them; flows, diffusion and the map have as
    many as a sample. ``output``: of what makes samples in one call. ``weight``, ``n_critic``: of
    WGAN-GP's penalty, and its critic steps. ``eps``: ε of the Sinkhorn divergence.
    """

    dim: int
    latent: int
    hidden: tuple[int, ...]
    batch: int
    output: str
    weight: float
    n_critic: int
    eps: float

    def generator(self, latent: int) -> nets.MLP:
        """Return what makes samples in one call."""
        return nets.MLP((latent, *self.hidden, self.dim), output=self.output)

    def critic(self) -> nets.MLP:
        """Return a critic, or a potential."""
        return nets.MLP((self.dim, *self.hidden, 1))

    def network(self) -> nets.MLP:
        """Return a network of a point and a time."""
        return nets.MLP((self.dim + 2 * FREQUENCIES, *self.hidden, self.dim))


Make = Callable[[Setting, int, float], AnyConfig]


def _wgan_gp(on: Setting, iterations: int, lr: float) -> gan.Config:
    return gan.Config(
        critic=on.critic(),
        generator=on.generator(on.latent),
        constraint=GradientPenalty(on.weight),
        n_critic=on.n_critic,
        batch=on.batch,
        iterations=iterations,
        lr=lr,
        average=AVERAGE,
    )


def _direct(
    distance: Callable[[Setting], direct.Distance], on: Setting, iterations: int, lr: float
) -> direct.Config:
    return direct.Config(
        generator=on.generator(on.latent),
        distance=distance(on),
        batch=on.batch,
        iterations=iterations,
        lr=lr,
        average=AVERAGE,
    )


def _flow(process: flows.Process, on: Setting, iterations: int, lr: float) -> flows.Config:
    return flows.Config(
        network=on.network(),
        process=process,
        frequencies=FREQUENCIES,
        # A plan costs the cube of the batch: with 128 it would take most of the time.
        batch=min(on.batch, PAIRED) if process.couples else on.batch,
        iterations=iterations,
        lr=lr,
        average=AVERAGE,
    )


def _map(on: Setting, iterations: int, lr: float) -> maps.Config:
    return maps.Config(
        map=on.generator(on.dim),
        potential=on.critic(),
        n_map=3,
        batch=on.batch,
        iterations=iterations,
        lr=lr,
        average=AVERAGE,
    )


@dataclass(frozen=True)
class NextMethod:
    """A row of the comparison: its title, and its configuration on some data at some rate."""

    name: str
    title: str
    make: Make


NEXT_METHODS: Mapping[str, NextMethod] = {
    method.name: method
    for method in (
        NextMethod("wgan_gp", "WGAN-GP", _wgan_gp),
        NextMethod("sliced", "sliced W", partial(_direct, lambda on: direct.Sliced(32))),
        NextMethod(
            "sinkhorn",
            "Sinkhorn divergence",
            partial(_direct, lambda on: direct.Sinkhorn(on.eps, steps=10)),
        ),
        NextMethod("energy", "energy distance", partial(_direct, lambda on: direct.Energy())),
        NextMethod("map", "neural optimal map", _map),
        NextMethod("flow", "flow matching", partial(_flow, flows.FlowMatching())),
        NextMethod(
            "ot_flow", "flow matching, OT pairs", partial(_flow, flows.FlowMatching("optimal"))
        ),
        NextMethod("diffusion", "diffusion", partial(_flow, flows.Diffusion(50))),
    )
}


def begin(config: AnyConfig, x: Any, seeds: tuple[int, ...], device: str) -> Run:
    """Set up a run of any of them."""
    if isinstance(config, gan.Config):
        return gan.start(config, x, seeds=seeds, device=device)
    if isinstance(config, direct.Config):
        return direct.start(config, x, seeds=seeds, device=device)
    if isinstance(config, flows.Config):
        return flows.start(config, x, seeds=seeds, device=device)
    return maps.start(config, x, seeds=seeds, device=device)


def calls(config: AnyConfig) -> int:
    """Return how often a network is called for one sample."""
    return config.process.calls if isinstance(config, flows.Config) else 1
