"""Two steps that remember.

Mend `two_steps(critic, generator, critic_optimiser, generator_optimiser, x, z_critic, z)`: one
step of the critic against G(z_critic), then one step of the generator with z. It is called again
and again, and what a step does depends on the networks as they stand and on its batch, not on
earlier calls. Nothing is returned.
"""

import copy

import torch
from torch import nn

from gantutor.checks.engine.assertions import close, hint
from gantutor.checks.engine.network_state import ready_to_train
from gantutor.checks.engine.toy_networks import Descent

DIFFICULTY = 2
MINUTES = 8
IN_PLACE = True

SYMPTOM = """
The generator moves as if it had a momentum that never fades: the samples shoot past the data and
swing, each seed in its own time, and W1 stays far above what the same number of steps could reach.
"""

HINTS = (
    "One call is right. What is different in the second one?",
    "`.backward()` *adds* to `.grad`. For each network, find the line that clears it.",
    "Nobody clears the generator: before its backward pass, `generator_optimiser.zero_grad()`.",
)


def setting(rng):
    critic = nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 1)).double()
    generator = nn.Linear(3, 2).double()
    with torch.no_grad():
        for p in (*critic.parameters(), *generator.parameters()):
            p.copy_(torch.as_tensor(rng.normal(size=p.shape)))
    batches = [tuple(torch.as_tensor(rng.normal(size=(6, d))) for d in (2, 3, 3)) for _ in range(4)]
    return critic, generator, batches


def played(answer, critic, generator, batches):
    """How far the last of the rounds moves each network: critic, generator."""
    optimisers = Descent(critic), Descent(generator)
    for batch in batches[:-1]:
        answer(critic, generator, *optimisers, *batch)
    start = copy.deepcopy((critic, generator))
    answer(critic, generator, *optimisers, *batches[-1])
    return start, [
        values(new) - values(old) for old, new in zip(start, (critic, generator), strict=True)
    ]


def by_gradients(critic, generator, x, z_critic, z):
    """What one round must do, from explicit gradients."""
    moves = []
    for net, loss in (
        (critic, lambda: critic(generator(z_critic).detach()).mean() - critic(x).mean()),
        (generator, lambda: -critic(generator(z)).mean()),
    ):
        slopes = torch.autograd.grad(loss(), list(net.parameters()))
        with torch.no_grad():
            for p, slope in zip(net.parameters(), slopes, strict=True):
                p -= 0.1 * slope
        moves.append(torch.cat([-0.1 * slope.flatten() for slope in slopes]))
    return moves


def values(net):
    return torch.cat([p.detach().flatten() for p in net.parameters()])


@hint("Clear, backward, step: of the two clearings, each one comes before its own backward pass.")
def test_it_runs(answer, rng):
    critic, generator, batches = setting(rng)
    start, moves = played(answer, critic, generator, batches[:1])
    for found, wanted in zip(moves, by_gradients(*start, *batches[0]), strict=True):
        close(found, wanted, what="the first call, the movement of a network,")


@hint(
    "The critic's step follows its own loss alone. What else had been added to its gradient by "
    "then, and by which backward pass?"
)
def test_the_critic_s_fourth_step(answer, rng):
    critic, generator, batches = setting(rng)
    start, (move, _) = played(answer, critic, generator, batches)
    wanted, _ = by_gradients(*start, *batches[-1])
    close(move.norm(), wanted.norm(), rtol=1e-5, what="the length of the critic's fourth step")


@hint("Follow the generator's gradient from one call to the next: what is in it at the fourth?")
def test_the_generator_s_fourth_step(answer, rng):
    critic, generator, batches = setting(rng)
    start, (_, move) = played(answer, critic, generator, batches)
    _, wanted = by_gradients(*start, *batches[-1])
    close(move.norm(), wanted.norm(), rtol=1e-5, what="the length of the generator's fourth step")


@hint("A call leaves both networks ready for the next one.")
def test_both_networks_can_go_on(answer, rng):
    critic, generator, batches = setting(rng)
    with ready_to_train(critic=critic, generator=generator):
        answer(critic, generator, Descent(critic), Descent(generator), *batches[0])
