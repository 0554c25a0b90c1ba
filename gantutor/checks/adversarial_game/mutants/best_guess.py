import numpy as np

from gantutor.checks.engine.assertions import wrong


def guess(p, q, blind):
    total = p + q
    return np.divide(p, total, out=np.full(np.shape(total), blind), where=total > 0)


@wrong("where both kinds are shown equally often")
def equally_often(p, q, fakes):
    return guess(p, q, 0.5)


@wrong("p goes on top")
def probability_of_fake(p, q, fakes):
    return 1 - guess(p, fakes * q, 1 / (1 + fakes))


@wrong("are the odds")
def odds(p, q, fakes):
    with np.errstate(divide="ignore"):
        return np.divide(p, fakes * q, out=np.full(np.shape(p), 0.5), where=(p + q) > 0)


@wrong("q gets the factor")
def factor_on_the_other_side(p, q, fakes):
    return guess(fakes * p, q, 1 / (1 + fakes))


@wrong("not a share of all")
def share_of_fakes(p, q, fakes):
    return guess(p, q * fakes / (1 + fakes), 1 / (1 + fakes))


@wrong("has not been looked at")
def one_half_where_there_is_nothing(p, q, fakes):
    return guess(p, fakes * q, 0.5)


@wrong("0/0 is not a number")
def divides_everywhere(p, q, fakes):
    with np.errstate(invalid="ignore"):
        return p / (p + fakes * q)


@wrong("0/0 is not a number")
def repaired_afterwards(p, q, fakes):
    return np.where(p + q > 0, p / (p + fakes * q), 1 / (1 + fakes))


@wrong("swallows densities")
def with_epsilon(p, q, fakes):
    return (p + 1e-12 / (1 + fakes)) / (p + fakes * q + 1e-12)


@wrong("is to be *generated*")
def generated_where_there_is_nothing(p, q, fakes):
    return guess(p, fakes * q, fakes / (1 + fakes))


@wrong("needs no clipping")
def kept_away_from_0_and_1(p, q, fakes):
    return guess(p, fakes * q, 1 / (1 + fakes)).clip(1e-6, 1 - 1e-6)
