"""A box with a hole.

Mend `clipped_step(critic, optimiser, x, y, c)`: one step of the critic on the data x and the
generated y, which minimises mean f(y) − mean f(x). The generator then meets a critic whose
weights and biases all lie in [-c, c]. Nothing is returned.
"""

import torch
from torch import nn

from gantutor.checks.engine.assertions import Wrong, close, hint
from gantutor.checks.engine.network_state import leave_old_gradients, ready_to_train
from gantutor.checks.engine.toy_networks import Descent

DIFFICULTY = 1
MINUTES = 5
IN_PLACE = True

SYMPTOM = """
The largest weight, drawn over the steps, stands above $c$ by one step of the optimiser, and the gap
is too high with it. At a small learning rate there is next to nothing to see, at a large one there
is.
"""

HINTS = (
    "Which critic does the generator meet: the one before `optimiser.step()` or the one after it?",
    "Print the largest weight at the end of the function.",
    "The step undoes the clipping. Move it behind `optimiser.step()`.",
)

BIASES = "A bias is a weight as well: the box is for all of `critic.parameters()`."


def setting(rng):
    """A critic with weights in ±0.1 and biases in ±0.3, and batches far apart."""
    critic = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1)).double()
    with torch.no_grad():
        for p in critic.parameters():
            reach = 0.1 if p.dim() > 1 else 0.3
            p.copy_(torch.as_tensor(rng.uniform(-reach, reach, size=p.shape)))
    x, y = (torch.as_tensor(rng.normal(size=(6, 2))) for _ in range(2))
    return critic, x + 9, y - 9


def unclipped(critic, x, y):
    """The parameters after a plain step."""
    loss = critic(y).mean() - critic(x).mean()
    slopes = torch.autograd.grad(loss, list(critic.parameters()), allow_unused=True)
    pairs = zip(critic.parameters(), slopes, strict=True)
    return [p.detach() - (0 if g is None else 0.1 * g) for p, g in pairs]


@hint("Up on x and down on y, in a box so wide that no weight reaches its wall.")
def test_it_runs(answer, rng):
    critic, x, y = setting(rng)
    expected = unclipped(critic, x, y)
    answer(critic, Descent(critic), x, y, 1e6)
    for found, wanted in zip(critic.parameters(), expected, strict=True):
        close(found.detach(), wanted, what="a box that is wide enough, the parameters")


@hint("Inside the box nothing is held back: c is for the weights, not for their gradients.")
def test_gradients_are_not_clipped(answer, rng):
    critic, x, y = setting(rng)
    both = [*unclipped(critic, x, y), *(p.detach() for p in critic.parameters())]
    c = 1.0001 * max(float(p.abs().max()) for p in both)
    expected = unclipped(critic, x, y)
    answer(critic, Descent(critic), x, y, c)
    for found, wanted in zip(critic.parameters(), expected, strict=True):
        close(found.detach(), wanted, what="a step that ends inside the box, the parameters")


@hint("Measure the critic that the generator meets: the largest weight when the step is over.")
def test_the_critic_ends_in_its_box(answer, rng):
    critic, x, y = setting(rng)
    answer(critic, Descent(critic), x, y, 0.1)
    outside = [p for p in critic.parameters() if float(p.detach().abs().max()) > 0.1 + 1e-9]
    if outside:
        largest = max(float(p.detach().abs().max()) for p in outside)
        biases = all(p.dim() == 1 for p in outside)
        raise Wrong(
            f"With c = 0.1 the largest weight was {largest:.4f}; expected 0.1 at most.",
            BIASES if biases else None,
        )


@hint("Weights are cut off at the wall, not shrunk: those inside stay where the step put them.")
def test_what_is_inside_stays(answer, rng):
    critic, x, y = setting(rng)
    expected = [p.clamp(-0.1, 0.1) for p in unclipped(critic, x, y)]
    answer(critic, Descent(critic), x, y, 0.1)
    for found, wanted in zip(critic.parameters(), expected, strict=True):
        close(found.detach(), wanted, what="a box of 0.1, the parameters")


@hint("A step begins with empty gradients, and leaves the critic ready for the next one.")
def test_the_next_step(answer, rng):
    critic, x, y = setting(rng)
    expected = [p.clamp(-0.1, 0.1) for p in unclipped(critic, x, y)]
    leave_old_gradients(critic)
    with ready_to_train(critic=critic):
        answer(critic, Descent(critic), x, y, 0.1)
    for found, wanted in zip(critic.parameters(), expected, strict=True):
        close(found.detach(), wanted, what="the parameters, where old gradients were left")
