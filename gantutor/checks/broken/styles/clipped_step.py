import torch


def through_data(critic, optimiser, x, y, c):
    optimiser.zero_grad(set_to_none=True)
    gap = critic(x).mean() - critic(y).mean()
    (-gap).backward()
    optimiser.step()
    for p in critic.parameters():
        p.data.clamp_(min=-c, max=c)


def two_backward_passes(critic, optimiser, x, y, c):
    critic.zero_grad()
    critic(y).mean().backward()
    (-critic(x)).mean().backward()
    optimiser.step()
    with torch.no_grad():
        for p in critic.parameters():
            p.copy_(p.clip(-c, c))


def clipped_before_as_well(critic, optimiser, x, y, c):
    optimiser.zero_grad()
    (critic(y) - critic(x)).mean().backward()
    optimiser.step()
    for p in critic.parameters():
        p.data = torch.where(p.data > c, c, torch.where(p.data < -c, -c, p.data))
