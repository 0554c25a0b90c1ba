import numpy as np
import torch
from torch import nn


def through_data(critic, c):
    moved = []
    for p in critic.parameters():
        before, p.data = p.data, p.data.clamp(-c, c)
        moved += (before != p.data).flatten().tolist()
    return sum(moved) / len(moved)


def copied_back(critic, c):
    n = outside = 0
    for p in critic.parameters():
        inside = torch.minimum(torch.maximum(p.data, torch.tensor(-c)), torch.tensor(c))
        outside += int((inside != p.data).sum())
        n += p.data.nelement()
        p.data.copy_(inside)
    return outside / n


@torch.no_grad()
def entry_by_entry(critic, c):
    shares = []
    for p in critic.parameters():
        flat = p.view(-1)
        for i in range(len(flat)):
            shares.append(abs(float(flat[i])) > c)
            flat[i] = min(max(float(flat[i]), -c), c)
    return np.mean(shares)


def by_vectors(critic, c):
    vector = nn.utils.parameters_to_vector(critic.parameters()).detach()
    nn.utils.vector_to_parameters(vector.clamp(-c, c), critic.parameters())
    return (vector.abs() > c).float().mean()


def by_foreach(critic, c):
    parameters = [p.detach() for p in critic.parameters()]
    counts = [int(((p > c) | (p < -c)).sum()) for p in parameters]
    torch._foreach_clamp_min_(parameters, -c)
    torch._foreach_clamp_max_(parameters, c)
    return sum(counts) / sum(p.numel() for p in parameters)


def frozen_and_thawed(critic, c):
    critic.requires_grad_(False)
    outside = torch.cat([(p.abs() > c).flatten() for p in critic.parameters()])
    for p in critic.parameters():
        p.clip_(-c, c)
    critic.requires_grad_(True)
    return torch.count_nonzero(outside).item() / outside.numel()
