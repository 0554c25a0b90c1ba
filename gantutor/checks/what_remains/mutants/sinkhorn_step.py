import numpy as np
from scipy.special import logsumexp

from gantutor.checks.engine.assertions import wrong


def half(f, C, a, epsilon):
    return -epsilon * logsumexp((f[:, None] - C) / epsilon + np.log(a)[:, None], axis=0)


@wrong("is weighed by a")
def without_weights(f, C, a, b, epsilon):
    g = half(f, C, np.ones_like(a), epsilon)
    return half(g, C.T, np.ones_like(b), epsilon), g


@wrong("with nothing in front")
def weights_on_the_other_side(f, C, a, b, epsilon):
    g = epsilon * np.log(b) + half(f, C, np.ones_like(a), epsilon)
    return epsilon * np.log(a) + half(g, C.T, np.ones_like(b), epsilon), g


@wrong("a minus before ε")
def without_the_minus(f, C, a, b, epsilon):
    g = -half(f, C, a, epsilon)
    return -half(g, C.T, b, epsilon), g


@wrong("ε stands before the logarithm")
def without_epsilon(f, C, a, b, epsilon):
    g = half(f, C, a, epsilon) / epsilon
    return half(g, C.T, b, epsilon) / epsilon, g


@wrong("from the new g")
def both_at_once(f, C, a, b, epsilon):
    return half(np.zeros_like(b), C.T, b, epsilon), half(f, C, a, epsilon)


@wrong("The f that came in has to be used")
def from_zero(f, C, a, b, epsilon):
    g = half(np.zeros_like(f), C, a, epsilon)
    return half(g, C.T, b, epsilon), g


@wrong("as logsumexp does")
def with_the_kernel(f, C, a, b, epsilon):
    kernel = np.exp(-C / epsilon)
    g = -epsilon * np.log(kernel.T @ (a * np.exp(f / epsilon)))
    return -epsilon * np.log(kernel @ (b * np.exp(g / epsilon))), g
