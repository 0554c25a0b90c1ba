import numpy as np

from gantutor.checks.engine.assertions import wrong


@wrong("no vector reaches it")
def frobenius(weights):
    return np.prod([np.linalg.norm(W) for W in weights])


@wrong("must not be multiplied first")
def norm_of_the_product(weights):
    whole = weights[0]
    for W in weights[1:]:
        whole = W @ whole
    return np.linalg.norm(whole, 2)


@wrong("they do not add")
def sum_of_norms(weights):
    return sum(np.linalg.norm(W, 2) for W in weights)


@wrong("not its square")
def eigenvalues(weights):
    return np.prod([np.linalg.eigvalsh(W.T @ W)[-1] for W in weights])


@wrong("Any number of layers")
def two_layers_at_most(weights):
    known = weights if len({W.shape for W in weights}) == 1 else weights[:2]
    return np.prod([np.linalg.norm(W, 2) for W in known])


@wrong("Layers that follow each other multiply")
def steepest_layer(weights):
    largest = max(np.linalg.norm(W, 2) for W in weights)
    return largest if len(weights) == 1 else largest + 1


@wrong("A layer may flatten")
def never_below_one(weights):
    return max(1.0, np.prod([np.linalg.norm(W, 2) for W in weights]))


@wrong("That is another norm")
def largest_row_sums(weights):
    return np.prod([np.abs(W).sum(axis=1).max() for W in weights])
