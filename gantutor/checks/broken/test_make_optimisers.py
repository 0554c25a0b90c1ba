"""The default that nobody chose.

Mend `make_optimisers(critic, generator, lr)`: two of torch's optimisers with learning rate `lr`,
for a critic whose weights are clipped after each step and for its generator. They may remember how
large gradients were, as RMSprop and Adam do, but not where they pointed.
"""

import torch
from torch import nn

from gantutor.checks.engine.assertions import close, hint, parts

SYMPTOM = """
W1 comes down at first, then it overshoots and swings, and the seeds drift apart, where the same
game at the same rate settles.
"""

HINTS = (
    "Which arguments of the optimiser were not written down, and what are they then?",
    "A weight at the wall cannot go on. What does a running mean of gradients do there, and for "
    "how long after the gradient has turned?",
    "Adam's β₁ is 0.9 unless you say otherwise: `betas=(0.0, 0.9)`, or RMSprop without momentum.",
)

LR = 0.01


def optimisers(answer):
    """One weight at 0 for each network, and its optimiser."""
    nets = [nn.Linear(1, 1, bias=False), nn.Linear(1, 1, bias=False)]
    for net in nets:
        nn.init.zeros_(net.weight)
    return list(zip(nets, parts(answer(*nets, LR), "critic's", "generator's"), strict=True))


def path(net, optimiser, gradients):
    """Where the weight is after each of the gradients."""
    places = []
    for gradient in gradients:
        net.weight.grad = torch.full_like(net.weight, gradient)
        optimiser.step()
        places.append(net.weight.item())
    return places


@hint("Both networks go down their slope, with the rate that it was given.")
def test_it_runs(answer):
    for net, optimiser in optimisers(answer):
        close(optimiser.param_groups[0]["lr"], LR, what="the learning rate")
        (place,) = path(net, optimiser, [1.0])
        assert -0.2 < place < 0, f"After one step down a slope of 1 the weight is {place:.4f}."


@hint("By hand: give the critic a gradient once, and then a gradient of 0. What do its weights do?")
def test_the_critics_optimiser_forgets(answer):
    critic, _ = optimisers(answer)
    first, *_, last = path(*critic, [1.0] + [0.0] * 20)
    close(last, first, what="the critic's weight after 20 steps without a gradient")


@hint("The generator's too: the critic in front of it has changed since it last pointed there.")
def test_the_generators_optimiser_forgets(answer):
    _, generator = optimisers(answer)
    first, *_, last = path(*generator, [1.0] + [0.0] * 20)
    close(last, first, what="the generator's weight after 20 steps without a gradient")
