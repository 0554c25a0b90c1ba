import torch
from torch import nn


def with_layer_norm(width):
    return nn.Sequential(
        nn.Linear(2, width),
        nn.LayerNorm(width),
        nn.ReLU(),
        nn.Linear(width, width),
        nn.LayerNorm(width),
        nn.ReLU(),
        nn.Linear(width, 1),
    )


def a_class(width):
    class Critic(nn.Module):
        def __init__(self):
            super().__init__()
            self.first = nn.Linear(2, width)
            self.second = nn.Linear(width, width)
            self.last = nn.Linear(width, 1)

        def forward(self, points):
            h = torch.tanh(self.first(points))
            return self.last(torch.nn.functional.silu(self.second(h)))

    return Critic()


def in_blocks(width):
    def block(n_in, n_out):
        return nn.Sequential(nn.Linear(n_in, n_out), nn.ELU())

    return nn.Sequential(block(2, width), block(width, width), nn.Linear(width, 1))
