from torch import nn


def make_critic(width):
    """Return a critic of points (n, 2): two hidden layers of this width."""
    return nn.Sequential(
        nn.Linear(2, width),
        nn.LeakyReLU(0.2),
        nn.Linear(width, width),
        nn.LeakyReLU(0.2),
        nn.Linear(width, 1),
    )
