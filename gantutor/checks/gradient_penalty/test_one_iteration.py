"""Find the bugs: one iteration of the game.

The chapter shows an iteration with four bugs. Write `one_iteration(critic, generator,
critic_optimiser, generator_optimiser, batches, z, penalty)` as it should be. `batches` holds one
pair (x, z_critic) for each critic step; `penalty(critic, x, y)` is a scalar to be added to the
critic's loss; `z` is for the one generator step at the end. It changes the networks and returns
nothing.
"""

import copy

import torch
from torch import nn

from gantutor.checks.engine.assertions import Wrong, close, hint
from gantutor.checks.engine.network_state import leave_old_gradients, ready_to_train
from gantutor.checks.engine.toy_networks import networks

DIFFICULTY = 2
MINUTES = 12
IN_PLACE = True

HINTS = (
    "Say each loss in words first. Minimising it, where do f(x), f(y) and the generator go?",
    "Which numbers does `.backward()` write, and who clears them before the next one?",
    "`generator(z_critic).detach()` is a batch of numbers: the critic's loss cannot reach beyond.",
    "Count the indentation: what belongs to the loop over `batches`, and what follows it?",
)

CRITIC = "The critic minimises mean f(y) − mean f(x) + penalty: high on real, low on generated."
GENERATOR = "The generator wants high values: it minimises −mean f(G(z))."
CLEAR = "Clear a network's gradients before its own backward pass: its own optimiser's zero_grad()."
DETACH = "The critic's loss ran back into the generator: `y = generator(z_critic).detach()`."
ONCE = "The generator moves once, after all the critic steps."
ORDER = "The penalty got the two batches in the wrong order: real first, `penalty(critic, x, y)`."
OWN_NOISE = "The critic's fakes come from the z_critic of its batch, not from z."
FRESH = "The generator's step has noise of its own: z, not that of the critic's last batch."
LAST = "The generator's step comes last: here it had moved before the critic did."
MEANS = "The critic's loss has means in it, and no sums over the batch."
EACH = "A step for each of the batches: three small ones, and not one with all of them together."
PENALTY = "`penalty(critic, x, y)` is added to the critic's loss, in every critic step."


def draws(rng, steps):
    def normal(*shape):
        return torch.as_tensor(rng.normal(size=shape))

    return [(normal(5, 2) + 2, normal(5, 3)) for _ in range(steps)], normal(5, 3)


def no_penalty(critic, x, y):
    return (critic(x).sum() + critic(y).sum()) * 0


def some_penalty(critic, x, y):
    """Of both batches, and not of both alike."""
    return critic(x).square().mean() + 0.3 * critic(y).exp().mean()


def correctly(players, batches, z, penalty, first="critic"):
    """What should come out: the critic's and the generator's parameters, by explicit gradients."""
    critic, generator = copy.deepcopy(players[0]), copy.deepcopy(players[1])

    def descend(net, loss):
        gradients = torch.autograd.grad(loss, list(net.parameters()))
        with torch.no_grad():
            for p, g in zip(net.parameters(), gradients, strict=True):
                p -= 0.1 * g

    if first == "generator":
        descend(generator, -critic(generator(z)).mean())
    for x, z_critic in batches:
        y = generator(z_critic).detach()
        descend(critic, critic(y).mean() - critic(x).mean() + penalty(critic, x, y))
    if first == "critic":
        descend(generator, -critic(generator(z)).mean())
    return values(critic), values(generator)


def values(net):
    return nn.utils.parameters_to_vector(net.parameters()).detach().clone()


@hint(CRITIC)
def test_the_critic_learns_which_side_is_real(answer, rng):
    players = networks(0)
    batches, z = draws(rng, 1)
    before, players_before = values(players[0]), copy.deepcopy(players[:2])
    expected, _ = correctly(players, batches, z, no_penalty)
    answer(*players, batches, z, no_penalty)
    found = values(players[0])
    if torch.allclose(found - before, before - expected):
        raise Wrong("The critic moved in exactly the opposite direction.", CRITIC)
    x, _ = batches[0]
    slips = [
        (correctly(players_before, [(x, z)], z, no_penalty)[0], OWN_NOISE),
        (correctly(players_before, batches, z, no_penalty, first="generator")[0], LAST),
        ((1 - len(x)) * before + len(x) * expected, MEANS),
    ]
    close(found, expected, what="the critic's parameters after one step", slips=slips)


@hint("After one critic step the generator goes one step towards higher values of the new critic.")
def test_the_generator_goes_uphill(answer, rng):
    players = networks(1)
    batches, z = draws(rng, 1)
    before = values(players[1])
    _, expected = correctly(players, batches, z, no_penalty)
    _, reused = correctly(players, batches, batches[0][1], no_penalty)
    answer(*players, batches, z, no_penalty)
    found = values(players[1])
    if torch.allclose(found - before, before - expected):
        raise Wrong("The generator moved in exactly the opposite direction.", GENERATOR)
    slips = [(reused, FRESH)]
    close(found, expected, what="the generator's parameters after one iteration", slips=slips)


@hint(DETACH)
def test_the_generator_is_reached_once(answer, rng):
    players = networks(2)
    batches, z = draws(rng, 3)
    passes = []
    next(players[1].parameters()).register_hook(lambda gradient: passes.append(1))
    answer(*players, batches, z, no_penalty)
    if (steps := players[3].steps) != 1:
        raise Wrong(f"In one iteration the generator took {steps} steps; expected one.", ONCE)
    assert len(passes) == 1, (
        f"In 3 critic steps and 1 generator step, gradients reached the generator {len(passes)} "
        "times; expected once."
    )


@hint(EACH)
def test_a_step_for_each_batch(answer, rng):
    players = networks(3)
    answer(*players, *draws(rng, 3), no_penalty)
    close(players[2].steps, 3, what="the critic's steps, with three batches")


@hint(CLEAR)
def test_nothing_is_left_of_the_last_gradients(answer, rng):
    players = networks(3)
    batches, z = draws(rng, 3)
    leave_old_gradients(*players[:2])
    expected = correctly(players, batches, z, no_penalty)
    answer(*players, batches, z, no_penalty)
    for net, wanted, who in zip(players[:2], expected, ("critic", "generator"), strict=True):
        close(values(net), wanted, what=f"the {who}'s parameters after three critic steps")


@hint(PENALTY)
def test_the_penalty(answer, rng):
    players = networks(4)
    batches, z = draws(rng, 2)
    expected, _ = correctly(players, batches, z, some_penalty)
    swapped, _ = correctly(players, batches, z, lambda critic, x, y: some_penalty(critic, y, x))
    answer(*players, batches, z, some_penalty)
    found = values(players[0])
    close(found, expected, what="the critic's parameters after two steps", slips=[(swapped, ORDER)])


@hint("An iteration leaves both networks ready for the next one.")
def test_both_networks_can_go_on(answer, rng):
    players = networks(5)
    with ready_to_train(critic=players[0], generator=players[1]):
        answer(*players, *draws(rng, 2), some_penalty)
