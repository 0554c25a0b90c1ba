"""Where a method ends, in closed form."""

from math import isfinite, pi, sqrt, tanh


def two_sided_cycle(weight: float) -> float:
    """Return the largest |θ| on the cycle of the flow of WGAN-GP, or where it comes to rest.

    Above ψ = 0 the flow is linear about (2λ, 0), below it about (−2λ, 0): the critic sits in the
    wrong one of the penalty's two wells and drives the generator away from the data. For λ < 1 both
    are spirals, which each half turn shrinks by ρ = exp(−πλ/√(1−λ²)); the cycle that closes has
    θ = 2λ(1+ρ)/(1−ρ) = 2λ / tanh(πλ / 2√(1−λ²)), and tends to 4/π for λ → 0. For λ ≥ 1 the flow
    stays in its half plane and tends to |θ| = 2λ. Gradient steps of finite size cycle near it.

    weight: λ > 0, else ValueError.
    """
    if not (isfinite(weight) and weight > 0):
        raise ValueError(f"weight must be finite and above 0, got {weight}")
    if weight >= 1:
        return 2 * weight
    return 2 * weight / tanh(pi * weight / (2 * sqrt(1 - weight**2)))
