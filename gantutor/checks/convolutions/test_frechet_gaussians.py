"""The distance of two Gaussians.

Write `frechet_gaussians(mean_x, cov_x, mean_y, cov_y)`: the squared W2 of two normal laws with
these means (d,) and covariances (d, d). It is ‖mean_x − mean_y‖² + tr(cov_x + cov_y − 2R), where R
is the root of the product cov_x · cov_y: the matrix without negative eigenvalues that has the
product as its square. The product is not symmetric, and covariances may be singular: features that
are always 0 are common. Return one real number.
"""

import numpy as np

from gantutor import metrics
from gantutor.checks.engine.assertions import Wrong, close, hint
from gantutor.checks.engine.describe import show, to_numpy

DIFFICULTY = 3
MINUTES = 15

HINTS = (
    "Only the trace of the root is needed, and the trace is the sum of its eigenvalues.",
    "With the symmetric root S of cov_x, the product S · cov_y · S has the same eigenvalues as "
    "cov_x · cov_y, and it is symmetric.",
    "The root S: `values, vectors = np.linalg.eigh(cov_x)`, then "
    "`(vectors * np.sqrt(values.clip(0))) @ vectors.T`.",
    "`np.sqrt(np.linalg.eigvalsh(S @ cov_y @ S).clip(0)).sum()` is the trace of R.",
)

ENTRIES = "`np.sqrt` takes the root of every entry. The root of a matrix R is the one with R @ R."
APART = (
    "tr(√cov_x · √cov_y) is the trace of the root of the product only where the two commute, that "
    "is, have the same directions."
)
SYMMETRIC = (
    "`eigh` and `eigvalsh` read one triangle and take the other for its mirror image, but "
    "cov_x · cov_y is not symmetric."
)
REAL = (
    "Where the product is singular, its root comes out complex, or not at all, by rounding. S · "
    "cov_y · S with the symmetric root S of cov_x has the same eigenvalues, is symmetric, and "
    "never leaves the real numbers."
)
LOST = (
    "The trace is a small difference of large numbers here, and the root of a rounding error of "
    "1e-16 is 1e-8. Set eigenvalues below 0 to 0, and add nothing to the diagonal."
)


def number(value):
    """The answer as a number; a complex one, or none, is named."""
    array = to_numpy(value)
    if array.dtype.kind == "c":
        raise Wrong(f"You returned the complex number {complex(array):.4g}; expected a real one.",
                    REAL)  # fmt: skip
    if array.dtype.kind == "f" and array.shape == () and not np.isfinite(array):
        raise Wrong(f"You returned {show(float(array))}; expected a finite number.", REAL)
    return value


def covariance(rng, d, rank):
    """A covariance of this rank, with directions of its own."""
    rows = rng.normal(size=(rank, d))
    return rows.T @ rows / rank


def rooted(matrix):
    values, vectors = np.linalg.eigh(matrix)
    return (vectors * np.sqrt(values.clip(0))) @ vectors.T


def distance(mean_x, cov_x, mean_y, cov_y, overlap):
    """The formula with a trace of the root that was found elsewhere."""
    return (mean_x - mean_y) @ (mean_x - mean_y) + np.trace(cov_x + cov_y) - 2 * overlap


@hint("On the line it is the squared distance of the means plus that of the deviations.")
def test_on_the_line(answer):
    arguments = np.array([1.0]), np.array([[4.0]]), np.array([4.0]), np.array([[9.0]])
    slips = [
        (10**0.5, "That is the distance itself. Return its square."),
        (16.0, "The root is taken off twice: tr(cov_x + cov_y − 2R)."),
        (22.0, "The root is missing: tr(cov_x + cov_y − 2R)."),
        (4.0, "‖mean_x − mean_y‖² is a square: 9 here."),
        (1.0, "The means are missing."),
    ]
    close(number(answer(*arguments)), 10.0, slips=slips)


@hint("Along common directions it is the sum of what the deviations differ by, each squared.")
def test_covariances_with_common_directions(answer, rng):
    turn = np.linalg.qr(rng.normal(size=(4, 4)))[0]
    a, b = rng.uniform(0.5, 3, size=(2, 4))
    means = rng.normal(size=(2, 4))
    cov_x, cov_y = ((turn * s**2) @ turn.T for s in (a, b))
    expected = np.sum((means[0] - means[1]) ** 2) + np.sum((a - b) ** 2)
    with np.errstate(invalid="ignore"):
        entries = distance(means[0], cov_x, means[1], cov_y, np.trace(np.sqrt(cov_x @ cov_y)))
    found = number(answer(means[0], cov_x, means[1], cov_y))
    close(found, expected, rtol=1e-5, slips=[(entries, ENTRIES)])


@hint("Two covariances with directions of their own: their product is not symmetric.")
def test_covariances_that_do_not_commute(answer, rng):
    means = rng.normal(size=(2, 3))
    cov_x, cov_y = (covariance(rng, 3, 5) for _ in range(2))
    product = cov_x @ cov_y
    overlap = np.sqrt(np.linalg.eigvals(product).real).sum()
    with np.errstate(invalid="ignore"):
        mirrored = [np.sqrt(np.linalg.eigvalsh(product, UPLO=u).clip(0)).sum() for u in "LU"]
        mirrored += [np.sqrt(np.linalg.eigvalsh((product + product.T) / 2).clip(0)).sum()]
        entries = np.trace(np.sqrt(product))
    others = [(np.trace(rooted(cov_x) @ rooted(cov_y)), APART), (entries, ENTRIES)]
    others += [(one, SYMMETRIC) for one in mirrored]
    arguments = means[0], cov_x, means[1], cov_y
    slips = [(distance(*arguments, one), words) for one, words in others]
    close(number(answer(*arguments)), distance(*arguments, overlap), rtol=1e-5, slips=slips)


@hint(REAL)
def test_singular_covariances(answer, rng):
    """Of one direction each: the root of u uᵀ v vᵀ has the trace |u · v| then."""
    for d in (2, 6):
        u, v = rng.normal(size=(2, d))
        zero = np.zeros(d)
        expected = u @ u + v @ v - 2 * abs(u @ v)
        found = number(answer(zero, np.outer(u, u), zero, np.outer(v, v)))
        close(found, expected, rtol=1e-5, atol=1e-5)


@hint(LOST)
def test_many_features_that_are_nearly_always_zero(answer, rng):
    d, rank = 30, 10
    loud = covariance(rng, d, rank)
    cov_x, cov_y = (loud + 1e-12 * covariance(rng, d, d) for _ in range(2))
    mean = rng.normal(size=d)
    found = number(answer(mean, cov_x, mean, cov_y))
    close(found, 0.0, atol=2e-5, what="the distance of two laws that are all but equal")
    other = covariance(rng, d, rank)
    found = number(answer(mean, cov_x, mean, other))
    expected = metrics.frechet.gaussian_frechet(mean, cov_x, mean, other)
    close(found, expected, rtol=1e-6, atol=1e-5)


@hint("From samples: their means, and their covariances with n − 1, as `np.cov` gives them.")
def test_it_agrees_with_the_package(answer, rng):
    x = rng.normal(size=(60, 5)) @ rng.normal(size=(5, 5))
    y = rng.normal(size=(40, 5)) @ rng.normal(size=(5, 5)) + 1.0
    x[:, 2] = y[:, 4] = 0.0  # features that are always 0
    found = number(answer(x.mean(0), np.cov(x.T), y.mean(0), np.cov(y.T)))
    close(found, metrics.frechet_distance(x, y), rtol=1e-5, what="the distance of two samples")
