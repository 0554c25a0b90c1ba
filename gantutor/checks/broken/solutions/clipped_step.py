import torch


def clipped_step(critic, optimiser, x, y, c):
    """One step of a critic whose weights are held in [-c, c]."""
    loss = critic(y).mean() - critic(x).mean()
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    with torch.no_grad():
        for p in critic.parameters():
            p.clamp_(-c, c)  # last: whoever meets the critic meets it in its box
