import torch

from gantutor.checks.engine.assertions import wrong


@wrong("Add up what the critic gets")
def as_found(critic, x, step, gamma, every):
    """The penalty of this step: R1, computed in each `every`-th step."""
    if step % every:
        return torch.zeros(())
    x = x.detach().requires_grad_()
    total = critic(x).sum()
    (gradient,) = torch.autograd.grad(total, x, create_graph=True)
    return gamma / 2 * gradient.flatten(1).square().sum(1).mean()


@wrong("Add up what the critic gets")
def divided(critic, x, step, gamma, every):
    return as_found(critic, x, step, gamma, every) / every


@wrong("R1 has a half in it")
def without_the_half(critic, x, step, gamma, every):
    return 2 * every * as_found(critic, x, step, gamma, every)


@wrong("it wants slope 0")
def around_one(critic, x, step, gamma, every):
    if step % every:
        return torch.zeros(())
    x = x.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(critic(x).sum(), x, create_graph=True)
    return every * gamma / 2 * (gradient.flatten(1).norm(dim=1) - 1).square().mean()


@wrong("Any interval, and any γ")
def for_sixteen(critic, x, step, gamma, every):
    return as_found(critic, x, step, gamma, every) * (16 if every > 1 else 1)


@wrong("nothing asks the critic for a gradient")
def in_each_step(critic, x, step, gamma, every):
    return as_found(critic, x, 0, gamma, every)


@wrong("Step 0 is the first")
def at_the_end_of_the_interval(critic, x, step, gamma, every):
    return every * as_found(critic, x, step + 1, gamma, every)


@wrong("has a graph of its own")
def detached(critic, x, step, gamma, every):
    return every * torch.as_tensor(as_found(critic, x, step, gamma, every)).detach()


@wrong("has as gradients stays")
def clears_gradients(critic, x, step, gamma, every):
    critic.zero_grad()
    return every * as_found(critic, x, step, gamma, every)
