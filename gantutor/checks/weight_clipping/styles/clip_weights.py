import torch
from torch import nn


def through_data(critic, c):
    for p in critic.parameters():
        p.data = p.data.clamp(-c, c)


def copied_back(critic, c):
    for p in critic.parameters():
        p.data.copy_(torch.minimum(torch.maximum(p.data, torch.tensor(-c)), torch.tensor(c)))


@torch.no_grad()
def entry_by_entry(critic, c):
    for p in critic.parameters():
        flat = p.view(-1)
        for i in range(len(flat)):
            flat[i] = min(max(float(flat[i]), -c), c)


def by_vectors(critic, c):
    vector = nn.utils.parameters_to_vector(critic.parameters()).detach()
    nn.utils.vector_to_parameters(vector.clamp(-c, c), critic.parameters())


def by_foreach(critic, c):
    parameters = [p.detach() for p in critic.parameters()]
    torch._foreach_clamp_min_(parameters, -c)
    torch._foreach_clamp_max_(parameters, c)


def frozen_and_thawed(critic, c):
    critic.requires_grad_(False)
    for p in critic.parameters():
        p.clip_(-c, c)
    critic.requires_grad_(True)
