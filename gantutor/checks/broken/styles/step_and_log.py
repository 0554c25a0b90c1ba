import torch


def added_back(critic, optimiser, x, y, penalty):
    fine = penalty(critic, x, y)
    loss = critic(y).mean() - critic(x).mean() + fine
    optimiser.zero_grad(set_to_none=False)
    loss.backward()
    optimiser.step()
    return (fine - loss).item()


def looked_at_first(critic, optimiser, x, y, penalty):
    with torch.no_grad():
        estimate = float(critic(x).mean()) - float(critic(y).mean())
    optimiser.zero_grad()
    (critic(y) - critic(x)).mean().backward()
    penalty(critic, x, y).backward()
    optimiser.step()
    return estimate


def detached(critic, optimiser, x, y, penalty):
    fx, fy = critic(x), critic(y)
    optimiser.zero_grad()
    torch.stack([fy.mean(), -fx.mean(), penalty(critic, x, y)]).sum().backward()
    optimiser.step()
    return fx.detach().mean() - fy.detach().mean()
