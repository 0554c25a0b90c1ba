import numpy as np
import torch
from scipy.special import expit


def by_autograd(theta, psi, gamma):
    def field(state):
        theta, psi = state
        s = torch.sigmoid(psi * theta)
        return torch.stack([psi * s, -theta * s - gamma * psi])

    return torch.autograd.functional.jacobian(field, torch.tensor([theta, psi]).double()).numpy()


def by_complex_steps(theta, psi, gamma):
    def field(theta, psi):
        s = 1 / (1 + np.exp(-psi * theta))
        return np.array([psi * s, -theta * s - gamma * psi])

    h = 1e-20
    columns = [field(theta + h * 1j, psi).imag / h, field(theta, psi + h * 1j).imag / h]
    return np.stack(columns, axis=1)


def entry_by_entry(theta, psi, gamma):
    s = expit(psi * theta)
    J = np.zeros((2, 2))
    J[0, 0] = psi * psi * s * (1 - s)
    J[0, 1] = s * (1 + psi * theta * (1 - s))
    J[1, 0] = -J[0, 1]
    J[1, 1] = -gamma - theta * theta * s * (1 - s)
    return J
