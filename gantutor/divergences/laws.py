"""Divergences of laws on the line, by quadrature of their log-densities; in nats.

A law splits into a part with a density and point masses, and the two parts never overlap: every
divergence here is an integral over the first plus a sum over the second.
"""

from math import inf, log

import numpy as np
from jaxtyping import Float
from scipy.special import rel_entr

from gantutor.distributions import Law
from gantutor.distributions.cdfs import panels
from gantutor.distributions.quadrature import integrate, with_sign_changes
from gantutor.divergences.generators import FGenerator, f_generator
from gantutor.divergences.masses import perspective

# Above this, exp(log-ratio) is no longer a number.
_LARGEST_LOG_RATIO = 700.0


def kl_laws(P: Law, Q: Law) -> float:
    """KL(P‖Q) = E_P[log p − log q], in nats, in [0, ∞].

    Infinite where P has mass and Q has none; the far tails stay finite, since only logarithms of
    densities are subtracted.

    Raises:
        ArithmeticError: the quadrature does not converge.
    """
    a, b, _ = atoms(P, Q)
    if _has_density_outside(P, Q):
        return inf

    def integrand(x: np.ndarray) -> np.ndarray:
        lp, lq = log_densities(P, Q, x)
        return np.exp(lp) * np.where(lp > -inf, log_ratio(lp, lq), 0.0)

    return _clean(integrate(integrand, panels(P, Q)) + float(rel_entr(a, b).sum()))


def js_laws(P: Law, Q: Law) -> float:
    """JS(P, Q) = ½ KL(P‖M) + ½ KL(Q‖M) with M = ½ (P + Q), in nats, in [0, log 2].

    log 2 if and only if the laws share no mass, wherever they are.

    Raises:
        ArithmeticError: the quadrature does not converge.

    Source: Lin (1991).
    """

    def integrand(x: np.ndarray) -> np.ndarray:
        lp, lq = log_densities(P, Q, x)
        r = log_ratio(lp, lq)
        return 0.5 * (_against_middle(lp, r) + _against_middle(lq, -r))

    a, b, _ = atoms(P, Q)
    middle = 0.5 * (a + b)
    sums = 0.5 * float((rel_entr(a, middle) + rel_entr(b, middle)).sum())
    return _clean(integrate(integrand, panels(P, Q)) + sums)


def tv_laws(P: Law, Q: Law) -> float:
    """TV(P, Q) = ½ ∫ |p − q|, in [0, 1]: the largest difference of probability of any event.

    Raises:
        ArithmeticError: the quadrature does not converge.
    """
    a, b, _ = atoms(P, Q)

    def difference(x: np.ndarray) -> np.ndarray:
        return np.asarray(P.pdf(x)) - np.asarray(Q.pdf(x))

    edges = with_sign_changes(difference, panels(P, Q))
    area = integrate(lambda x: np.abs(difference(x)), edges)
    return 0.5 * (area + float(np.abs(a - b).sum()))


def f_divergence_laws(P: Law, Q: Law, generator: FGenerator | str) -> float:
    """D_f(P, Q) = ∫ q f(p / q), with the limits of f where p or q is zero.

    ``generator`` is an `FGenerator` or the name of one in `F_GENERATORS`. Use `kl_laws` for laws so
    far apart that p/q is no longer a number. An infinite value is recognised where a support ends,
    not where an integral of a generator of your own diverges in the tails.

    Raises:
        ValueError: an unknown name.
        OverflowError: p/q exceeds e⁷⁰⁰ and f grows faster than t.
        ArithmeticError: the quadrature does not converge.

    Source: Nowozin, Cseke & Tomioka (2016), section 2.1.
    """
    g = f_generator(generator)
    a, b, _ = atoms(P, Q)
    sums = float(perspective(a, b, g).sum())
    if g.slope == inf and _has_density_outside(P, Q):
        return inf
    if g.at_zero == inf and _has_density_outside(Q, P):
        return inf

    def integrand(x: np.ndarray) -> np.ndarray:
        lp, lq = log_densities(P, Q, x)
        r = log_ratio(lp, lq)
        # Whichever density is larger stands outside: q f(t), or p f(t)/t. Where P has none, t is
        # e⁻⁷⁰⁰ and f(t) its limit.
        t = np.exp(np.clip(r, -_LARGEST_LOG_RATIO, _LARGEST_LOG_RATIO))
        terms = np.where(r <= 0, np.exp(lq) * g.f(t), np.exp(lp) * (g.f(t) / t))
        large = r > _LARGEST_LOG_RATIO
        if g.slope == inf and np.any(large):
            raise OverflowError(
                f"p/q exceeds e^{_LARGEST_LOG_RATIO:g} near x = {x[large][0]:.6g}: "
                "this divergence needs laws that are closer"
            )
        return np.where(large, np.exp(lp) * g.slope, terms) if np.any(large) else terms

    return _clean(integrate(integrand, panels(P, Q)) + sums)


def log_densities(
    P: Law, Q: Law, x: Float[np.ndarray, "..."]
) -> tuple[Float[np.ndarray, "..."], Float[np.ndarray, "..."]]:
    """The log-densities of P and Q at ``x``, −inf where there is no density."""
    return np.asarray(P.logpdf(x)), np.asarray(Q.logpdf(x))


def log_ratio(
    lp: Float[np.ndarray, "..."], lq: Float[np.ndarray, "..."]
) -> Float[np.ndarray, "..."]:
    """The difference log p − log q, and 0 where both densities are zero."""
    neither = (lp == -inf) & (lq == -inf)
    return np.subtract(lp, lq, out=np.zeros(lp.shape), where=~neither)


def _against_middle(lp: np.ndarray, r: np.ndarray) -> np.ndarray:
    """P log(p / m) for m = ½ (p + q) and r = log(p / q)."""
    inner = log(2) - np.logaddexp(0.0, -r)
    return np.exp(lp) * np.where(lp > -inf, inner, 0.0)


def _has_density_outside(P: Law, Q: Law) -> bool:
    """Whether P has a density somewhere that Q has none: supports change at breakpoints only."""
    edges = panels(P, Q)
    lp, lq = log_densities(P, Q, 0.5 * (edges[:-1] + edges[1:]))
    return bool(np.any((lp > -inf) & (lq == -inf)))


def atoms(
    P: Law, Q: Law
) -> tuple[Float[np.ndarray, " k"], Float[np.ndarray, " k"], Float[np.ndarray, " k"]]:
    """The point masses of P and of Q on the union of their positions, and these positions."""
    p, q = dict(P.atoms), dict(Q.atoms)
    at = sorted(p.keys() | q.keys())
    return (
        np.array([p.get(x, 0.0) for x in at], dtype=np.float64),
        np.array([q.get(x, 0.0) for x in at], dtype=np.float64),
        np.array(at, dtype=np.float64),
    )


def _clean(value: float) -> float:
    """Zero for the −1e-17 that rounding leaves of equal laws."""
    return max(value, 0.0)
