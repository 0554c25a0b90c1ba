"""Where a critic would send the fakes, and where the optimal plan sends them."""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from jaxtyping import Float
from numpy.typing import ArrayLike

from gantutor.constraints import input_gradient
from gantutor.metrics.samples import as_samples, as_seeded_samples, generated
from gantutor.training.evaluating import evaluating
from gantutor.transport import cost_matrix, solve


def plan_directions(x: ArrayLike, y: ArrayLike) -> Float[np.ndarray, "m d"]:
    """Return for each fake the direction in which the optimal plan moves it to the real samples.

    u_j = Σ_i P_ij (x_i − y_j)/‖x_i − y_j‖, scaled to length 1; P is the plan of least Σ P_ij C_ij
    with C_ij = ‖x_i − y_j‖. It is the gradient of the exact potential at y_j, wherever that has
    one: along the way that mass takes the potential rises by 1 for each unit of length. A fake that
    stays where it is, and one that is torn in opposite directions, has the direction 0.

    x: (n, d), y: (m, d). Raises ValueError as `gantutor.transport.cost_matrix`.
    Source: Gulrajani et al. 2017, proposition 1.
    """
    real, fake = as_samples("x", x), as_samples("y", y)
    plan = solve(cost_matrix(real, fake)).plan
    i, j = np.nonzero(plan)  # fewer than n + m pairs: the answer is basic
    way = real[i] - fake[j]
    length = np.linalg.norm(way, axis=-1, keepdims=True)
    unit = np.divide(way, length, out=np.zeros_like(way), where=length > 0)
    mean = np.zeros_like(fake)
    np.add.at(mean, j, plan[i, j, None] * unit)
    size = np.linalg.norm(mean, axis=-1, keepdims=True)
    return np.divide(mean, size, out=np.zeros_like(mean), where=size > 1e-9 / len(fake))


def gradient_cosine(
    gradient: ArrayLike, direction: ArrayLike
) -> float | Float[np.ndarray, " seeds"]:
    """Return the mean over points of the cosine between two fields of vectors, in [−1, 1].

    Points at which either is 0 are left out; if there are no others, NaN.

    gradient, direction: (m, d) or (S, m, d), alike. Raises ValueError for NaN or other shapes.
    """
    one, other = as_seeded_samples("gradient", gradient), as_seeded_samples("direction", direction)
    if one.shape != other.shape:
        raise ValueError(
            f"gradient and direction must have one shape, got {one.shape}, {other.shape}"
        )
    sizes = np.linalg.norm(one, axis=-1) * np.linalg.norm(other, axis=-1)
    there = sizes > 0
    cosines = np.divide((one * other).sum(-1), sizes, out=np.zeros_like(sizes), where=there)
    counted = there.sum(-1)
    found = np.divide(
        cosines.sum(-1), counted, out=np.full(len(counted), np.nan), where=counted > 0
    )
    return found if np.ndim(gradient) == 3 else float(found[0])


def cosine_measure(
    x: ArrayLike, n: int = 256, seed: int = 0
) -> Callable[[Any], Float[np.ndarray, " seeds"]]:
    """Return a measure of a game: does its critic's gradient point along the optimal plan?

    The mean cosine, at n generated samples, between ∇f and the direction in which the optimal plan
    to n real samples moves them, `plan_directions`. 1 is perfect; 0 is what a random direction
    scores. Near the end of a good training the plan between finite samples is itself mostly chance:
    real samples moved to other real samples show how much is left.

    x: (N, d), N ≥ n; which n are used is drawn once, from ``seed``. The critic is one that is high
    on real samples. A seed that has diverged is NaN. ValueError when x holds fewer than n samples.
    """
    data = as_samples("x", x)
    if not 1 <= n <= len(data):
        raise ValueError(f"n must be between 1 and the {len(data)} samples of x, got {n}")
    real = data[np.random.default_rng(seed).choice(len(data), size=n, replace=False)]

    def measured(run: Any) -> Float[np.ndarray, " seeds"]:
        fakes, sane = generated(run, n, seed)
        points = torch.as_tensor(fakes, dtype=torch.float32, device=run.device)
        with evaluating(run.critic):
            slopes = input_gradient(run.critic, points).detach().cpu().numpy()
        found = np.full(len(fakes), np.nan)
        for s in np.flatnonzero(sane & np.isfinite(slopes).all(axis=(1, 2))):
            found[s] = gradient_cosine(slopes[s], plan_directions(real, fakes[s]))
        return found

    return measured
