import torch


def report(critic, x, y, target):
    """Change the critic's last layer so that its gap is `target`."""
    with torch.no_grad():  # a bias moves both means alike
        gap = critic(x).mean() - critic(y).mean()
        critic[-1].weight.mul_(target / gap)
