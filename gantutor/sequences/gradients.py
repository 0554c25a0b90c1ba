"""The gradient of an expected reward under a model of sequences: exact, and four ways to guess it.

J = E_{x∼q} r(x). The exact gradient sums over all sequences; an estimator makes one number vector
of each draw. All have the shape (seeds, …, parameters), the parameters side by side.
"""

import copy
from collections.abc import Callable

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor, nn

from gantutor.sequences.enumeration import every
from gantutor.sequences.model import BatchedGRU

Reward = Callable[[Tensor], Tensor]
"""From sequences as rows, (S, B, T, V), to numbers (S, B)."""


def all_rows(model: BatchedGRU) -> Float[Tensor, "seeds n length vocabulary"]:
    """Return every sequence as rows of zeros and ones, the same for each seed."""
    listed = torch.from_numpy(every(model.spec.vocabulary, model.spec.length))
    tokens = listed.to(model.from_row.device).expand(len(model.seeds), -1, -1)
    return model.rows(tokens)


def exact_gradient(model: BatchedGRU, reward: Reward) -> Float[np.ndarray, "seeds parameters"]:
    """Return ∇ Σ_x q(x) r(x), by enumeration."""
    r = reward(all_rows(model)).detach()
    expected = (model.log_law().exp() * r).sum(-1)
    return _flat(torch.autograd.grad(expected.sum(), list(model.parameters())), 1)


def score_gradients(
    model: BatchedGRU,
    rows: Float[Tensor, "seeds batch length vocabulary"],
    advantage: Float[Tensor, "seeds batch"],
) -> Float[np.ndarray, "seeds batch parameters"]:
    """Return a(x) ∇ log q(x) of each sequence: the score-function estimate, or REINFORCE.

    Its mean over x ∼ q is ∇J if ``advantage`` is r(x), or r(x) − b with a b that does not depend on
    x. Source: Williams 1992.
    """
    each = one_for_each(model, rows.shape[1])
    log_q = each.log_prob(rows.flatten(0, 1)[:, None])[:, 0]
    return _own(log_q * advantage.detach().flatten(), each, rows.shape[1])


def pathwise_gradients(
    model: BatchedGRU,
    noise: Float[Tensor, "seeds batch length vocabulary"],
    reward: Reward,
    relaxation: str,
    softness: float,
) -> Float[np.ndarray, "seeds batch parameters"]:
    """Return ∇ r(y) of each draw, y the relaxed rows: "gumbel", or "straight_through".

    The first is unbiased for another quantity, E r(y) of soft rows; the second for none.
    """
    n = noise.shape[1]
    each = one_for_each(model, n)
    rows = each.choices(noise.flatten(0, 1)[:, None], relaxation, softness)
    return _own(reward(rows.view_as(noise)).flatten(), each, n)


def moments_of_score(
    model: BatchedGRU, reward: Reward, baseline: Tensor | float = 0.0
) -> tuple[Float[np.ndarray, "seeds parameters"], Float[np.ndarray, " seeds"]]:
    """Return mean and total variance of one draw's score-function estimate, exactly.

    By enumeration: Σ q ĝ, and Σ q ‖ĝ‖² − ‖Σ q ĝ‖², the trace of the covariance.
    ``baseline`` is subtracted from the reward: one number, or one for each seed, (S, 1).
    """
    rows = all_rows(model)
    with torch.no_grad():
        q = model.log_law().exp().cpu().numpy().astype(np.float64)
        advantage = reward(rows) - baseline
    each = score_gradients(model, rows, advantage).astype(np.float64)
    mean = np.einsum("sn,snp->sp", q, each)
    second = np.einsum("sn,snp->s", q, np.square(each))
    return mean, second - np.square(mean).sum(-1)


def leave_one_out(rewards: Float[Tensor, "seeds batch"]) -> Float[Tensor, "seeds batch"]:
    """Return each draw's reward less the mean reward of the other draws of its batch.

    The others know nothing of this draw, so the estimate stays unbiased. A batch of one raises
    ValueError. Source: Kool, van Hoof & Welling 2019.
    """
    n = rewards.shape[-1]
    if n < 2:
        raise ValueError(f"a baseline from the other draws needs at least 2, got {n}")
    return (rewards - rewards.mean(-1, keepdim=True)) * (n / (n - 1))


def one_for_each(model: BatchedGRU, n: int) -> BatchedGRU:
    """Return every network n times over: so each of n draws has a gradient of its own."""
    copied = copy.deepcopy(model)
    copied.seeds = tuple(s for s in model.seeds for _ in range(n))
    with torch.no_grad():
        for name, p in model.named_parameters():
            setattr(copied, name, nn.Parameter(p.repeat_interleave(n, dim=0)))
    return copied


def _own(values: Tensor, each: BatchedGRU, n: int) -> np.ndarray:
    gradients = torch.autograd.grad(values.sum(), list(each.parameters()))
    flat = _flat(gradients, 1)
    return flat.reshape(-1, n, flat.shape[-1])


def _flat(gradients: tuple[Tensor, ...], leading: int) -> np.ndarray:
    return torch.cat([g.flatten(leading) for g in gradients], dim=-1).cpu().numpy()
