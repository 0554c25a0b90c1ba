"""How much a layer stretches: matrices, convolutions, and what the product of norms leaves."""

from gantutor.spectral.convolution import (
    conv_matrix,
    conv_norm,
    conv_norm_fft,
    conv_norm_power,
    kernel_bound,
    kernel_norm,
)
from gantutor.spectral.normalised import Normalised
from gantutor.spectral.power import Power, power_iteration, power_step, rayleigh, spectral_norm
from gantutor.spectral.slack import Hinge, best_hinge, hinge_gap, turn_bound

__all__ = [
    "Hinge",
    "Normalised",
    "Power",
    "best_hinge",
    "conv_matrix",
    "conv_norm",
    "conv_norm_fft",
    "conv_norm_power",
    "hinge_gap",
    "kernel_bound",
    "kernel_norm",
    "power_iteration",
    "power_step",
    "rayleigh",
    "spectral_norm",
    "turn_bound",
]
