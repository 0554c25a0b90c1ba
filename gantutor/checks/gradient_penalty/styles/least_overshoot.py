import numpy as np
import torch


def entry_by_entry(flow, rho, width, weight):
    u = [f / r**0.5 for f, r in zip(flow, rho)]
    v = [r**0.5 for r in rho]
    w1 = sum(width * f for f in flow)
    return u, v, w1 * w1, w1 * (1 + w1 / (2 * weight)), [f / w1 for f in flow]


def with_a_minus(flow, rho, width, weight):
    """Both factors may be turned round."""
    v = -(rho**0.5)
    u = flow / v
    w1 = np.dot(u, v) * width
    return u, v, w1**2, w1 + 0.5 * w1**2 / weight, flow / np.sum(flow * width)


def with_torch(flow, rho, width, weight):
    flow, rho = torch.as_tensor(flow), torch.as_tensor(rho)
    v = rho.sqrt()
    u = flow / v
    left = ((u * v).sum() * width) ** 2
    w1 = left.sqrt()
    return u, v, left, w1 + left / (2 * weight), flow / w1
