import numpy as np
from scipy.optimize import brentq
from scipy.spatial.distance import jensenshannon


def by_a_root(tv, js):
    def pair(alone):
        lean = (tv - alone) / (1 - alone)
        both = (1 - alone) / 2 * np.array([1 + lean, 1 - lean])
        return np.array([alone, 0.0, *both]), np.array([0.0, alone, *both[::-1]])

    return pair(brentq(lambda a: jensenshannon(*pair(a)) ** 2 - js, 0, tv, xtol=1e-14))


def with_lists(tv, js):
    a, b = (1 + tv) / 2, (1 - tv) / 2
    least = a * np.log(2 * a) + b * np.log(2 * b)
    w = (js - least) / (tv * np.log(2) - least)
    p = [w * tv, 0.0, (1 - w) * a, (1 - w) * b, w * (1 - tv)]
    q = [0.0, w * tv, (1 - w) * b, (1 - w) * a, w * (1 - tv)]
    return [p, q]
