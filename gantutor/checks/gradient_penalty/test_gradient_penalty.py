"""The penalty itself.

Write `gradient_penalty(critic, points, weight)`: weight times the mean, over the n points, of
(‖∇f‖ − 1)², where ∇f is the gradient of the critic at each point. `points` has the shape (n, …);
the critic returns one value for each point. The answer is a scalar tensor, and `.backward()` on it
must reach the critic's parameters.
"""

import torch
from torch import nn

from gantutor.checks.engine.assertions import Wrong, close, hint
from gantutor.checks.engine.network_state import leave_old_gradients, only_looked_at
from gantutor.checks.engine.toy_networks import slopes, smooth_critic

DIFFICULTY = 2
MINUTES = 12

HINTS = (
    "The points must ask for gradients: `points = points.detach().requires_grad_()`.",
    "`torch.autograd.grad(critic(points).sum(), points, create_graph=True)` returns a 1-tuple.",
    "Flatten, take each row's norm, subtract 1, square, and only then take the mean.",
    "`.norm(dim=1)` is safe at a zero gradient; `.square().sum(1).sqrt()` is not.",
)

WRITES = (
    "`.backward()` writes into every weight on its way, and the penalty's own gradient is added "
    "to that. `torch.autograd.grad(…, create_graph=True)` writes nothing."
)
GRAPH = (
    "Without `create_graph=True` the gradient is a plain number to PyTorch: it does not know how "
    "it came from the weights, and the penalty teaches the critic nothing."
)


class Bowl(nn.Module):
    """f(x) = ½ w ‖x‖², whose gradient at x is w·x."""

    def __init__(self, w):
        super().__init__()
        self.w = nn.Parameter(torch.tensor(float(w)))

    def forward(self, points):
        return 0.5 * self.w * points.flatten(1).square().sum(1, keepdim=True)


POINTS = torch.tensor([[3.0, 4.0], [0.0, 2.0], [0.6, 0.8]])  # norms 5, 2 and 1


@hint("The gradients here have the norms 5, 2 and 1, so the mean of (norm − 1)² is 17/3.")
def test_three_points(answer):
    whole = torch.tensor((30**0.5 - 1) ** 2)
    slips = [
        (whole, "One norm for the whole batch: take the norm of each point's gradient instead."),
        (torch.tensor((30**0.5 / 3 - 1) ** 2), "One norm for the whole batch, and `.mean()`?"),
        (torch.tensor(17.0), "The mean over the points, not their sum."),
        (torch.tensor((24.0**2 + 9) / 3), "Subtract 1 from the norm, not from its square."),
        (
            torch.tensor(((5 / 3 - 1) ** 2 + (1 - 2 / 3) ** 2 + (1 - 1 / 3) ** 2) / 3),
            "Differentiate the sum of the critic's values: their mean makes each gradient n times "
            "too small.",
        ),
    ]
    close(answer(Bowl(1), POINTS, 1.0), torch.tensor(17 / 3), rtol=1e-5, slips=slips)


@hint("Multiply by the weight.")
def test_the_weight(answer):
    close(answer(Bowl(1), POINTS, 10.0), torch.tensor(170 / 3), rtol=1e-5)


@hint("Two-sided: a slope of 0.5 costs as much as a slope of 1.5.")
def test_a_flat_critic_pays_too(answer):
    close(answer(Bowl(0.1), POINTS[1:2], 1.0), torch.tensor(0.64), rtol=1e-5)


@hint(GRAPH)
def test_it_can_be_learned_from(answer):
    critic = Bowl(2)
    value = answer(critic, POINTS, 1.0)
    if critic.w.grad is not None and value.requires_grad:
        raise Wrong("After the call the critic's weight has a gradient already.", WRITES)
    if not value.requires_grad:
        raise Wrong("`penalty.backward()` cannot work: the penalty has no graph.", GRAPH)
    value.backward()
    if critic.w.grad is None:
        raise Wrong("After `penalty.backward()` the critic's weight has no gradient.", GRAPH)
    # d/dw mean (w r − 1)² = mean 2 (w r − 1) r, with r the norms of the points and w = 2.
    expected = torch.tensor(2 * (9 * 5 + 3 * 2 + 1 * 1) / 3)
    close(critic.w.grad, expected, rtol=1e-5, what="the penalty's derivative in w")


@hint("The root has no derivative at 0. `.norm(dim=1)` gives 0 there; `.sqrt()` gives nan.")
def test_a_zero_gradient(answer):
    critic = Bowl(1)
    answer(critic, torch.tensor([[0.0, 0.0], [3.0, 4.0]]), 1.0).backward()
    close(critic.w.grad, torch.tensor(20.0), rtol=1e-5, what="the penalty's derivative in w")


@hint("Flatten each sample's gradient before you take its norm.")
def test_images(answer):
    points = torch.linspace(0, 1, 16).reshape(2, 2, 2, 2)
    norms = points.flatten(1).norm(dim=1)
    close(answer(Bowl(3), points, 1.0), (3 * norms - 1).square().mean(), rtol=1e-5)


@hint("The slopes are those at the points that are passed, each by itself: nowhere else.")
def test_any_critic(answer, rng):
    critic, points = smooth_critic(2, 3), torch.as_tensor(rng.normal(size=(5, 2, 3)))
    value, expected = (f(critic, points, 3.0) for f in (answer, penalty))
    close(value.detach(), expected.detach(), rtol=1e-5, what="the penalty of a curved critic")
    for (name, p), wanted in zip(critic.named_parameters(), of(expected, critic), strict=True):
        (found,) = torch.autograd.grad(value, p, retain_graph=True, allow_unused=True)
        found = torch.zeros_like(p) if found is None else found
        close(found, wanted, rtol=1e-5, what=f"its derivative in {name}")


@hint("A penalty is a number that is looked at: it changes nothing, and clears nothing.")
def test_the_critic_is_left_alone(answer, rng):
    critic = smooth_critic(2, 3)
    leave_old_gradients(critic)
    with only_looked_at(critic=critic):
        answer(critic, torch.as_tensor(rng.normal(size=(5, 2, 3))), 3.0)


def penalty(critic, points, weight):
    return weight * (slopes(critic, points) - 1).square().mean()


def of(value, critic):
    """The derivatives in the parameters: 0 in those that do not change a slope."""
    found = torch.autograd.grad(value, list(critic.parameters()), allow_unused=True)
    pairs = zip(critic.parameters(), found, strict=True)
    return [torch.zeros_like(p) if g is None else g for p, g in pairs]
