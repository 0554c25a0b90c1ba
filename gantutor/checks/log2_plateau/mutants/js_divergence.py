import numpy as np
from scipy.special import rel_entr

from gantutor.checks.engine.assertions import wrong


@wrong("natural logarithm")
def bits(p, q):
    p, q = np.asarray(p), np.asarray(q)
    m = (p + q) / 2
    return (rel_entr(p, m).sum() + rel_entr(q, m).sum()) / 2 / np.log(2)


@wrong("counts with weight ½")
def forgot_half(p, q):
    p, q = np.asarray(p), np.asarray(q)
    m = (p + q) / 2
    return rel_entr(p, m).sum() + rel_entr(q, m).sum()


@wrong("Compare p with the mixture")
def only_kl(p, q):
    return rel_entr(p, q).sum()


@wrong("adds nothing")
def nan_at_zeros(p, q):
    p, q = np.asarray(p), np.asarray(q)
    m = (p + q) / 2
    return (np.sum(p * np.log(p / m)) + np.sum(q * np.log(q / m))) / 2
