"""The basis of an optimal plan, and what it says about a problem that changed a little."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float, Int64
from numpy.typing import ArrayLike
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order

from gantutor.transport.problem import GAP_TOLERANCE, Transport, problem


class Basis(NamedTuple):
    """A spanning tree of pairs (real, fake), in an order in which each pair adds one new point.

    Points are numbered 0 … n − 1 for the real ones, n … n + m − 1 for the fake ones. ``points``
    (n + m − 1,) are those added, ``parents`` the one each is paired with; the tree starts at 0.
    """

    points: Int64[np.ndarray, " pairs"]
    parents: Int64[np.ndarray, " pairs"]
    shape: tuple[int, int]


def basis(C: ArrayLike, answer: Transport) -> Basis | None:
    """A tree of pairs with f_i + g_j = C_ij, for ``answer`` = ``solve(C, …)``.

    The simplex method ends at such a tree; where several pairs are tied, it is one of those that
    prove the same potentials. None where the tight pairs do not connect all points, which happens
    when points carry no mass.

    Raises ValueError when C and the answer differ in shape.
    Source: Peyré & Cuturi (2019), sections 3.4 and 3.5.
    """
    C = problem(C)[0]
    if answer.plan.shape != C.shape:
        raise ValueError(f"C has shape {C.shape}, the answer is for {answer.plan.shape}")
    n, m = C.shape
    slack = C - answer.f[:, None] - answer.g
    tight = np.flatnonzero(slack <= 1e-3 * GAP_TOLERANCE * np.abs(C).max())
    rows, columns = np.divmod(tight, m)
    ends = (rows, columns + n)
    graph = csr_array((np.ones(len(rows), dtype=np.int8), ends), shape=(n + m, n + m))
    order, parents = breadth_first_order(graph, 0, directed=False)
    if len(order) < n + m:
        return None
    return Basis(order[1:].astype(np.int64), parents[order[1:]].astype(np.int64), (n, m))


def price(C: ArrayLike, tree: Basis) -> tuple[Float[np.ndarray, " n"], Float[np.ndarray, " m"]]:
    """The potentials with f_i + g_j = C_ij on every pair of the tree, and f_0 = 0.

    With the basis of an earlier answer and the costs of today, it is what the simplex method wants
    to start from: the old plan, priced anew. Not feasible, in general.

    Raises ValueError when C does not have the tree's shape.
    """
    C = problem(C)[0]
    if C.shape != tree.shape:
        raise ValueError(f"C has shape {C.shape}, the tree is for {tree.shape}")
    n, m = C.shape
    rows = np.minimum(tree.points, tree.parents)
    columns = np.maximum(tree.points, tree.parents) - n
    costs = C[rows, columns].tolist()
    # One after the other along the tree: plain numbers are faster here than arrays.
    level = [0.0] * (n + m)
    for point, parent, cost in zip(tree.points.tolist(), tree.parents.tolist(), costs, strict=True):
        level[point] = cost - level[parent]
    return np.array(level[:n]), np.array(level[n:])
