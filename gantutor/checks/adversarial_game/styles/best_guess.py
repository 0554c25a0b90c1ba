import numpy as np


def cell_by_cell(p, q, fakes):
    guesses = np.empty(np.shape(p))
    for place in np.ndindex(guesses.shape):
        total = p[place] + fakes * q[place]
        guesses[place] = p[place] / total if total > 0 else 1 / (1 + fakes)
    return guesses


def by_shares_of_a_batch(p, q, fakes):
    real, fake = p / (1 + fakes), q * fakes / (1 + fakes)
    some = (p > 0) | (q > 0)
    guesses = np.full_like(p, 1 / (1 + fakes))
    guesses[some] = real[some] / (real + fake)[some]
    return guesses


def repaired_without_a_warning(p, q, fakes):
    with np.errstate(invalid="ignore"):
        return np.nan_to_num(p / (p + fakes * q), nan=1 / (1 + fakes))


def with_a_safe_denominator(p, q, fakes):
    total = p + fakes * q
    return np.where(total == 0, 1 / (1 + fakes), p / np.where(total == 0, 1.0, total))
