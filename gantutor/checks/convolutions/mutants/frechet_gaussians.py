import numpy as np
from scipy import linalg

from gantutor.checks.engine.assertions import wrong


def rooted(matrix):
    values, vectors = np.linalg.eigh(matrix)
    return (vectors * np.sqrt(values.clip(0))) @ vectors.T


def overlap(cov_x, cov_y):
    root = rooted(cov_x)
    return np.sqrt(np.linalg.eigvalsh(root @ cov_y @ root).clip(0)).sum()


def distance(mean_x, cov_x, mean_y, cov_y, overlap):
    shift = mean_x - mean_y
    return shift @ shift + np.trace(cov_x + cov_y) - 2 * overlap


@wrong("takes the root of every entry")
def root_of_each_entry(mean_x, cov_x, mean_y, cov_y):
    root = np.sqrt(np.abs(cov_x @ cov_y))
    return distance(mean_x, cov_x, mean_y, cov_y, np.trace(root))


@wrong("only where the two commute")
def product_of_the_roots(mean_x, cov_x, mean_y, cov_y):
    return distance(mean_x, cov_x, mean_y, cov_y, np.trace(rooted(cov_x) @ rooted(cov_y)))


@wrong("read one triangle")
def product_taken_for_symmetric(mean_x, cov_x, mean_y, cov_y):
    values = np.linalg.eigvalsh(cov_x @ cov_y).clip(0)
    return distance(mean_x, cov_x, mean_y, cov_y, np.sqrt(values).sum())


@wrong("read one triangle")
def product_made_symmetric(mean_x, cov_x, mean_y, cov_y):
    product = cov_x @ cov_y
    values = np.linalg.eigvalsh((product + product.T) / 2).clip(0)
    return distance(mean_x, cov_x, mean_y, cov_y, np.sqrt(values).sum())


@wrong("never leaves the real numbers")
def complex_root(mean_x, cov_x, mean_y, cov_y):
    root = linalg.sqrtm(cov_x @ cov_y)
    return distance(mean_x, cov_x, mean_y, cov_y, np.trace(root))


@wrong("add nothing to the diagonal")
def more_on_the_diagonal(mean_x, cov_x, mean_y, cov_y):
    more = 1e-6 * np.eye(len(cov_x))
    root = linalg.sqrtm((cov_x + more) @ (cov_y + more)).real
    return distance(mean_x, cov_x, mean_y, cov_y, np.trace(root))


@wrong("Return its square")
def the_distance_itself(mean_x, cov_x, mean_y, cov_y):
    square = distance(mean_x, cov_x, mean_y, cov_y, overlap(cov_x, cov_y))
    return np.sqrt(max(square, 0.0))


@wrong("taken off twice")
def root_once(mean_x, cov_x, mean_y, cov_y):
    return distance(mean_x, cov_x, mean_y, cov_y, overlap(cov_x, cov_y) / 2)


@wrong("is a square: 9 here")
def means_not_squared(mean_x, cov_x, mean_y, cov_y):
    spread = np.trace(cov_x + cov_y) - 2 * overlap(cov_x, cov_y)
    return np.linalg.norm(mean_x - mean_y) + spread


@wrong("The means are missing")
def covariances_alone(mean_x, cov_x, mean_y, cov_y):
    return distance(mean_x, cov_x, mean_x, cov_y, overlap(cov_x, cov_y))
