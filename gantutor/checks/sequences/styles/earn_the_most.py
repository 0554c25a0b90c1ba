from itertools import product

import numpy as np
import torch


def by_hand(reward, rng):
    """No autograd: the estimate itself, a moving mean for baseline, and plain steps."""
    logits, baseline = torch.zeros(3, 3), None
    for _ in range(280):
        p = torch.softmax(logits, 1)
        x = torch.stack(
            [torch.multinomial(row, 200, replacement=True, generator=rng) for row in p], dim=1
        )
        r = reward(x)
        baseline = r.mean() if baseline is None else 0.9 * baseline + 0.1 * r.mean()
        e = torch.nn.functional.one_hot(x, 3)
        logits += 0.5 * ((r - baseline)[:, None, None] * (e - p)).mean(0)
    return logits


def ask_for_every_sequence(reward, rng):
    """Nobody said that it has to be trained: 27 means, and the best of them."""
    every = torch.tensor(list(product(range(3), repeat=3)))
    means = reward(every.repeat(2000, 1)).reshape(2000, 27).mean(0)
    best = every[means.argmax()]
    return 12 * np.eye(3)[best.numpy()]
