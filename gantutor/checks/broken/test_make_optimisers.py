"""The default that nobody chose.

Mend `make_optimisers(critic, generator, lr)`: two of torch's optimisers with learning rate `lr`,
for a critic whose weights are clipped after each step and for its generator. They may remember how
large gradients were, as RMSprop and Adam do, but not where they pointed.
"""

import torch
from torch import nn

from gantutor.checks.engine.assertions import close, hint, parts
from gantutor.checks.engine.network_state import leave_old_gradients, only_looked_at

DIFFICULTY = 1
MINUTES = 5

SYMPTOM = """
W1 comes down at first. Then the samples overshoot and W1 swings, and the seeds drift apart, while
without momentum the same game at the same rate stays far lower.
"""

HINTS = (
    "Which arguments of the optimiser were not written down, and what are they then?",
    "A weight at the wall cannot go on. What does a running mean of gradients do there, and for "
    "how long after the gradient has turned?",
    "Adam's β₁ is 0.9 unless you say otherwise: `betas=(0.0, 0.9)`, or RMSprop without momentum.",
)

LR = 0.013  # no optimiser has this rate unless it is told


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


@hint("The critic's weight went on after its gradient had gone. What carried it?")
def test_the_critic_s_optimiser_forgets(answer):
    critic, _ = optimisers(answer)
    first, *_, last = path(*critic, [1.0] + [0.0] * 20)
    close(last, first, what="the critic's weight after 20 steps without a gradient")


@hint("The generator's weight drifts on in the direction of a critic that is no longer there.")
def test_the_generator_s_optimiser_forgets(answer):
    _, generator = optimisers(answer)
    first, *_, last = path(*generator, [1.0] + [0.0] * 20)
    close(last, first, what="the generator's weight after 20 steps without a gradient")


@hint("Each optimiser has all the parameters of its own network, and no others.")
def test_each_has_its_network(answer):
    nets = nn.Linear(2, 2), nn.Sequential(nn.Linear(3, 2), nn.Linear(2, 1))
    leave_old_gradients(*nets)
    with only_looked_at(critic=nets[0], generator=nets[1]):
        made = parts(answer(*nets, LR), "critic's", "generator's")
    for net, optimiser, who in zip(nets, made, ("critic", "generator"), strict=True):
        given = {id(p) for group in optimiser.param_groups for p in group["params"]}
        missing = sum(id(p) not in given for p in net.parameters())
        close(missing, 0, what=f"the number of the {who}'s tensors that its optimiser lacks")
        others = len(given) - (len(list(net.parameters())) - missing)
        close(others, 0, what=f"the number of tensors beside those of the {who}")
