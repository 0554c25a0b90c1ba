from math import log

import numpy as np
from scipy.special import rel_entr


def by_relative_entropies(p, q, v):
    m = (p + q) / 2
    log_d = np.log(p) - np.log(2 * m)
    fixed = np.log1p(-np.exp(log_d))
    divergence = rel_entr(q, p).sum() - rel_entr(p, m).sum() - rel_entr(q, m).sum()
    return log_d, -(log_d @ v), v @ (np.log(q / p) + 1), v @ fixed, divergence, int(log_d.argmax())


def cell_by_cell(p, q, v):
    cells = range(len(p))
    log_d = [log(p[i]) - log(p[i] + q[i]) for i in cells]
    kl = sum(v[i] * log(q[i] / p[i]) for i in cells)
    loss = -sum(v[i] * log_d[i] for i in cells)
    middle = [(p[i] + q[i]) / 2 for i in cells]
    value = 2 * sum(middle[i] * log(middle[i] / p[i]) for i in cells)
    return [log_d, loss, kl, kl - loss, value, max(cells, key=lambda i: p[i] / q[i])]
