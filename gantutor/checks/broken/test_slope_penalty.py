"""The penalty that flattens.

Mend `slope_penalty(critic, points, weight)`: weight times the mean, over the n points, of
(‖∇f‖ − 1)². The critic returns one value for each of the points, of shape (n, d). The answer is
one number, and its `.backward()` must reach the critic's parameters.
"""

import torch
from torch import nn

from gantutor.checks.engine.assertions import close, hint, same_shape
from gantutor.checks.engine.network_state import leave_old_gradients, only_looked_at
from gantutor.checks.engine.toy_networks import Slope, slopes, smooth_critic

DIFFICULTY = 2
MINUTES = 6

SYMPTOM = r"""
The estimate of W1 sinks as the batch grows, as if the data came nearer: with $n$ points the penalty
asks for a slope of $1/\sqrt n$ instead of 1. The penalty in the log looks fine, for it comes close
to 0.
"""

HINTS = (
    "Give the function a critic of slope 1 everywhere. What should it return? For how many points "
    "does it?",
    "Print the shape of the norm. How many slopes do n points have?",
    "Without `dim`, `.norm()` takes the whole batch for one long vector: √n where every slope is "
    "1. Write `gradient.norm(dim=1)`.",
)


class Bowl(nn.Module):
    """f(x) = ½‖x‖², whose gradient at x is x itself."""

    def forward(self, points):
        return 0.5 * points.square().sum(1, keepdim=True)


@hint("Return one number, made of the gradient of the critic at the points.")
def test_it_runs(answer):
    critic = Slope(5.0)
    value = answer(critic, torch.zeros(1, 1), 10.0)
    same_shape(value, ())
    value.backward()
    close(critic.a.grad, torch.tensor([80.0]), rtol=1e-5, what="the derivative in the weight")


@hint("Ask what the penalty says about one point, and then about the same point sixteen times.")
def test_a_critic_of_slope_one_pays_nothing(answer):
    for n in (1, 4, 16):
        value = answer(Slope(0.6, 0.8), torch.ones(n, 2), 10.0)
        down = torch.tensor([0.6, 0.8]) * n**0.5  # the norms over the n points, by coordinate
        axis = "Which axis counts the points, and which the coordinates of one gradient?"
        slips = [(10 * (down - 1).square().mean(), axis)]
        what = f"a critic of slope 1 and {n} point{'s' * (n > 1)}"
        close(value, torch.tensor(0.0), atol=1e-5, what=what, slips=slips)


@hint("A steep point does not make up for a flat one: subtract 1 and square at each point.")
def test_each_point_pays_for_itself(answer):
    points = torch.tensor([[0.0, 0.5], [1.5, 0.0]])
    close(answer(Bowl(), points, 1.0), torch.tensor(0.25), rtol=1e-5)


@hint("The slopes are those at the points that are passed, whatever the critic.")
def test_a_curved_critic(answer, rng):
    critic, points = smooth_critic(2), torch.as_tensor(rng.normal(size=(5, 2)))
    value, expected = answer(critic, points, 3.0), 3 * (slopes(critic, points) - 1).square().mean()
    close(value.detach(), expected.detach(), rtol=1e-5, what="the penalty")
    found, wanted = (torch.autograd.grad(v, critic[1].weight)[0] for v in (value, expected))
    close(found, wanted, rtol=1e-4, what="its derivative in the critic's first weights")


@hint("A penalty is a number: asking for it changes nothing in the critic, and clears nothing.")
def test_the_critic_is_left_alone(answer, rng):
    critic = smooth_critic(2)
    leave_old_gradients(critic)
    with only_looked_at(critic=critic):
        answer(critic, torch.as_tensor(rng.normal(size=(5, 2))), 3.0)
