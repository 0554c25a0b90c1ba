"""How much a layer stretches: matrices, convolutions, and how far that lets a network turn."""

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
from gantutor.spectral.turn import turn_bound

__all__ = [
    "Normalised",
    "Power",
    "conv_matrix",
    "conv_norm",
    "conv_norm_fft",
    "conv_norm_power",
    "kernel_bound",
    "kernel_norm",
    "power_iteration",
    "power_step",
    "rayleigh",
    "spectral_norm",
    "turn_bound",
]
