import numpy as np


def cell_by_cell(p, q):
    guesses = np.empty(np.shape(p))
    for place in np.ndindex(guesses.shape):
        total = p[place] + q[place]
        guesses[place] = p[place] / total if total > 0 else 0.5
    return guesses


def with_a_mask(p, q):
    guesses = np.full_like(p, 0.5)
    some = (p > 0) | (q > 0)
    guesses[some] = p[some] / (p + q)[some]
    return guesses


def repaired_without_a_warning(p, q):
    with np.errstate(invalid="ignore"):
        return np.nan_to_num(p / (p + q), nan=0.5)


def with_a_safe_denominator(p, q):
    total = p + q
    return np.where(total == 0, 0.5, p / np.where(total == 0, 1.0, total))
