"""A critic as a ruler and as a compass: its value, and where its gradient points, beside the LP."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor, nn

from gantutor.constraints import input_gradient
from gantutor.metrics import gradient_cosine, plan_directions
from gantutor.training.evaluating import evaluating
from gantutor.transport import w1

BEARING = ("cosine", "pull", "ceiling", "norm", "spread", "value", "w1_now")


class Exact(NamedTuple):
    """What transport says of fakes (n, d): where the plan moves each, and how far they are.

    ``way``: the directions to ``real`` samples; ``another``: to other real samples; ``w1``: to the
    first of them.
    """

    way: Float[np.ndarray, "n d"]
    another: Float[np.ndarray, "n d"]
    w1: float


def exact(
    real: Float[np.ndarray, "m d"], other: Float[np.ndarray, "m d"], fake: Float[np.ndarray, "n d"]
) -> Exact:
    """Return what the exact plans from ``fake`` to two draws of real samples say."""
    return Exact(plan_directions(real, fake), plan_directions(other, fake), w1(real, fake))


def bearing(
    critic: nn.Module,
    generator_loss: Callable[[Tensor], Tensor],
    real: Float[np.ndarray, "seeds m d"],
    fake: Float[np.ndarray, "seeds n d"],
    plans: Sequence[Exact | None],
) -> dict[str, Float[np.ndarray, " seeds"]]:
    """Return what critics say at their fakes beside what the exact plan says, by name.

    With u_j the direction in which the optimal plan moves fake j:

    - cosine: the mean over j of cos(∇f(y_j), u_j);
    - pull: one cosine of the whole field, ⟨v, u⟩/(‖v‖ ‖u‖), with v_j the negative gradient of the
      generator's loss at y_j: it counts a fake by how hard it is pulled;
    - ceiling: the cosine of u with the directions to other real samples: what chance leaves;
    - norm, spread: the mean of ‖∇f(y_j)‖, and its standard deviation in units of the mean;
    - value: mean f(real) − mean f(fake); w1_now: the exact W1 of the same samples.

    ``generator_loss`` maps f (S, n) to the loss of each fake. The critics are high on real samples.
    ``plans``: `exact` for each seed. A seed without one, or whose slopes are not finite, is NaN.
    """
    device = next(critic.parameters()).device
    x, y = (torch.as_tensor(a, dtype=torch.float32, device=device) for a in (real, fake))
    with evaluating(critic):
        slopes = input_gradient(critic, y).detach()
        with torch.no_grad():
            fx, fy = critic(x).squeeze(-1), critic(y).squeeze(-1)
    value = (fx.mean(-1) - fy.mean(-1)).cpu().numpy()
    fy.requires_grad_()
    (toward,) = torch.autograd.grad(generator_loss(fy).sum(), fy)
    weight, gradient = -toward.double().cpu().numpy(), slopes.double().cpu().numpy()
    found = {name: np.full(len(plans), np.nan) for name in BEARING}
    for s, plan in enumerate(plans):
        if plan is None or not (np.isfinite(gradient[s]).all() and np.isfinite(value[s])):
            continue
        seen = _beside(gradient[s], weight[s], plan)
        for name, number in {**seen, "value": value[s], "w1_now": plan.w1}.items():
            found[name][s] = number
    return found


def _beside(
    gradient: Float[np.ndarray, "n d"], weight: Float[np.ndarray, " n"], plan: Exact
) -> dict[str, float]:
    norm = np.linalg.norm(gradient, axis=-1)
    field = weight[:, None] * gradient
    sizes = np.linalg.norm(field) * np.linalg.norm(plan.way)
    return {
        "cosine": float(gradient_cosine(gradient, plan.way)),
        "pull": float((field * plan.way).sum() / sizes) if sizes > 0 else np.nan,
        "ceiling": float(gradient_cosine(plan.another, plan.way)),
        "norm": float(norm.mean()),
        "spread": float(norm.std() / norm.mean()) if norm.any() else np.nan,
    }
