"""The best critic of each objective for two laws, and the gradient that it leaves the generator.

All critics here are nonparametric: the optimum over all functions of x that the objective admits.
Instance noise is no option of these functions: hand them `gantutor.distributions.blurred` laws.
"""

from collections import deque
from math import inf, isfinite, log, nan
from typing import NamedTuple

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike
from scipy.special import expit

from gantutor.distributions import Law
from gantutor.distributions.cdfs import cdf_gap, panels, split_points
from gantutor.distributions.quadrature import integrate_panels, with_sign_changes
from gantutor.divergences.discriminator import optimal_logit, shift_gradient
from gantutor.divergences.laws import log_densities, log_ratio
from gantutor.names import known

Values = Float[np.ndarray, "..."] | np.floating

SCORES: tuple[str, ...] = (
    "minimax",
    "nonsaturating",
    "least_squares",
    "energy",
    "loss_sensitive",
    "wasserstein",
)
# A gain below this is a tie: rounding must not decide which of two best critics is returned.
_TIE = 1e-10


def smoothed_logit(P: Law, Q: Law, x: ArrayLike, smoothing: float = 0.0) -> Values:
    """The logit of the optimal discriminator when real samples are labelled 1 − smoothing.

    One-sided label smoothing s minimises −E_P[(1 − s) log D + s log(1 − D)] − E_Q log(1 − D). At
    each x that is a cross-entropy with the weights (1 − s) p for D and s p + q for 1 − D, so

        D*(x) = (1 − s) p / (p + q),  logit D*(x) = log((1 − s) p) − log(s p + q) ≤ log((1 − s)/s).

    Any shape; −inf where only Q has a density, log((1 − s)/s) (inf for s = 0) where only P has one,
    NaN where neither has. ``smoothing`` s in [0, 1).

    Raises:
        ValueError: a smoothing outside [0, 1), or a law with a point mass.

    Source: Salimans et al. (2016), section 3.4.
    """
    _check(P, Q, smoothing=smoothing)
    logit = np.asarray(optimal_logit(P, Q, x))
    if smoothing == 0:
        return logit[()]
    # log((1−s) p) − log(s p + q) = log(1−s) − log(s + e^−r) with r = log p − log q.
    defined = ~np.isnan(logit)
    below = np.logaddexp(log(smoothing), -logit, out=np.full(logit.shape, nan), where=defined)
    return (log(1 - smoothing) - below)[()]


def energy_critic(P: Law, Q: Law, x: ArrayLike, margin: float = 1.0) -> Values:
    """EBGAN's best energy at x: ``margin`` where q(x) > p(x), 0 elsewhere.

    E_P f + E_Q max(0, m − f) is, for 0 ≤ f ≤ m, ∫ (p − q) f + m: linear in f at each x, so an end
    of [0, m] is best (f < 0 is not an energy; f > m costs on P and gains nothing). A step: no
    sample has a gradient, except those that lie on a step. Where p = q every value is as good.
    Any shape; NaN where neither law has a density.

    Raises:
        ValueError: a margin that is not positive, or a law with a point mass.

    Source: Zhao, Mathieu & LeCun (2017), lemma 1 and theorem 1.
    """
    _check(P, Q, margin=margin)
    logit = np.asarray(optimal_logit(P, Q, x))
    return np.where(np.isnan(logit), nan, np.where(logit < 0, margin, 0.0))[()]


def energy_shift_gradient(P: Law, Q: Law, margin: float = 1.0) -> float:
    """d/dθ of the *expected* energy E_Q f*(y + θ) at θ = 0, f* the step of `energy_critic`.

    m · Σ ± q(c) over the crossings c of p and q, + where the energy rises. No generator is trained
    by this number: it is how fast samples pass over the steps, while the gradient that each of them
    hands back is 0. Positive when a shift to the left lowers the expectation.

    Where neither law has a density nothing fixes f*: it is continued from the right and left, with
    any step inside the gap, where q = 0. Where q itself jumps at a step, this is the mean of the
    two one-sided derivatives.

    Raises:
        ValueError: a margin that is not positive, or a law with a point mass.
    """
    _check(P, Q, margin=margin)
    breaks = panels(P, Q)
    found = with_sign_changes(lambda x: log_ratio(*log_densities(P, Q, x)), breaks)
    # A jump at a break is found once more, an ulp beside it.
    apart = np.abs(found[:, None] - breaks).min(axis=1) > 1e-9 * (breaks[-1] - breaks[0])
    edges = np.unique(np.concatenate([breaks, found[apart]]))
    middle = 0.5 * (edges[:-1] + edges[1:])
    lp, lq = log_densities(P, Q, middle)
    high, nowhere = lq > lp, (lp == -inf) & (lq == -inf)
    rise = np.where(nowhere[1:] | nowhere[:-1], 0, high[1:].astype(int) - high[:-1])
    steps = edges[1:-1]
    beside = 1e-9 * np.diff(edges)
    q = 0.5 * (np.asarray(Q.pdf(steps - beside[:-1])) + np.asarray(Q.pdf(steps + beside[1:])))
    return margin * float(np.sum(rise * q))


