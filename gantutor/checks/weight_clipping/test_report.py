"""Any number you like.

A critic that nothing holds can report anything. Write `report(critic, x, y, target)`: change the
last layer of `critic`, in place, so that its gap mean f(x) − mean f(y) is `target`, 1000 say or −3.
Its opinion must not change otherwise: the new critic is the old one times one number, plus perhaps
a constant. `critic` is an `nn.Sequential` of linear layers and ReLUs, with a linear layer at its
end and a gap that is not 0. The function returns nothing.
"""

import torch
from torch import nn

from gantutor.checks.engine.assertions import Wrong, close, hint
from gantutor.checks.engine.network_state import leave_old_gradients, ready_to_train

DIFFICULTY = 2
MINUTES = 8
IN_PLACE = True

HINTS = (
    "Measure the gap as it is. By what number does f have to be multiplied?",
    "f = (last weights) · (what enters the last layer) + bias: which of the two is in the gap?",
    "`critic[-1].weight.mul_(factor)`, inside `with torch.no_grad():`.",
)

POWER = "One layer is enough. A factor in each of L layers is that factor to the power L in f."
UPSIDE = "This critic was upside down, with a gap below 0: then the factor is below 0 as well."
SAME = (
    "The gap is what it was. Change the layer's own weights, in place; a bias is in both means, "
    "and their difference does not see it."
)
UNIT = "Divide by the gap as it is: the factor is the target over the gap."


def small_critic(seed=3, hidden_biases=True):
    """A critic of points in the plane, float64, whose last bias is not 0."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        layers = nn.Linear(2, 6), nn.ReLU(), nn.Linear(6, 4), nn.ReLU(), nn.Linear(4, 1)
        critic = nn.Sequential(*layers).double()
    with torch.no_grad():
        critic[-1].bias.fill_(0.7)
        if not hidden_biases:  # then a factor in each layer multiplies
            critic[0].bias.zero_()
            critic[2].bias.zero_()
    return critic


def samples(rng):
    x, y = (torch.as_tensor(rng.normal(size=(n, 2))) for n in (30, 20))
    return x + torch.tensor([1.0, 0.5]), y


@torch.no_grad()
def gap(critic, x, y):
    return (critic(x).mean() - critic(y).mean()).item()


def turned(critic, x, y, positive=True):
    """The critic, with a gap of the sign that is asked for."""
    if (gap(critic, x, y) > 0) is not positive:
        with torch.no_grad():
            critic[-1].weight.neg_()
    return critic


@hint("Multiply f by a number: then its gap is multiplied by it too.")
def test_a_thousand(answer, rng):
    x, y = samples(rng)
    critic = turned(small_critic(hidden_biases=False), x, y)
    before = gap(critic, x, y)
    answer(critic, x, y, 1000.0)
    slips = [(before, SAME), (before * (1000 / before) ** 3, POWER), (before * 1000, UNIT)]
    close(gap(critic, x, y), 1000.0, what="the gap afterwards", slips=slips)


@hint(UPSIDE)
def test_a_critic_that_is_upside_down(answer, rng):
    x, y = samples(rng)
    critic = turned(small_critic(4), x, y, positive=False)
    answer(critic, x, y, 5.0)
    close(gap(critic, x, y), 5.0, what="the gap afterwards", slips=[(-5.0, UPSIDE)])


@hint("The target may be below 0 too: the critic then ranks the fakes above the data.")
def test_a_number_below_zero(answer, rng):
    x, y = samples(rng)
    critic = turned(small_critic(5), x, y)
    answer(critic, x, y, -3.0)
    close(gap(critic, x, y), -3.0, what="the gap afterwards")


@hint("Only a factor, and perhaps a constant: f at any point, less f at another, has that factor.")
def test_the_critic_thinks_as_before(answer, rng):
    x, y = samples(rng)
    critic = turned(small_critic(), x, y)
    points = torch.as_tensor(3 * rng.normal(size=(40, 2)))
    with torch.no_grad():
        old, factor = critic(points), 7.0 / gap(critic, x, y)
        answer(critic, x, y, 7.0)
        new = critic(points)
    close(new - new[0], factor * (old - old[0]), what="what the points' values differ by")


@hint("The last layer is enough, and the others stay as they are.")
def test_the_other_layers_stay(answer, rng):
    x, y = samples(rng)
    critic = small_critic()
    before = [p.detach().clone() for p in critic[:-1].parameters()]
    leave_old_gradients(critic)
    with ready_to_train(critic=critic):
        answer(critic, x, y, 2.0)
    for old, new in zip(before, critic[:-1].parameters(), strict=True):
        close(new.detach(), old, what="a parameter of an earlier layer")
    for p in critic.parameters():
        if p.grad is None:
            raise Wrong("A gradient that was 5 before the call is gone after it.", "")
        close(p.grad, torch.full_like(p, 5.0), what="a gradient that was 5 before the call")
