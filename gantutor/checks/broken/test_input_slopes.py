"""The run that ends at once.

Mend `input_slopes(critic, points)`: the norms ‖∇f‖ of the critic's gradient at the n points of
shape (n, d), as a tensor of shape (n,) that can be differentiated again, at every critic.
"""

import torch
from torch import nn

from gantutor.checks.engine.assertions import close, hint, same_shape
from gantutor.checks.engine.network_state import leave_old_gradients, only_looked_at
from gantutor.checks.engine.toy_networks import slopes, smooth_critic

DIFFICULTY = 2
MINUTES = 8

SYMPTOM = """
The curves are fine, and then, from one step to the next, every one of them is nan and stays nan:
loss, gap, slope and weights. It happens early, late or never, and another seed may have no trouble.
It needs a place where the critic is flat, since the root has no derivative at 0.
"""

HINTS = (
    "nan comes from 0·∞. Where could an infinite derivative come from?",
    "A ReLU network is flat where all its units are off. What is the derivative of √s at s = 0?",
    "`gradient.norm(dim=1)` has a derivative at 0; so has `(s + 1e-12).sqrt()`. What is done after "
    "the root comes too late, for 0·∞ is nan again.",
)


class Bowl(nn.Module):
    """f(x) = ½ w ‖x‖², whose gradient at x is w·x: zero at zero."""

    def __init__(self, w):
        super().__init__()
        self.w = nn.Parameter(torch.tensor(float(w)))

    def forward(self, points):
        return 0.5 * self.w * points.square().sum(1, keepdim=True)


@hint("Return one slope for each point.")
def test_it_runs(answer):
    slopes = answer(Bowl(2), torch.tensor([[3.0, 4.0], [0.0, 2.0]]))
    same_shape(slopes, (2,))
    close(slopes, torch.tensor([10.0, 4.0]), rtol=1e-4, atol=1e-3)


@hint("The norm's derivative has to reach the weights: keep `create_graph=True`.")
def test_it_can_be_learned_from(answer):
    critic = Bowl(2)
    slopes = answer(critic, torch.tensor([[3.0, 4.0]]))
    assert slopes.requires_grad, "The slopes have no graph: their derivative in the weight is 0."
    slopes.sum().backward()
    close(critic.w.grad, torch.tensor(5.0), rtol=1e-3, what="the slope's derivative in the weight")


@hint("The penalty's value is right. Look at each line as `backward` does: from the end.")
def test_a_flat_spot(answer):
    critic = Bowl(2)
    points = torch.tensor([[0.0, 0.0], [3.0, 4.0]])
    (answer(critic, points) - 1).square().mean().backward()
    # The flat point adds nothing: d/dw ½ (5w − 1)² = 5 (5w − 1) = 45.
    what = "the penalty's derivative in the critic's weight, with one point at a flat spot,"
    close(critic.w.grad, torch.tensor(45.0), rtol=1e-3, what=what)


@hint("The slope itself is still wanted: at the flat spot it is 0, elsewhere the norm.")
def test_the_slopes_are_still_slopes(answer):
    points = torch.tensor([[0.0, 0.0], [0.3, 0.4], [0.03, 0.04]])
    close(answer(Bowl(1), points), torch.tensor([0.0, 0.5, 0.05]), rtol=1e-2, atol=2e-3)


@hint("The slopes are those at the points that are passed, whatever the critic.")
def test_a_curved_critic(answer, rng):
    critic, points = smooth_critic(2), torch.as_tensor(rng.normal(size=(5, 2)))
    value, expected = answer(critic, points).square().sum(), slopes(critic, points).square().sum()
    close(value.detach(), expected.detach(), rtol=1e-5, what="the sum of the squared slopes")
    found, wanted = (torch.autograd.grad(v, critic[1].weight)[0] for v in (value, expected))
    close(found, wanted, rtol=1e-4, what="its derivative in the critic's first weights")


@hint("A slope is a number: asking for it changes nothing in the critic, and clears nothing.")
def test_the_critic_is_left_alone(answer, rng):
    critic = smooth_critic(2)
    leave_old_gradients(critic)
    with only_looked_at(critic=critic):
        answer(critic, torch.as_tensor(rng.normal(size=(5, 2))))
