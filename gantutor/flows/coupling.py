"""The plan between a batch of noise and a batch of samples, as an order of the noise."""

import numpy as np
import torch
from jaxtyping import Int64
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import cdist
from torch import Tensor


def optimal_order(x: Tensor, z: Tensor) -> Int64[Tensor, "seeds n"]:
    """Return for each seed the order of z, of batches (S, n, d), of least Σ_i ‖x_i − z_order(i)‖².

    Between equally many points of equal mass an optimal plan moves each as a whole, so it is an
    order. Solved on the processor, exactly. Batches of different size raise ValueError.
    Source: Peyré & Cuturi 2019, proposition 2.1.
    """
    if x.shape != z.shape:
        raise ValueError(f"x and z must have one shape, got {tuple(x.shape)} and {tuple(z.shape)}")
    found = [
        linear_sum_assignment(cdist(one.numpy(), other.numpy(), "sqeuclidean"))[1]
        for one, other in zip(x.cpu(), z.cpu(), strict=True)
    ]
    return torch.from_numpy(np.stack(found).astype(np.int64)).to(x.device)
