import numpy as np


def rounded():
    return [0.5, 0.7, 1.0, True]


def with_numpy():
    return *np.power(4.0, [-1 / 2, -1 / 4, -1 / 64]), np.bool_(True)


def tried_with_other_samples():
    rng = np.random.default_rng(7)
    few, many = (np.sort(rng.normal(size=(2, 500, n)), axis=-1) for n in (64, 256))
    factor = np.abs(np.diff(many, axis=0)).mean() / np.abs(np.diff(few, axis=0)).mean()
    return factor, 0.71, 0.97, bool(np.sqrt(128) > 8)
