import torch
from torch import nn


def leaky(width):
    layers = [nn.Linear(1, width), nn.LeakyReLU(0.2), nn.Linear(width, width), nn.LeakyReLU(0.2)]
    return nn.Sequential(*layers, nn.Linear(width, 1))


def smooth(width):
    critic = nn.Sequential()
    for n_in, n_out in ((1, width), (width, width)):
        critic.append(nn.Linear(n_in, n_out))
        critic.append(nn.SiLU())
    return critic.append(nn.Linear(width, 1))


def a_class(width):
    class Critic(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = nn.ModuleList(
                [nn.Linear(1, width), nn.Linear(width, width), nn.Linear(width, 1)]
            )

        def forward(self, points):
            first, second, last = self.layers
            return last(torch.relu(second(torch.relu(first(points)))))

    return Critic()
