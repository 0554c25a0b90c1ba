from math import log, sqrt

from gantutor.checks.engine.assertions import wrong


@wrong("a width of their own")
def forgets_std(distance, std, d):
    return sqrt(distance**2 / (2 * log((1 - d) / d)))


@wrong("has a 2")
def no_two(distance, std, d):
    return sqrt(max(0.0, distance**2 / log((1 - d) / d) - std**2))


@wrong("not log d")
def log_of_d(distance, std, d):
    return sqrt(max(0.0, distance**2 / (-2 * log(d)) - std**2))


@wrong("Variances add")
def deviations(distance, std, d):
    return max(0.0, sqrt(distance**2 / (2 * log((1 - d) / d))) - std)


@wrong("Return the deviation")
def variance(distance, std, d):
    return max(0.0, distance**2 / (2 * log((1 - d) / d)) - std**2)


@wrong("the least noise is 0")
def not_a_number(distance, std, d):
    square = distance**2 / (2 * log((1 - d) / d)) - std**2
    return sqrt(square) if square >= 0 else float("nan")
