"""A penalty now and then.

Mend `penalty_now(critic, x, step, gamma, every)`: what is added to the critic's loss in the step of
this number, counted from 0. R1 is (γ/2)·mean ‖∇f(x)‖² on the data x, of shape (n, …). To save time
it is computed in the steps 0, `every`, 2·`every`, … alone; over many steps the critic is to feel as
much of it as if it were there in each. Return a scalar tensor.
"""

import torch

from gantutor.checks.engine.assertions import Wrong, close, hint, same_shape
from gantutor.checks.engine.network_state import leave_old_gradients, only_looked_at
from gantutor.checks.engine.toy_networks import slopes, smooth_critic

DIFFICULTY = 2
MINUTES = 8

SYMPTOM = """
The critic is steeper at the data than γ asks for, and the more seldom the penalty is computed, the
steeper it is. If you search for γ anew at each interval, you will never notice.
"""

HINTS = (
    "How much of the penalty does the critic feel in sixteen steps, and how much did it before?",
    "If it is there in one step of `every`, what must it weigh then?",
    "Multiply by `every` in the steps in which it is there.",
)

HALF = "R1 has a half in it: (γ/2)·mean ‖∇f‖²."
ROOT = "R1 takes the square of the norm: it wants slope 0, and not 1."


def r1(critic, x, gamma):
    return gamma / 2 * slopes(critic, x).square().mean()


def total(answer, critic, x, steps, gamma, every):
    values = [answer(critic, x, step, gamma, every) for step in range(steps)]
    return torch.stack([torch.as_tensor(v).detach().double() for v in values]).sum()


def data(rng, *shape):
    return torch.as_tensor(rng.normal(size=(5, *shape)))


@hint("Computed in each step, `every=1`, it is plain R1: (γ/2)·mean ‖∇f‖².")
def test_it_runs(answer, rng):
    critic, x = smooth_critic(2), data(rng, 2)
    wanted = r1(critic, x, 3.0).detach()
    found = answer(critic, x, 4, 3.0, 1)
    same_shape(found, ())
    slips = [(2 * wanted, HALF), (1.5 * (slopes(critic, x) - 1).square().mean(), ROOT)]
    close(found, wanted, what="the penalty with every = 1", slips=slips)


@hint("Add up what the critic gets in sixteen steps. With every = 1 it would be sixteen times R1.")
def test_as_much_in_sixteen_steps(answer, rng):
    critic, x = smooth_critic(2), data(rng, 2)
    found = total(answer, critic, x, 16, 3.0, 16)
    close(found, (16 * r1(critic, x, 3.0)).detach(), what="the penalty of sixteen steps together")


@hint("Any interval, and any γ: over whole intervals it adds up to one R1 for each step.")
def test_other_intervals(answer, rng):
    critic, x = smooth_critic(2), data(rng, 2)
    every, gamma = int(rng.integers(2, 7)), rng.uniform(0.1, 20)
    found = total(answer, critic, x, 3 * every, gamma, every)
    close(found, (3 * every * r1(critic, x, gamma)).detach(), what=f"the sum with every = {every}")


@hint("It was to save time: in the steps between, nothing asks the critic for a gradient.")
def test_it_saves_time(answer, rng):
    critic, x = smooth_critic(2), data(rng, 2)
    passes = []
    critic.register_forward_hook(lambda *ignored: passes.append(len(passes)))
    total(answer, critic, x, 12, 1.0, 4)
    close(len(passes), 3, what="the number of passes through the critic in 12 steps with every = 4")


@hint("Step 0 is the first with the penalty; then `every`, 2·`every`, and so on.")
def test_which_steps(answer, rng):
    critic, x = smooth_critic(2), data(rng, 2)
    there = [float(answer(critic, x, step, 1.0, 4)) != 0 for step in range(9)]
    wanted = [step % 4 == 0 for step in range(9)]
    close([int(v) for v in there], [int(v) for v in wanted], what="where it is there, in 9 steps")


@hint("The critic learns from it: the gradient has a graph of its own, `create_graph=True`.")
def test_the_critic_learns_from_it(answer, rng):
    critic, x = smooth_critic(2, 3), data(rng, 2, 3)
    value, wanted = answer(critic, x, 0, 2.0, 3), 3 * r1(critic, x, 2.0)
    if not value.requires_grad:
        raise Wrong("`backward()` cannot work: the penalty has no graph.")
    parameters = list(critic.parameters())
    pair = [torch.autograd.grad(v, parameters, allow_unused=True) for v in (value, wanted)]
    for (name, p), a, b in zip(critic.named_parameters(), *pair, strict=True):
        a, b = (torch.zeros_like(p) if g is None else g for g in (a, b))
        close(a, b, what=f"the penalty's derivative in {name}")


@hint("A penalty is a number that is looked at: it changes nothing, and clears nothing.")
def test_the_critic_is_left_alone(answer, rng):
    critic = smooth_critic(2)
    leave_old_gradients(critic)
    with only_looked_at(critic=critic):
        answer(critic, data(rng, 2), 0, 1.0, 2)
        answer(critic, data(rng, 2), 1, 1.0, 2)
