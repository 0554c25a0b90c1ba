from itertools import chain

import numpy as np
from scipy.spatial.distance import jensenshannon
from scipy.special import xlogy


def by_scipy(x, y, n):
    runs = [[t[i : i + n] for t in texts for i in range(len(t) - n + 1)] for texts in (x, y)]
    grams, place = np.unique(np.array(runs[0] + runs[1]), return_inverse=True)
    p, q = (
        np.bincount(k, minlength=len(grams)) for k in (place[: len(runs[0])], place[len(runs[0]) :])
    )
    return jensenshannon(p, q) ** 2


def by_entropies(x, y, n):
    """JS is the entropy of the mixture minus the mean of the entropies."""
    laws = []
    for texts in (x, y):
        law = {}
        for gram in chain.from_iterable(
            zip(*(t[k:] for k in range(n)), strict=False) for t in texts
        ):
            law[gram] = law.get(gram, 0) + 1
        total = sum(law.values())
        laws.append({g: c / total for g, c in law.items()})
    p, q = laws
    mixed = [(p.get(g, 0) + q.get(g, 0)) / 2 for g in p.keys() | q.keys()]
    entropies = [-sum(xlogy(v, v) for v in law) for law in (mixed, p.values(), q.values())]
    return max(0.0, entropies[0] - (entropies[1] + entropies[2]) / 2)
