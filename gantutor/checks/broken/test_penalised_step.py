"""The step that holds nothing back.

Mend `penalised_step(critic, optimiser, real, fake, weight)`: one step of the optimiser on the loss
mean f(fake) − mean f(real) + weight · mean (‖∇f‖ − 1)², the last mean over points between real and
fake. It returns the loss before the step and the mean slope, two floats.
"""

import torch
from torch import nn

from gantutor.checks.engine.assertions import Wrong, close, hint, parts
from gantutor.checks.engine.network_state import leave_old_gradients, ready_to_train
from gantutor.checks.engine.seeded_answers import (
    between_partners,
    call_seeded,
    drawn_anew,
    random_pairs,
)
from gantutor.checks.engine.toy_networks import Descent, slopes, smooth_critic

DIFFICULTY = 2
MINUTES = 8

SYMPTOM = """
The gap and the slope grow for as long as you train, as if there were no penalty, whatever λ is. The
penalty in the log grows too: it is in the loss, but no derivative of it reaches the weights.
"""

HINTS = (
    "The penalty is in the loss that is returned. Does it change the step?",
    "Take weight 0 and weight 1000 and compare the weights of the critic after one step.",
    "Without `create_graph=True` the gradient is a bare number to PyTorch: `backward` does not "
    "know that it came from the weights. `retain_graph=True` alone does not help.",
)


class Slope(nn.Module):
    """f(x) = a·x: its gradient is a everywhere, wherever the points between are."""

    def __init__(self, a):
        super().__init__()
        self.a = nn.Parameter(torch.tensor([float(a)]))

    def forward(self, points):
        return points * self.a


def stepped(answer, a, weight, rate=0.01):
    """The loss, the slope and the new a, with real points at 3 and fake ones at 1."""
    critic = Slope(a)
    optimiser = torch.optim.SGD(critic.parameters(), lr=rate)
    returned = answer(critic, optimiser, torch.full((4, 1), 3.0), torch.ones(4, 1), weight)
    loss, slope = parts(returned, "the loss", "the mean slope")
    return loss, slope, critic.a.item()


@hint("Return two floats: the loss before the step, and the mean slope at the points between.")
def test_it_runs(answer):
    loss, slope, _ = stepped(answer, 2, 10.0)
    close(loss, 6.0, rtol=1e-5, what="the loss (gap 4, penalty 10)")
    close(slope, 2.0, rtol=1e-5, what="the mean slope")


@hint("Make the weight of the penalty very large. What should one step do to a critic of slope 2?")
def test_the_step_listens_to_the_penalty(answer):
    # Downhill: −(fake − real)·rate = +0.02, and −weight · 2 (a − 1) · rate = −0.2 for weight 10.
    signs = "The loss is mean f(fake) − mean f(real) *plus* the penalty, and it is minimised."
    for weight, expected in ((10.0, 2 + 0.02 - 0.2), (50.0, 2 + 0.02 - 1.0)):
        _, _, a = stepped(answer, 2, weight)
        what = f"the critic's slope after a step with weight {weight:g}"
        close(a, expected, rtol=1e-5, what=what, slips=[(2 + 0.02 + 0.02 * weight, signs)])


@hint("The gap has to stay in the loss too: a flat critic should become steeper.")
def test_the_step_listens_to_the_gap(answer):
    _, _, a = stepped(answer, 1, 10.0)
    close(a, 1.02, rtol=1e-5, what="the slope of a critic of slope 1 after a step")


@hint("Every step begins with empty gradients.")
def test_two_steps(answer):
    critic = Slope(2)
    optimiser = torch.optim.SGD(critic.parameters(), lr=0.01)
    real, fake = torch.full((4, 1), 3.0), torch.ones(4, 1)
    for _ in range(2):
        answer(critic, optimiser, real, fake, 10.0)
    close(critic.a.item(), 1.82 + 0.02 - 0.2 * 0.82, rtol=1e-5, what="the slope after two steps")


@hint("Where real and fake are the same point, it is the only one between: all is known there.")
def test_a_curved_critic(answer, rng):
    critic, points = smooth_critic(2), torch.as_tensor(rng.normal(size=(5, 2)))
    slope = slopes(critic, points)
    penalty = 3 * (slope - 1).square().mean()
    parameters = list(critic.parameters())
    moves = torch.autograd.grad(penalty, parameters, retain_graph=True, allow_unused=True)
    expected = [
        p.detach() - (0 if g is None else 0.1 * g) for p, g in zip(parameters, moves, strict=True)
    ]
    leave_old_gradients(critic)
    with ready_to_train(critic=critic):
        returned = answer(critic, Descent(critic), points, points, 3.0)
    loss, mean = parts(returned, "the loss", "the mean slope")
    close(loss, penalty.item(), rtol=1e-5, what="the loss")
    close(mean, slope.mean().item(), rtol=1e-5, what="the mean slope")
    for p, wanted in zip(parameters, expected, strict=True):
        close(p.detach(), wanted, rtol=1e-5, what="a parameter after the step")


class Watched(nn.Module):
    """A critic that keeps the points that it was asked about."""

    def __init__(self):
        super().__init__()
        self.critic, self.met = smooth_critic(2), []

    def forward(self, points):
        """Remember, and answer."""
        self.met.append(points.detach().clone())
        return self.critic(points)


def points_between(answer):
    """What ``answer`` asks the critic about, beside the real and the fake points themselves."""

    def points(real, fake):
        watched = Watched()
        answer(watched, Descent(watched), real, fake, 1.0)
        met = torch.cat(watched.met)
        ends = torch.cat([real, fake]).unique(dim=0)
        given = (met[:, None] == ends).all(-1).any(1)
        between = met[~given][: len(real)]
        if len(between) != len(real):
            raise Wrong(f"For {len(real)} pairs the slope is taken at {len(between)} points.")
        return between

    return points


@hint("A point between is u·x + (1 − u)·y, with x and y of one row and one u for the two of them.")
def test_the_points_lie_between(answer, rng):
    between_partners(points_between(answer), *random_pairs(rng, 9, 2))


@hint("Each pair has a place of its own, uniform on [0, 1], and drawn anew in every step.")
def test_the_places(answer):
    real, fake = torch.ones(400, 2).double(), torch.zeros(400, 2).double()
    drawn_anew(points_between(answer), real[:9], fake[:9])
    u = call_seeded(points_between(answer), real, fake)[:, 0]
    close(u.mean().item(), 0.5, atol=0.06, what="the mean of 400 places")
    close(u.std().item(), 12**-0.5, atol=0.03, what="the deviation of 400 places")
