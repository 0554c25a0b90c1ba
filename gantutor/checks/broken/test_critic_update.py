"""A critic step that does too much.

Mend `critic_update(critic, generator, optimiser, x, z)`: one step of the critic, which minimises
mean f(G(z)) − mean f(x). `optimiser` is the critic's. The step changes the critic and nothing
else, and the generator must be able to learn afterwards. Nothing is returned.
"""

import torch
from torch import nn

from gantutor.checks.engine.assertions import Wrong, close, hint
from gantutor.checks.engine.network_state import leave_old_gradients, ready_to_train
from gantutor.checks.engine.toy_networks import Descent

DIFFICULTY = 2
MINUTES = 8
IN_PLACE = True

SYMPTOM = """
On its own in no curve: each critic step only takes longer. But it leaves gradients in the
generator, and they point away from the data. Where the generator's own step does not clear them
first, W1 grows although the critic is fine.
"""

HINTS = (
    "Call it once with fresh networks. Which tensors have changed, and which have a `.grad`?",
    "`loss.backward()` follows y back to all that made it. What made y?",
    "The critic's loss runs back into the generator: write `y = generator(z).detach()`.",
)


def players(rng):
    """A critic of fixed weights and slopes that are not constant, and a generator."""
    critic = nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 1)).double()
    generator = nn.Linear(3, 2).double()
    with torch.no_grad():
        for p in (*critic.parameters(), *generator.parameters()):
            p.copy_(torch.as_tensor(rng.normal(size=p.shape)))
    x, z = (torch.as_tensor(rng.normal(size=(6, d))) for d in (2, 3))
    return critic, generator, x + 1, z


@hint("The critic learns from both halves of the gap: up on x, and down on G(z).")
def test_it_runs(answer, rng):
    critic, generator, x, z = players(rng)
    loss = critic(generator(z).detach()).mean() - critic(x).mean()
    slopes = torch.autograd.grad(loss, list(critic.parameters()))
    expected = [p.detach() - 0.1 * g for p, g in zip(critic.parameters(), slopes, strict=True)]
    answer(critic, generator, Descent(critic), x, z)
    for found, wanted in zip(critic.parameters(), expected, strict=True):
        close(found.detach(), wanted, what="the critic's parameters after one step")


@hint(
    "It is the critic's turn. After the call, look at the generator's parameters, and at `.grad`."
)
def test_the_generator_is_left_alone(answer, rng):
    critic, generator, x, z = players(rng)
    answer(critic, generator, Descent(critic), x, z)
    largest = max(0.0 if p.grad is None else p.grad.abs().max() for p in generator.parameters())
    close(float(largest), 0.0, what="the largest gradient that a critic step leaves in G")


@hint("The generator's own step comes next: its parameters must still be able to learn.")
def test_the_generator_can_learn_afterwards(answer, rng):
    critic, generator, x, z = players(rng)
    answer(critic, generator, Descent(critic), x, z)
    frozen = sum(not p.requires_grad for p in generator.parameters())
    close(frozen, 0, what="the number of the generator's tensors that can no longer learn")


@hint("No gradient is left, but it was computed on the way. How far back did it run?")
def test_the_backward_pass_ends_at_the_samples(answer, rng):
    critic, generator, x, z = players(rng)
    passes = []
    generator.weight.register_hook(lambda gradient: passes.append(1))
    answer(critic, generator, Descent(critic), x, z)
    if passes:
        raise Wrong(f"{len(passes)} backward pass ran through the generator; expected 0.")


@hint("A step begins with empty gradients, and leaves both networks ready for the next one.")
def test_the_next_step(answer, rng):
    critic, generator, x, z = players(rng)
    loss = critic(generator(z).detach()).mean() - critic(x).mean()
    slopes = torch.autograd.grad(loss, list(critic.parameters()))
    expected = [p.detach() - 0.1 * g for p, g in zip(critic.parameters(), slopes, strict=True)]
    leave_old_gradients(critic)
    with ready_to_train(critic=critic, generator=generator):
        answer(critic, generator, Descent(critic), x, z)
    for found, wanted in zip(critic.parameters(), expected, strict=True):
        close(found.detach(), wanted, what="the parameters, where old gradients were left")
