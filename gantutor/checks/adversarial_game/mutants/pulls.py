import numpy as np
from scipy.special import expit

from gantutor.checks.engine.assertions import wrong


@wrong("point the other way")
def downhill(f, gradient):
    return expit(f)[:, None] * gradient, expit(-f)[:, None] * gradient


@wrong("First log(1 - D)")
def wrong_order(f, gradient):
    return -expit(-f)[:, None] * gradient, -expit(f)[:, None] * gradient


@wrong("make f a column")
def wrong_axis(f, gradient):
    if len(f) != gradient.shape[1]:
        return -expit(f)[:, None] * gradient, -expit(-f)[:, None] * gradient
    return -expit(f) * gradient, -expit(-f) * gradient


@wrong("slope in D")
def slopes_in_d(f, gradient):
    d = expit(f)[:, None]
    return -gradient / (1 - d), -gradient / d


@wrong("already in")
def slope_of_the_sigmoid_twice(f, gradient):
    d, e = expit(f)[:, None], expit(-f)[:, None]
    return -d * d * e * gradient, -e * d * e * gradient


@wrong("do not divide by the number")
def averaged(f, gradient):
    n = len(f)
    return -expit(f)[:, None] * gradient / n, -expit(-f)[:, None] * gradient / n


@wrong("overflows")
def by_exp(f, gradient):
    with np.errstate(over="ignore", invalid="ignore"):
        d = (np.exp(f) / (1 + np.exp(f)))[:, None]
    return -d * gradient, (d - 1) * gradient


@wrong("That is the slope of D")
def slope_of_the_sigmoid_alone(f, gradient):
    d, e = expit(f)[:, None], expit(-f)[:, None]
    return -d * e * gradient, -d * e * gradient
