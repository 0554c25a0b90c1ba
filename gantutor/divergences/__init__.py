"""How far apart two laws are by their densities, and what a discriminator sees of it."""

from gantutor.divergences.discriminator import (
    generator_gradient,
    minimax_value,
    optimal_discriminator,
    optimal_logit,
)
from gantutor.divergences.generators import F_GENERATORS, FGenerator
from gantutor.divergences.laws import f_divergence_laws, js_laws, kl_laws, tv_laws
from gantutor.divergences.masses import JS_MAX, f_divergence, js, js_samples, kl, tv
from gantutor.divergences.scores import (
    SCORES,
    GridCritic,
    critic_grid,
    energy_critic,
    energy_shift_gradient,
    generator_gradient_of,
    loss_sensitive_critic,
    smoothed_logit,
)

__all__ = [
    "F_GENERATORS",
    "JS_MAX",
    "SCORES",
    "FGenerator",
    "GridCritic",
    "critic_grid",
    "energy_critic",
    "energy_shift_gradient",
    "f_divergence",
    "f_divergence_laws",
    "generator_gradient",
    "generator_gradient_of",
    "js",
    "js_laws",
    "js_samples",
    "kl",
    "kl_laws",
    "loss_sensitive_critic",
    "minimax_value",
    "optimal_discriminator",
    "optimal_logit",
    "smoothed_logit",
    "tv",
    "tv_laws",
]
