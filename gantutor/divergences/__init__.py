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

__all__ = [
    "F_GENERATORS",
    "JS_MAX",
    "FGenerator",
    "f_divergence",
    "f_divergence_laws",
    "generator_gradient",
    "js",
    "js_laws",
    "js_samples",
    "kl",
    "kl_laws",
    "minimax_value",
    "optimal_discriminator",
    "optimal_logit",
    "tv",
    "tv_laws",
]