class GridCritic(NamedTuple):
    """A critic that is linear between the points of an even grid and constant outside it."""

    grid: Float[np.ndarray, " n"]
    values: Float[np.ndarray, " n"]
    objective: float

    def __call__(self, x: ArrayLike) -> Values:
        """f(x), any shape."""
        return np.interp(np.asarray(x, dtype=np.float64), self.grid, self.values)[()]

    @property
    def slopes(self) -> Float[np.ndarray, " cells"]:
        """F' between neighbouring points of the grid."""
        return np.diff(self.values) / np.diff(self.grid)


def critic_grid(P: Law, Q: Law, nodes: int = 401) -> Float[np.ndarray, " nodes"]:
    """``nodes`` evenly spaced points from 6 standard deviations below both laws to 6 above.

    ValueError for fewer than 2 nodes.
    """
    if nodes < 2:
        raise ValueError(f"a grid needs at least 2 nodes, got {nodes}")
    low = min(law.mean - 6 * law.std for law in (P, Q))
    high = max(law.mean + 6 * law.std for law in (P, Q))
    return np.linspace(low, high, nodes)


def loss_sensitive_critic(
    P: Law,
    Q: Law,
    weight: float = 1.0,
    scale: float = 1.0,
    grid: Float[np.ndarray, " n"] | None = None,
) -> GridCritic:
    """LS-GAN's best critic among f ≥ 0 of slope at most ``scale``, on an even grid.

    With the margin Δ(x, y) = scale · |x − y| such an f has Δ + f(x) − f(y) ≥ 0 for every pair: no
    hinge is ever at rest, and the critic's loss is linear in f,

        E_P f + λ E max(0, Δ + f(x) − f(y)) = (1 + λ) E_P f − λ E_Q f + λ E Δ.

    So f is a Wasserstein critic that pays (1 + λ)/λ for energy on real: by duality the value is
    that of a *partial* transport, which leaves real mass where it is. Where λ q < (1 + λ) p all
    around, f stays 0: the gradient ends before the laws agree.

    For f linear between the nodes of a grid, this is a linear program in its values whose
    constraints are differences of neighbours: its matrix is totally unimodular, so some best f has
    values that are multiples of scale × step, and a dynamic programme over those levels is exact:

        V_i(k) = c_i k + max(V_{i−1}(k−1), V_{i−1}(k), V_{i−1}(k+1)),  c_i = λ q_i − (1 + λ) p_i.

    Ties (below 1e-10) go to the lower level. ``objective`` is the loss without the constant λ E Δ,
    at most 0. ``grid`` is `critic_grid` unless given; the mass beyond it counts at its ends.

    Raises:
        ValueError: a weight or scale that is not positive, a grid that is not even and increasing.

    Source: Qi (2017), section 4 (critics of bounded slope).
    """
    _check(P, Q, weight=weight, scale=scale)
    grid = critic_grid(P, Q) if grid is None else np.asarray(grid, dtype=np.float64)
    steps = np.diff(grid)
    if len(grid) < 2 or not np.allclose(steps, steps.mean(), rtol=1e-9, atol=0):
        raise ValueError(f"grid must be at least 2 evenly spaced points, got shape {grid.shape}")
    if steps[0] <= 0:
        raise ValueError(f"grid must increase, got a step of {steps[0]:g}")
    gain = weight * node_masses(Q, grid) - (1 + weight) * node_masses(P, grid)
    levels = _best_levels(gain)
    unit = scale * float(steps.mean())
    return GridCritic(grid, unit * levels, -unit * float(gain @ levels))


def node_masses(law: Law, grid: Float[np.ndarray, " n"]) -> Float[np.ndarray, " n"]:
    """The weights w with E f = Σ w_i f_i for every f that is linear between the nodes of ``grid``.

    w_i is the mean of the hat function of node i: the mean of F over the cell right of it, less
    that over the cell left of it. f is constant outside the grid: the ends carry the tails.
    """
    F = integrate_panels(lambda x: np.asarray(law.cdf(x)), grid) / np.diff(grid)
    return np.diff(np.concatenate([[0.0], F, [1.0]]))


