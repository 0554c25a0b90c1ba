"""A look for the log.

Mend `look_at_the_gap(critic, x, y)`: mean f(x) − mean f(y) as a number. It is called between the
critic's steps, with a critic whose layers have torch's spectral normalisation, and a look changes
nothing: not what the critic is, and not how it goes on training.
"""

import torch
from torch import nn
from torch.nn.utils.parametrizations import spectral_norm

from gantutor.checks.engine.assertions import Wrong, close, hint
from gantutor.checks.engine.network_state import leave_old_gradients, only_looked_at

DIFFICULTY = 2
MINUTES = 8

SYMPTOM = """
The gap swings, far above W1 and far below 0, although every layer is said to be divided by its
norm.
"""

HINTS = (
    "Train once with looks and once without. From where on do the two critics differ?",
    "What does spectral normalisation do in a forward pass in training, and what in evaluation?",
    "In evaluation it keeps the old u and v and estimates the norm from them. `critic.train()` "
    "afterwards: as it was before the look.",
)


def normed_critic(seed=0):
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        layers = [spectral_norm(nn.Linear(*size)) for size in ((2, 8), (8, 8), (8, 1))]
        critic = nn.Sequential(layers[0], nn.Tanh(), layers[1], nn.Tanh(), layers[2]).double()
        for _ in range(30):  # each pass in training is one iteration
            critic(torch.zeros(1, 2).double())
    return critic


def batches(rng):
    x, y = (torch.as_tensor(rng.normal(size=(20, 2))) for _ in range(2))
    return x + 1, y - 1


def norms(critic):
    layers = [layer for layer in critic if isinstance(layer, nn.Linear)]
    return [torch.linalg.matrix_norm(layer.weight.detach(), 2).item() for layer in layers]


def train(critic, x, y, look, steps=40):
    """Descend on mean f(y) − mean f(x), with a look before every step."""
    for _ in range(steps):
        look()
        loss = critic(y).mean() - critic(x).mean()
        gradients = torch.autograd.grad(loss, list(critic.parameters()))
        with torch.no_grad():
            for p, gradient in zip(critic.parameters(), gradients, strict=True):
                p -= 0.5 * gradient


@hint("Real first: mean f(x) − mean f(y), and a plain number.")
def test_it_runs(answer, rng):
    critic, (x, y) = normed_critic(), batches(rng)
    critic.eval()
    with torch.no_grad():
        wanted = (critic(x).mean() - critic(y).mean()).item()
    critic.train()
    found = answer(critic, x, y)
    if getattr(found, "requires_grad", False):
        raise Wrong("You returned a tensor with a graph; expected a number.")
    close(found, wanted, what="the gap", slips=[(-wanted, "Real first: f is high on the data.")])


@hint("Compare the layers' norms after forty steps with a look before each, and without any.")
def test_forty_steps_with_looks(answer, rng):
    (x, y), seen, unseen = batches(rng), normed_critic(1), normed_critic(1)
    train(unseen, x, y, lambda: None)
    train(seen, x, y, lambda: answer(seen, x, y))
    largest, wanted = max(norms(seen)), max(norms(unseen))
    close(largest, wanted, rtol=1e-3, what="the largest norm of a layer after forty steps")


@hint("A look is a look: parameters, buffers and gradients stay as they are.")
def test_nothing_else_changes(answer, rng):
    critic, (x, y) = normed_critic(2), batches(rng)
    leave_old_gradients(critic)
    with only_looked_at(critic=critic):
        answer(critic, x, y)


@hint("As it was before: a critic that is in evaluation stays in evaluation.")
def test_a_critic_in_evaluation(answer, rng):
    critic, (x, y) = normed_critic(3).eval(), batches(rng)
    answer(critic, x, y)
    training = sum(module.training for module in critic.modules())
    close(training, 0, what="the number of modules in training, of a critic in evaluation,")
