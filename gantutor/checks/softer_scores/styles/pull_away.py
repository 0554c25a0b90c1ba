import torch
from torch.nn.functional import cosine_similarity, normalize


def in_loops(codes):
    n, total = len(codes), 0
    for i in range(n):
        for j in range(n):
            if i != j:
                product = codes[i] @ codes[j]
                total = total + product**2 / (codes[i].norm() * codes[j].norm()) ** 2
    return total / (n * (n - 1))


def with_a_mask(codes):
    c = cosine_similarity(codes[:, None], codes[None], dim=-1)
    return c[~torch.eye(len(codes), dtype=torch.bool)].square().mean()


def half_of_the_pairs(codes):
    directions = normalize(codes, dim=1)
    i, j = torch.triu_indices(len(codes), len(codes), 1)
    return (directions[i] * directions[j]).sum(1).pow(2).mean()


def through_the_other_product(codes):
    n = len(codes)
    directions = codes / codes.square().sum(1, keepdim=True).sqrt()
    return ((directions.T @ directions).square().sum() - n) / (n * n - n)
