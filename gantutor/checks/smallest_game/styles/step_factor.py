import cmath

import numpy as np
import torch


def by_the_characteristic_polynomial(a, b, g, h, alternating):
    trace = 2 - h * g - (h * h * a * b if alternating else 0)
    determinant = 1 - h * g + (0 if alternating else h * h * a * b)
    root = cmath.sqrt(trace**2 - 4 * determinant)
    return max(abs(trace + root), abs(trace - root)) / 2


def steps_of_unit_vectors(a, b, g, h, alternating):
    columns = []
    for theta, psi in np.eye(2):
        new = psi + h * (-b * theta - g * psi)
        columns.append([theta + h * a * (new if alternating else psi), new])
    return max(abs(np.linalg.eigvals(np.transpose(columns))))


def with_torch(a, b, g, h, alternating):
    J = torch.tensor([[0, a], [-b, -g]], dtype=torch.float64)
    critic = torch.eye(2).double() + h * torch.diag(torch.tensor([0.0, 1.0]).double()) @ J
    generator = torch.eye(2).double() + h * torch.diag(torch.tensor([1.0, 0.0]).double()) @ J
    step = generator @ critic if alternating else torch.eye(2).double() + h * J
    return torch.linalg.eigvals(step).abs().max().item()
