import numpy as np
import torch


def as_a_list():
    return [0, 1, 1, True, True, False]


def by_finite_differences():
    theta, earns = np.array([2.0, 1.0, -1.0]), np.array([1.0, 0.0, 3.0])
    more = theta + np.array([1e-4, 0, 0])
    choice = (earns[more.argmax()] - earns[theta.argmax()]) / 1e-4
    pooled = (more.max() - theta.max()) / 1e-4
    margin = np.diff(np.sort(theta))[-1]
    return choice, pooled, margin, True, True, False


def with_torch():
    theta = torch.tensor([2.0, 1.0, -1.0], requires_grad=True)
    theta.max().backward()
    return torch.tensor(0.0), theta.grad[0], 1.0, np.True_, np.True_, np.False_
