"""Two batches in one pass.

Mend `joint_gap(critic, x, y)`: mean f(x) − mean f(y), a scalar tensor from which the critic can
learn. `critic` maps points (n, d) to values (n, 1). The two batches may differ in size; they go
through the critic together, in one pass, which is faster than two.
"""

import torch

from gantutor.checks.engine.assertions import Wrong, close, hint, same_shape
from gantutor.checks.engine.network_state import leave_old_gradients, only_looked_at
from gantutor.checks.engine.toy_networks import smooth_critic

DIFFICULTY = 2
MINUTES = 8

SYMPTOM = """
The gap is 0, up to rounding, from the first step to the last and wherever the laws are. A larger
batch needs far more memory than it should.
"""

HINTS = (
    "Print the shape of each factor of the product, and of the product.",
    "What does `a * b` do with a of shape (n,) and b of shape (n, 1)?",
    "The product is n × n: each weight times each value. Bring the values to shape (n,) first.",
)

ORDER = "Real first: mean f(x) − mean f(y)."
SIZES = "Each batch has a mean of its own: divide by its own number of points."


def batches(rng, n=5, m=5):
    x, y = (torch.as_tensor(rng.normal(size=(k, 2))) for k in (n, m))
    return x + 1, y - 1


def gap(critic, x, y):
    return critic(x).mean() - critic(y).mean()


@hint("A scalar tensor: one number for the two batches.")
def test_it_runs(answer, rng):
    same_shape(answer(smooth_critic(2), *batches(rng)), ())


@hint("Put two means beside it, in two passes. Which steps lie between the weights and the sum?")
def test_two_batches_of_one_size(answer, rng):
    critic, (x, y) = smooth_critic(2), batches(rng)
    wanted = gap(critic, x, y).detach()
    slips = [(-wanted, ORDER), (5 * wanted, "These are sums over the points, not means.")]
    close(answer(critic, x, y), wanted, what="the gap", slips=slips)


@hint(SIZES)
def test_batches_of_two_sizes(answer, rng):
    critic, (x, y) = smooth_critic(2), batches(rng, 4, 7)
    close(answer(critic, x, y), gap(critic, x, y).detach(), what="the gap")
    one, many = batches(rng, 1, 3)
    close(answer(critic, one, many), gap(critic, one, many).detach(), what="the gap of one point")


@hint("The critic learns from it: nothing on the way may be detached.")
def test_the_critic_learns_from_it(answer, rng):
    critic, (x, y) = smooth_critic(2), batches(rng, 3, 6)
    wanted = torch.autograd.grad(gap(critic, x, y), list(critic.parameters()), allow_unused=True)
    value = answer(critic, x, y)
    if not value.requires_grad:
        raise Wrong("`backward()` cannot work: the gap has no graph.")
    found = torch.autograd.grad(value, list(critic.parameters()), allow_unused=True)
    for (name, p), a, b in zip(critic.named_parameters(), found, wanted, strict=True):
        a, b = (torch.zeros_like(p) if g is None else g for g in (a, b))
        close(a, b, what=f"the gap's derivative in {name}", atol=1e-7)


@hint("One pass for both was the point: concatenate the points, and call the critic once.")
def test_one_pass(answer, rng):
    critic, (x, y) = smooth_critic(2), batches(rng, 3, 6)
    passes = []
    critic.register_forward_hook(lambda *ignored: passes.append(1))
    leave_old_gradients(critic)
    with only_looked_at(critic=critic):
        answer(critic, x, y)
    close(len(passes), 1, what="the number of passes through the critic")
