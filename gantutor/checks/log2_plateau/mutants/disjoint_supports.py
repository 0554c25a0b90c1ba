import numpy as np

from gantutor.checks.engine.assertions import wrong


def on_common_cells(p, q):
    edges = np.union1d(p[0], q[0])
    laws = [(law[0], np.append(0, np.cumsum(law[1] * np.diff(law[0])))) for law in (p, q)]
    return edges, *(np.diff(np.interp(edges, *law)) for law in laws)


def with_bound(share):
    return share, share * np.log(2)


@wrong("each law counts with weight ½")
def forgot_half(p, q):
    _, p, q = on_common_cells(p, q)
    return with_bound(p[q == 0].sum() + q[p == 0].sum())


@wrong("Both sides count")
def one_side(p, q):
    _, p, q = on_common_cells(p, q)
    return with_bound(p[q == 0].sum())


@wrong("total variation")
def total_variation(p, q):
    _, p, q = on_common_cells(p, q)
    return with_bound(np.abs(p - q).sum() / 2)


@wrong("gap inside")
def ranges_only(p, q):
    cells, a, b = on_common_cells(p, q)
    middle = (cells[1:] + cells[:-1]) / 2
    no_p = (middle < p[0][0]) | (middle > p[0][-1])
    no_q = (middle < q[0][0]) | (middle > q[0][-1])
    return with_bound((a[no_q].sum() + b[no_p].sum()) / 2)


@wrong("the logarithm is log 2")
def bits(p, q):
    _, p, q = on_common_cells(p, q)
    share = (p[q == 0].sum() + q[p == 0].sum()) / 2
    return share, share


@wrong("counts the cells of both laws too")
def the_whole_divergence(p, q):
    _, p, q = on_common_cells(p, q)
    alone = (p == 0) | (q == 0)
    m = (p + q) / 2
    shared = p[~alone] * np.log(p[~alone] / m[~alone]) + q[~alone] * np.log(q[~alone] / m[~alone])
    share = np.sum(p[alone] + q[alone]) / 2
    return share, share * np.log(2) + shared.sum() / 2


@wrong("JS is half of each KL")
def both_halves(p, q):
    _, p, q = on_common_cells(p, q)
    share = (p[q == 0].sum() + q[p == 0].sum()) / 2
    return share, 2 * share * np.log(2)
