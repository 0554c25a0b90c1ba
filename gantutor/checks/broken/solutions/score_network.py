from torch import nn


def score_network(width):
    """Return a critic of points (n, 1): two hidden layers of this width."""
    return nn.Sequential(
        nn.Linear(1, width),
        nn.ReLU(),
        nn.Linear(width, width),
        nn.ReLU(),
        nn.Linear(width, 1),  # a potential has no bounds
    )
