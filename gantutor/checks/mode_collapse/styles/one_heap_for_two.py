from math import log, sqrt

import numpy as np


def on_paper():
    return [1 / 2, sqrt(9 + 1 / 4), log(2), False, True]


def by_samples():
    data = np.random.default_rng(0).normal(size=10_000) / 2
    data += np.where(np.arange(len(data)) % 2, 3, -3)
    return data[data > 0].std(), data.std(), np.log(2), np.False_, np.True_
