from collections import Counter

import numpy as np


def ngram_js(x, y, n):
    """JS of the laws of n-grams of two lists of texts, in nats."""
    counts = [
        Counter(t[i : i + n] for t in texts for i in range(len(t) - n + 1)) for texts in (x, y)
    ]
    grams = sorted(set(counts[0]) | set(counts[1]))
    p, q = (np.array([c[g] for g in grams]) / c.total() for c in counts)
    middle = (p + q) / 2
    js = 0.0
    for law in (p, q):
        seen = law > 0
        js += 0.5 * np.sum(law[seen] * np.log(law[seen] / middle[seen]))
    return js
