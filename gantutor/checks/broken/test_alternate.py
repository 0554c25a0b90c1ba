"""A step that is the generator's alone.

Mend `alternate(critic, generator, critic_optimiser, generator_optimiser, x, z_critic, z, penalty)`:
a step of the critic against G(z_critic), with `penalty(critic, x, y)` in its loss, then a step of
the generator with z. It is called again and again, and leaves both networks ready to learn. Nothing
is returned.
"""

import copy

import torch
from torch import nn

from gantutor.checks.engine.assertions import Wrong, close, hint
from gantutor.checks.engine.network_state import leave_old_gradients, ready_to_train
from gantutor.checks.engine.toy_networks import networks, slopes

DIFFICULTY = 2
MINUTES = 8
IN_PLACE = True

SYMPTOM = """
After the first iteration the critic's values at fixed points do not change any more. The samples
follow the slope that was there when it stopped, past the data and ever further.
"""

HINTS = (
    "The first call does what it should. What is different when the second one begins?",
    "Which line holds longer than the step that it was written for?",
    "`requires_grad_(False)` holds until somebody takes it back: `critic.requires_grad_(True)`.",
)

CLEAR = "Each network's gradients are cleared before its own backward pass."


def rounds(rng, n=3):
    return [tuple(torch.as_tensor(rng.normal(size=(6, d))) for d in (2, 3, 3)) for _ in range(n)]


def penalty(critic, x, y):
    return 2 * (slopes(critic, 0.4 * x + 0.6 * y) - 1).square().mean()


def values(net):
    return nn.utils.parameters_to_vector(net.parameters()).detach().clone()


def correctly(critic, generator, batches):
    """Move both as the rounds should, by explicit gradients; yield the values after each round."""

    def descend(net, loss):
        parameters = list(net.parameters())
        found = torch.autograd.grad(loss, parameters, allow_unused=True)
        with torch.no_grad():
            for p, g in zip(parameters, found, strict=True):
                p -= 0.1 * (0 if g is None else g)

    for x, z_critic, z in batches:
        y = generator(z_critic).detach()
        descend(critic, critic(y).mean() - critic(x).mean() + penalty(critic, x, y))
        descend(generator, -critic(generator(z)).mean())
        yield values(critic), values(generator)


@hint(CLEAR)
def test_it_runs(answer, rng):
    batches = rounds(rng, 1)
    (wanted,) = correctly(*networks(0)[:2], batches)
    players = networks(0)
    leave_old_gradients(*players[:2])
    start = values(players[1])
    answer(*players, *batches[0], penalty)
    if torch.equal(values(players[1]), start):
        raise Wrong(
            "The generator does not move in the first call.",
            "Does its loss reach it? `detach()` belongs to the step of the critic alone.",
        )
    for net, values_wanted, who in zip(players[:2], wanted, ("critic", "generator"), strict=True):
        close(values(net), values_wanted, what=f"the {who}'s parameters after the first call")


@hint("Look at the critic before and after the second call. How far did it move?")
def test_the_second_call(answer, rng):
    first, second = rounds(rng, 2)
    players = networks(1)
    answer(*players, *first, penalty)
    before = copy.deepcopy(players[:2])
    start = values(before[0])
    for net in before:
        net.requires_grad_(True)
    ((wanted, _),) = correctly(*before, [second])
    answer(*players, *second, penalty)
    found, distance = (values(players[0]) - start).norm(), (wanted - start).norm()
    close(found, distance, rtol=1e-5, what="the distance that the critic moves in the second call")


@hint("The generator's third step is against a critic that has learned three times.")
def test_the_generator_after_three_calls(answer, rng):
    batches = rounds(rng)
    *_, (_, wanted) = correctly(*networks(2)[:2], batches)
    players = networks(2)
    for batch in batches:
        answer(*players, *batch, penalty)
    close(values(players[1]), wanted, what="the generator's parameters after three calls")


@hint("What is frozen for a step is thawed after it, and not only before the next one.")
def test_both_networks_can_go_on(answer, rng):
    players = networks(3)
    with ready_to_train(critic=players[0], generator=players[1]):
        answer(*players, *rounds(rng, 1)[0], penalty)
