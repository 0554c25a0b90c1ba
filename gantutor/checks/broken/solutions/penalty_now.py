import torch


def penalty_now(critic, x, step, gamma, every):
    """The penalty of this step: R1, computed in each `every`-th step."""
    if step % every:
        return torch.zeros(())
    x = x.detach().requires_grad_()
    total = critic(x).sum()
    (gradient,) = torch.autograd.grad(total, x, create_graph=True)
    r1 = gamma / 2 * gradient.flatten(1).square().sum(1).mean()
    return every * r1  # for the steps without it too
