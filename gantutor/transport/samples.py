"""W1 of two samples, by whichever exact method is cheapest."""

from numpy.typing import ArrayLike

from gantutor.distributions import point_pair
from gantutor.transport.line import w1_line
from gantutor.transport.lp import solve
from gantutor.transport.problem import cost_matrix


def w1(x: ArrayLike, y: ArrayLike, a: ArrayLike | None = None, b: ArrayLike | None = None) -> float:
    """The exact earth-mover's distance between two samples.

    min Σ P_ij ‖x_i − y_j‖ over the plans P between the masses ``a`` on ``x`` (n, d) or (n,) and
    ``b`` on ``y`` (m, d) or (m,), uniform when missing. By sorting for d = 1, by POT's linear
    program above. In the units of x; two *real* samples of that size are the floor.

    Raises:
        ValueError: empty, not finite, unequal dimensions, or masses that are no law.
        TransportError: the linear program was not solved.

    Source: Peyré & Cuturi (2019), sections 2.6 and 3.1.
    """
    real, fake = point_pair(x, y)
    if real.shape[1] == 1:
        return w1_line(real, fake, a, b)
    return solve(cost_matrix(real, fake), a, b).cost
