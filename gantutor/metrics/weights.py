"""What clipping does to the weights: how many of them end at the edge of the box."""

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike
from torch import nn

from gantutor.metrics.samples import as_array


def flat_weights(network: nn.Module) -> Float[np.ndarray, "seeds weights"]:
    """Return all parameters of batched networks (weights and biases), one row for each seed.

    Every parameter must lead with the axis of the seeds, as those of `gantutor.nets` do;
    otherwise ValueError.
    """
    parameters = [p.detach().cpu().numpy() for p in network.parameters()]
    if not parameters:
        raise ValueError("the network has no parameters")
    leading = {p.shape[0] if p.ndim else None for p in parameters}
    if len(leading) != 1 or None in leading:
        raise ValueError(
            "every parameter must lead with the same number of seeds, got shapes "
            f"{[p.shape for p in parameters]}"
        )
    return np.concatenate([p.reshape(p.shape[0], -1) for p in parameters], axis=1)


def pile_up(
    weights: ArrayLike, c: float, within: float = 0.01
) -> float | Float[np.ndarray, " seeds"]:
    """Return the fraction of weights at the edge of the clipping box: |w| ≥ (1 − within)·c.

    weights: (n,) -> a float in [0, 1]; (S, n) -> (S,). Weights spread evenly over [−c, c] score
    `within`. Raises ValueError for c ≤ 0, NaN, wrong shapes, or a weight outside the box, which
    clipping after the step cannot leave behind.
    Source: Gulrajani et al. 2017, figure 1(b), which shows the pile-up.
    """
    array = as_array("weights", weights)
    if array.ndim not in (1, 2):
        raise ValueError(f"weights must have shape (n,) or (S, n), got {array.shape}")
    if not c > 0:
        raise ValueError(f"c must be positive, got {c}")
    largest = float(np.abs(array).max())
    if largest > c * (1 + 1e-6):  # weights are float32: c itself may come back a little larger
        raise ValueError(f"weights must lie in [-{c}, {c}], got {largest:.6g} in size")
    edge = np.mean(np.abs(array) >= (1 - within) * c, axis=-1)
    return edge if array.ndim == 2 else float(edge)
