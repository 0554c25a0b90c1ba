import numpy as np
import torch


def draw_by_draw(p, tokens, rewards):
    found = []
    for i, token in enumerate(tokens):
        others = [r for j, r in enumerate(rewards) if j != i]
        row = -np.array(p)
        row[token] += 1
        found.append((rewards[i] - sum(others) / len(others)) * row)
    return found


def by_the_mean_of_all(p, tokens, rewards):
    """r − mean of the others is n/(n − 1) of r − mean of all."""
    n = len(rewards)
    advantage = n / (n - 1) * (rewards - np.mean(rewards))
    return advantage[:, None] * (np.eye(len(p))[tokens] - p)


def by_autograd(p, tokens, rewards):
    logits = torch.tensor(np.log(p)).repeat(len(tokens), 1).requires_grad_()
    r = torch.tensor(rewards)
    others = ((1 - torch.eye(len(r), dtype=r.dtype)) @ r) / (len(r) - 1)
    chosen = torch.log_softmax(logits, 1).gather(1, torch.tensor(tokens)[:, None])[:, 0]
    ((r - others) * chosen).sum().backward()
    return logits.grad
