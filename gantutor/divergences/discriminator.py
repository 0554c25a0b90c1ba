"""The discriminator of Goodfellow et al. (2014) at its optimum, and the gradient it leaves."""

from collections.abc import Callable
from math import inf, log, nan

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike
from scipy.special import expit

from gantutor.distributions import Law
from gantutor.distributions.cdfs import panels
from gantutor.distributions.quadrature import integrate
from gantutor.divergences.laws import atoms, js_laws, log_densities
from gantutor.names import known

Values = Float[np.ndarray, "..."] | np.floating

_TINY = np.finfo(np.float64).tiny
_ROUNDING = 1e-12


def optimal_logit(P: Law, Q: Law, x: ArrayLike) -> Values:
    """The logit of the optimal discriminator, log p(x) − log q(x); any shape, in nats.

    ±inf where only one law has a density, NaN where neither has (nothing fixes it there). At a
    point mass of either law the masses take the place of the densities.
    """
    x = np.asarray(x, dtype=np.float64)
    lp, lq = log_densities(P, Q, x)
    neither = (lp == -inf) & (lq == -inf)
    logit = np.subtract(lp, lq, out=np.full(x.shape, nan), where=~neither)
    p, q = dict(P.atoms), dict(Q.atoms)
    for at in p.keys() | q.keys():
        odds = log(p[at]) - log(q[at]) if at in p and at in q else inf if at in p else -inf
        logit = np.where(x == at, odds, logit)
    return logit[()]


def optimal_discriminator(P: Law, Q: Law, x: ArrayLike) -> Values:
    """D*(x) = p(x) / (p(x) + q(x)), the probability that ``x`` is real; in [0, 1].

    NaN where neither law has a density. In the far tails 1 − D* rounds to zero while
    `optimal_logit` keeps its digits.

    Source: Goodfellow et al. (2014), proposition 1.
    """
    return expit(optimal_logit(P, Q, x))


def minimax_value(P: Law, Q: Law, D: Callable[[np.ndarray], ArrayLike] | None = None) -> float:
    """V(D) = E_P log D + E_Q log(1 − D), in nats, in [−∞, 0].

    ``D`` maps an array of points to probabilities of being real, of the same shape. Without it, the
    value at the optimum, 2 JS(P, Q) − log 4, which no ``D`` exceeds. −inf when D is certain and
    wrong for a mass above 1e-12: less is what rounding to 0 or 1 does in the tails.

    Raises:
        ValueError: ``D`` returns another shape, NaN, or a value outside [0, 1].
        ArithmeticError: the quadrature does not converge.

    Source: Goodfellow et al. (2014), equation 1 and theorem 1.
    """
    if D is None:
        return 2 * js_laws(P, Q) - log(4)

    def terms(p: np.ndarray, q: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The summand, and the mass for which D is certain and wrong."""
        d = np.asarray(D(x), dtype=np.float64)
        if d.shape != x.shape or not np.all((d >= 0) & (d <= 1)):
            raise ValueError(
                f"D must return {x.shape} probabilities in [0, 1], got shape {d.shape}, "
                f"from {d.min()} to {d.max()}"
            )
        value = p * np.log(np.maximum(d, _TINY)) + q * np.log(np.maximum(1 - d, _TINY))
        return value, np.where(d == 0, p, 0.0) + np.where(d == 1, q, 0.0)

    def on_line(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return terms(np.asarray(P.pdf(x)), np.asarray(Q.pdf(x)), x)

    edges = panels(P, Q)
    value = integrate(lambda x: on_line(x)[0], edges)
    wrong = integrate(lambda x: on_line(x)[1], edges)
    a, b, at = atoms(P, Q)
    if len(at):
        at_atoms = terms(a, b, at)
        value, wrong = value + float(at_atoms[0].sum()), wrong + float(at_atoms[1].sum())
    return -inf if wrong > _ROUNDING else value


def generator_gradient(P: Law, Q: Law, objective: str) -> float:
    """d/dθ of the generator's loss when Q is shifted by θ, at θ = 0, the optimal D* held fixed.

    E_Q[l'(s) s'] with the logit s = log p − log q and its derivative s' in x, where l is

    - "minimax": l(s) = log(1 − D*), l' = −D*; the saturating loss,
    - "nonsaturating": l(s) = −log D*, l' = −(1 − D*).

    In nats per unit of x. Positive when a step to the left lowers the loss: for N(θ, 1) against a
    real N(0, 1) at θ = 1 it is 0.3979729 and 0.6020271, and gradient *descent* moves the fake law
    towards the real one. Where D* is 0 all around a fake sample, "minimax" is flat and contributes
    0, while −log D* is infinite: "nonsaturating" is then NaN.

    Raises:
        ValueError: an unknown objective, or a law with a point mass (it has no log-density).
        ArithmeticError: the quadrature does not converge.

    Source: Goodfellow et al. (2014), section 3; Arjovsky & Bottou (2017), theorem 2.5.
    """
    known("objective", objective, ("minimax", "nonsaturating"))
    if P.atoms or Q.atoms:
        raise ValueError(f"both laws must have a density, got {P!r} and {Q!r}")
    sign = 1.0 if objective == "minimax" else -1.0
    # D* for the minimax loss, 1 − D* for the other.
    value, alone = shift_gradient(P, Q, lambda logit: expit(sign * logit))
    return nan if alone and objective == "nonsaturating" else value


def shift_gradient(P: Law, Q: Law, pull: Callable[[np.ndarray], np.ndarray]) -> tuple[float, bool]:
    """−E_Q[pull(r) r'] with r = log p − log q, over the places where both laws have a density.

    It is the derivative of a generator's loss l under a shift of Q, where l' r' = −pull(r) r' is
    the slope of the loss at a sample. Also whether Q has mass where P has no density: there r = −∞,
    and what that means is the loss's own affair.
    """
    alone = False

    def integrand(x: np.ndarray) -> np.ndarray:
        nonlocal alone
        lp, lq = log_densities(P, Q, x)
        both = (lp > -inf) & (lq > -inf)
        alone |= bool(np.any((lp == -inf) & (lq > -inf)))
        r = np.subtract(lp, lq, out=np.zeros(x.shape), where=both)
        # The score of a law outside its support is NaN, and unused.
        slope = np.where(both, np.asarray(P.score(x)) - np.asarray(Q.score(x)), 0.0)
        return np.where(both, -np.exp(lq) * pull(r) * slope, 0.0)

    return integrate(integrand, panels(P, Q)), alone
