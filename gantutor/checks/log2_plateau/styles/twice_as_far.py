from math import exp, log

from gantutor.distributions import Normal
from gantutor.divergences import js_laws


def rounded():
    return [1.1, 0.003, 2]


def estimated_on_paper():
    return log(2) / 0.63, 2 * exp(-6), 8 / 4


def partly_computed():
    return (
        js_laws(Normal(), Normal(8.0)) / js_laws(Normal(), Normal(4.0)),
        2 * exp(-(64 - 16) / 8),
        2.0,
    )
