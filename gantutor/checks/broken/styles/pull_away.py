import torch
from torch.nn.functional import cosine_similarity, normalize


def in_loops(codes):
    n, total = len(codes), 0
    for i in range(n):
        for j in range(i):
            cosine = codes[i] @ codes[j] / (codes[i].norm() * codes[j].norm())
            total = total + cosine**2
    return 2 * total / (n * (n - 1))


def with_a_mask(codes):
    c = cosine_similarity(codes.unsqueeze(0), codes.unsqueeze(1), dim=2)
    return c[~torch.eye(len(codes), dtype=torch.bool)].pow(2).mean()


def without_the_diagonal(codes):
    n = codes.shape[0]
    directions = normalize(codes)
    squares = (directions @ directions.T).square()
    return (squares.sum() - squares.trace()) / n / (n - 1)
