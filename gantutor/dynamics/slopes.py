"""The first three derivatives of each objective's scalar functions, and of each penalty."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from jaxtyping import Float
from scipy.special import expit

Values = Float[np.ndarray, "..."]
Slopes = tuple[Values, Values, Values]
Scalar = Callable[[Values], Slopes]
"""The value s of a critic → (l′(s), l″(s), l‴(s)) of one loss l."""


class Sides(NamedTuple):
    """The derivatives of an `Objective`'s three functions: on real, on fake, for the generator."""

    on_real: Scalar
    on_fake: Scalar
    generator: Scalar


def _softplus(s: Values) -> Slopes:
    up, down = expit(s), expit(-s)
    return up, up * down, up * down * (down - up)


def _linear(s: Values) -> Slopes:
    return np.ones_like(s), np.zeros_like(s), np.zeros_like(s)


def _hinge(s: Values) -> Slopes:
    """relu(1 + s); the slope at the kink is 0, as PyTorch has it."""
    return (s > -1).astype(np.float64), np.zeros_like(s), np.zeros_like(s)


def _half_square(target: float) -> Scalar:
    return lambda s: (s - target, np.ones_like(s), np.zeros_like(s))


def _mirrored(loss: Scalar) -> Scalar:
    """The derivatives of loss(−s)."""

    def slopes(s: Values) -> Slopes:
        first, second, third = loss(-s)
        return -first, second, -third

    return slopes


def _negated(loss: Scalar) -> Scalar:
    """The derivatives of −loss(s)."""

    def slopes(s: Values) -> Slopes:
        first, second, third = loss(s)
        return -first, -second, -third

    return slopes


# The rows of `objectives.OBJECTIVES` that a critic ψx can play, differentiated.
SIDES: dict[str, Sides] = {
    "minimax": Sides(_mirrored(_softplus), _softplus, _negated(_softplus)),
    "nonsaturating": Sides(_mirrored(_softplus), _softplus, _mirrored(_softplus)),
    "least_squares": Sides(_half_square(1), _half_square(0), _half_square(1)),
    "wasserstein": Sides(_negated(_linear), _linear, _negated(_linear)),
    "hinge": Sides(_mirrored(_hinge), _hinge, _negated(_linear)),
}


def _two_sided(psi: Values) -> tuple[Values, Values]:
    # (|ψ| − 1)²: its slope jumps from 2 to −2 at ψ = 0, where there is no second derivative.
    return 2 * (psi - np.sign(psi)), np.where(psi == 0, np.nan, 2.0)


def _one_sided(psi: Values) -> tuple[Values, Values]:
    beyond = np.abs(psi) > 1
    return np.where(beyond, 2 * (psi - np.sign(psi)), 0.0), np.where(beyond, 2.0, 0.0)


def _zero_centred(psi: Values) -> tuple[Values, Values]:
    return 2 * psi, np.full_like(psi, 2.0)


# As `constraints.RULES` at ∇f = ψ: first and second derivative in ψ, without the weight.
PENALTIES: dict[str, Callable[[Values], tuple[Values, Values]]] = {
    "two_sided": _two_sided,
    "one_sided": _one_sided,
    "zero_centred": _zero_centred,
}