def generator_gradient_of(
    P: Law,
    Q: Law,
    objective: str,
    *,
    smoothing: float = 0.0,
    margin: float = 1.0,
    weight: float = 1.0,
    scale: float = 1.0,
    grid: Float[np.ndarray, " n"] | None = None,
) -> float:
    """E_Q[d/dy l(f*(y))]: the mean gradient of the generator's loss l when Q is shifted.

    The critic f* is the best one for P and Q, held fixed; positive when a step to the left lowers
    the loss, as in `generator_gradient`. With r = log p − log q, r' its derivative, D = p/(p + q):

    - "minimax", "nonsaturating": −E_Q[D* L'] and −E_Q[(1 − D*) L'], D* and its logit L those of
      `smoothed_logit`, L' = r' q/(s p + q). For s = 0 this is `generator_gradient`. The second
      does not depend on s: −log D* = −log(1 − s) − log D, so smoothing adds a constant to the loss;
    - "least_squares" (f* = D, l = ½ (f − 1)²): −E_Q[D (1 − D)² r'];
    - "energy": 0, since f* is a step; see `energy_shift_gradient` for the derivative of the mean;
    - "loss_sensitive" (l = f): E_Q f*' of `loss_sensitive_critic`, on its grid;
    - "wasserstein" (l = −f): Q(F > G) − Q(F < G), the derivative of W1; its critic is
      `gantutor.transport.potential_laws`.

    A jump of D at the end of a support counts for nothing: samples feel no jump. Where only Q has a
    density, D = 0 is flat, and −log D* is infinite: "nonsaturating" is then NaN.

    Raises:
        ValueError: an unknown objective, a law with a point mass, an option out of its range, or
            one that the objective does not have.
        ArithmeticError: the quadrature does not converge.

    Source: the critics': Goodfellow et al. (2014); Mao et al. (2017), equation 5; Zhao, Mathieu &
    LeCun (2017); Qi (2017); Arjovsky, Chintala & Bottou (2017), theorem 3.
    """
    known("objective", objective, SCORES)
    if smoothing and objective not in ("minimax", "nonsaturating"):
        raise ValueError(f"{objective} has no label smoothing, got {smoothing}")
    _check(P, Q, smoothing=smoothing, margin=margin, weight=weight, scale=scale)
    if objective == "energy":
        return 0.0
    if objective == "wasserstein":
        return _w1_gradient(P, Q)
    if objective == "loss_sensitive":
        critic = loss_sensitive_critic(P, Q, weight, scale, grid)
        return float(critic.slopes @ np.diff(np.asarray(Q.cdf(critic.grid))))
    return _by_densities(P, Q, objective, smoothing)


def _by_densities(P: Law, Q: Law, objective: str, smoothing: float) -> float:
    """The gradients that are integrals of the densities and their scores."""

    def pull(r: np.ndarray) -> np.ndarray:
        if objective == "least_squares":
            return expit(r) * expit(-r) ** 2
        if objective == "nonsaturating":
            # (1 − D*) q/(s p + q) = q/(p + q), whatever s is.
            return expit(-r)
        D = (1 - smoothing) * expit(r)
        return D * (expit(-r - log(smoothing)) if smoothing else 1.0)

    value, alone = shift_gradient(P, Q, pull)
    return nan if alone and objective == "nonsaturating" else value


def _w1_gradient(P: Law, Q: Law) -> float:
    """Q(F > G) − Q(F < G), piece by piece."""
    edges = split_points(P, Q)
    sign = np.sign(cdf_gap(P, Q, 0.5 * (edges[:-1] + edges[1:])))
    return float(sign @ np.diff(np.asarray(Q.cdf(edges))))


def _best_levels(gain: Float[np.ndarray, " n"]) -> Float[np.ndarray, " n"]:
    """The integers k ≥ 0 with |k_i − k_{i−1}| ≤ 1 that maximise Σ gain_i k_i; the lower at ties.

    V_i(k), the best total up to i with k_i = k, is concave. It is kept as its slopes: ``up`` are
    those above 0, ``down`` the others, both with the ones next to V's maximum last, and ``offset``
    is to be added to all. To let the neighbour differ by one puts two flat slopes at the maximum
    and, as k ≥ 0, takes the first slope away; the gain adds to all slopes. So a step is O(1).
    """
    n = len(gain)
    # No best level reaches n: if none were 0, all could sink, and Σ gain = λ − (1 + λ) < 0.
    up: deque[float] = deque()
    down = [0.0] * n
    offset, best = 0.0, np.empty(n)
    for i, more in enumerate(gain):
        if i:
            down += [-offset, -offset]
            if up:
                up.popleft()
            else:
                down.pop()
        offset += float(more)
        while up and up[-1] + offset <= _TIE:
            down.append(up.pop())
        while down and down[-1] + offset > _TIE:
            up.append(down.pop())
        best[i] = len(up)
    # Backwards: concave, so the best level within reach is the nearest to the best of all.
    for i in range(n - 2, -1, -1):
        best[i] = min(max(best[i], best[i + 1] - 1), best[i + 1] + 1)
    return best


def _check(P: Law, Q: Law, smoothing: float = 0.0, **positive: float) -> None:
    if P.atoms or Q.atoms:
        raise ValueError(f"both laws must have a density, got {P!r} and {Q!r}")
    if not 0 <= smoothing < 1:
        raise ValueError(f"smoothing must lie in [0, 1), got {smoothing}")
    for name, value in positive.items():
        if not (isfinite(value) and value > 0):
            raise ValueError(f"{name} must be finite and above 0, got {value}")
