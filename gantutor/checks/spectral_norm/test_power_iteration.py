"""Power iteration.

Write `power_iteration(W, u, iterations)`. `W` is an m × n NumPy array, `u` a start vector with m
entries. In each iteration v becomes Wᵀu scaled to length 1, and then u becomes Wv scaled to length
1. Return the estimate uᵀWv after the last iteration, one number.
"""

import numpy as np

from gantutor.checks.engine.assertions import close, hint

DIFFICULTY = 1
MINUTES = 8

HINTS = (
    "`W.T @ u` and `W @ v` are the two products; `np.linalg.norm` is the length of a vector.",
    "Scale v before you multiply by W, and u at the end of the iteration.",
    "With u and v of length 1, `u @ W @ v` is the estimate. It is also the length of Wv.",
)

ROOT = "That is σ², the eigenvalue of WᵀW. The estimate is uᵀWv with both vectors of length 1."
LENGTH = "Length is the Euclidean norm, `np.linalg.norm`, and not the largest entry."
BOTH = "Both vectors must have length 1 when the estimate is taken: scale u and v."


def by_hand(W, u, iterations):
    for _ in range(iterations):
        v = W.T @ u
        v = v / np.linalg.norm(v)
        u = W @ v
        u = u / np.linalg.norm(u)
    return u @ W @ v


@hint("W = diag(3, 1): the largest singular value is 3, and many iterations find it.")
def test_a_diagonal_matrix(answer):
    W, u = np.diag([3.0, 1.0]), np.array([1.0, 1.0])
    frobenius = "That is the Frobenius norm, the root of the sum of all squares."
    slips = [(9.0, ROOT), (1.0, BOTH), (np.sqrt(10), frobenius)]
    close(answer(W, u, 60), 3.0, slips=slips)


@hint("The matrix need not be square: v has n entries and u has m, so use Wᵀ one way and W back.")
def test_a_matrix_that_is_not_square(answer):
    W = np.array([[1.0, 2.0, 0.0], [0.0, 1.0, -1.0]])
    exact = np.linalg.norm(W, 2)
    _, _, (v, _, _) = np.linalg.svd(W)
    v = v / np.abs(v).max()
    u = W @ v / np.abs(W @ v).max()
    slips = [(exact**2, ROOT), (u @ W @ v, LENGTH)]
    close(answer(W, np.array([1.0, 0.0]), 40), exact, slips=slips)


@hint("After few iterations the estimate is not the norm yet: do as many as are asked for.")
def test_as_many_iterations_as_asked(answer):
    W, u = np.diag([3.0, 2.0]), np.array([1.0, 4.0])
    found, exact = by_hand(W, u, 1), 3.0
    late = "One iteration was asked for. Do not go on, and do not compute the exact norm."
    close(answer(W, u, 1), found, slips=[(exact, late), (by_hand(W, u, 2), late)])


@hint("The start counts: begin with the u that is passed, of whatever length.")
def test_from_the_given_start(answer, rng):
    W, u = rng.normal(size=(6, 4)), 5 * rng.normal(size=6)
    for iterations in (1, 3):
        close(answer(W, u, iterations), by_hand(W, u, iterations))
