import numpy as np

from gantutor.checks.engine.assertions import wrong


@wrong("That is the classifier")
def the_classifier(f):
    return np.logaddexp(0, -f), np.logaddexp(0, f)


@wrong("That is least squares")
def least_squares(f):
    return (f - 1) ** 2 / 2, f**2 / 2


@wrong("That is the hinge")
def the_hinge(f):
    return np.maximum(0, 1 - f), np.maximum(0, 1 + f)


@wrong("more can always be gained")
def a_difference_of_means(f):
    return -f, f


@wrong("should pay less")
def the_other_way(f):
    return np.exp(f), np.exp(-f)


@wrong("Some f pays less")
def half_of_it(f):
    return np.exp(-f) / 2, np.exp(f) / 2


@wrong("the least loss is larger")
def product_of_two(f):
    return 2 * np.exp(-f), np.exp(f)
