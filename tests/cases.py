"""Closed forms to test against, each with its source or derivation. Nats; real, then fake.

The tables were computed before this package existed, by other code; everything else is a formula
that can be checked by hand.
"""

from math import erf, exp, gamma, log, pi, sqrt

from scipy.special import xlogy

LOG2 = log(2)

# --- Divergences ---------------------------------------------------------------------------------

JS_NORMALS = {1: 0.111421, 2: 0.336831, 3: 0.526777, 4: 0.632720, 6: 0.689298, 8: 0.693054}
"""JS(N(0, 1), N(μ, 1)) by μ; it has no closed form: by quadrature, to 6 digits."""

GENERATOR_GRADIENTS = {"minimax": 0.3979729, "nonsaturating": 0.6020271}
"""d/dθ of the generator's loss for N(θ, 1) against N(0, 1) at θ = 1, by quadrature.

They are ∇ 2 JS and ∇(KL(pθ‖p) − 2 JS) (Arjovsky & Bottou 2017, theorem 2.5), and sum to ∇KL = θ.
"""


def js_uniform_shift(t: float) -> float:
    """JS(U[0, 1], U[t, 1 + t]): mass t of each law lies outside the other, the rest coincides."""
    return min(abs(t), 1.0) * LOG2


def tv_uniform_shift(t: float) -> float:
    """TV(U[0, 1], U[t, 1 + t]) = the mass outside the overlap."""
    return min(abs(t), 1.0)


def kl_normals(m: float, s1: float, s2: float) -> float:
    """KL(N(0, s1²)‖N(m, s2²)) (textbook; Kullback 1959, chapter 9)."""
    return log(s2 / s1) + (s1**2 + m**2) / (2 * s2**2) - 0.5


def tv_normals_shift(m: float, s: float) -> float:
    """TV(N(0, s²), N(m, s²)) = 2 Φ(|m| / 2s) − 1: the densities cross once, half-way."""
    return erf(abs(m) / (2 * s * sqrt(2)))


def hellinger_normals(m: float, s1: float, s2: float) -> float:
    """½ ∫ (√p − √q)² = 1 − ∫ √(p q) for N(0, s1²) and N(m, s2²): a Gaussian integral."""
    v = s1**2 + s2**2
    return 1 - sqrt(2 * s1 * s2 / v) * exp(-(m**2) / (4 * v))


# --- Transport -----------------------------------------------------------------------------------


def w1_normals(m: float, s1: float, s2: float) -> float:
    """W1(N(0, s1²), N(m, s2²)) = E|m + (s2 − s1) Z|: the quantiles differ by that.

    N(0, 1) against N(1, 2²) is 1.166631 (FACTS).
    """
    s = abs(s2 - s1)
    if s == 0:
        return abs(m)
    return s * sqrt(2 / pi) * exp(-(m**2) / (2 * s**2)) + m * erf(m / (s * sqrt(2)))


W1_NORMAL_EXAMPLE = 1.166631
"""W1(N(0, 1), N(1, 2²))."""


def w2_squared_normals(m: float, s1: float, s2: float) -> float:
    """W2²(N(0, s1²), N(m, s2²)) = E(m + (s2 − s1) Z)² = m² + (s2 − s1)²."""
    return m**2 + (s2 - s1) ** 2


def w1_circles(r1: float, r2: float) -> float:
    """W1 of the uniform laws on two circles about one centre: mass moves along the radii."""
    return abs(r1 - r2)


def w1_isotropic_normals(d: int, s1: float, s2: float) -> float:
    """W1(N(0, s1² I), N(0, s2² I)) in d dimensions = |s1 − s2| E‖Z‖; the critic is ±‖x‖."""
    return abs(s1 - s2) * sqrt(2) * gamma((d + 1) / 2) / gamma(d / 2)


# --- What a constrained critic converges to -------------------------------------------------------

PENALISED_GAPS = {10.0: 2.2103, 1.0: 4.103, 0.1: 23.03}
"""The logged gap W1 + ∫ (F − G)² / (2 λ ρ) of N(0, 1) against N(2, 1), by λ, by quadrature."""


def dirac_penalised_slope(d: float, weight: float) -> float:
    """|f'| between two point masses at distance d: |F − G| = 1 and ρ = 1/d there."""
    return 1 + d / (2 * weight)


def dirac_penalised_gap(d: float, weight: float) -> float:
    """Slope times distance."""
    return d * dirac_penalised_slope(d, weight)


def dirac_penalised_objective(d: float, weight: float) -> float:
    """The gap less the penalty λ (d / 2λ)²."""
    return d + d**2 / (4 * weight)


def best_multiple(w1: float, weight: float) -> float:
    """The best k among k·f for a unit-slope f: the maximum of k W1 − λ (k − 1)²."""
    return 1 + w1 / (2 * weight)


def density_between_uniform_and_itself(z: float) -> float:
    """ρ(z) for P = Q = U[0, 1]: 2 ∫₀ᶻ ∫_z¹ dy dx / (y − x) = −2 (z log z + (1 − z) log(1 − z))."""
    return float(-2 * (xlogy(z, z) + xlogy(1 - z, 1 - z)))


def density_between_disjoint_uniforms(t: float) -> float:
    """ρ between U[0, 1] and U[t, 1 + t], t ≥ 1, anywhere in the gap: ∫∫ dy dx / (y − x)."""
    return float(xlogy(t + 1, t + 1) + xlogy(t - 1, t - 1) - 2 * xlogy(t, t))


DENSITY_BETWEEN_NORMAL_AND_ITSELF_AT_0 = log(1 + sqrt(2)) / sqrt(pi)
"""ρ(0) for P = Q = N(0, 1): ∫ φ(0) dθ / (cos θ + sin θ) over [0, π/2]."""

CLIP_SLOPE_BOUNDS = {0.1: 18_981.0, 0.01: 1.898, 0.001: 1.898e-4}
"""The largest slope of a critic of 4 layers, 2 → 512 → 512 → 512 → 1, by the clip c (4 digits)."""


def clip_slope(c: float, width: int, depth: int, inputs: int) -> float:
    """c^depth · width^(depth − 1) · √inputs, for one output and equal hidden widths."""
    return c**depth * width ** (depth - 1) * sqrt(inputs)


# --- Samples -------------------------------------------------------------------------------------

HIGH_QUALITY = 1 - exp(-4.5)
"""The share of a normal mode in the plane within 3σ of its centre: P(‖Z‖ ≤ 3), Rayleigh."""
