import numpy as np

from gantutor.checks.engine.assertions import wrong


def _parts(theta, psi):
    s = 1 / (1 + np.exp(-psi * theta))
    return s, s * (1 - s)


@wrong("γ enters with a minus")
def uphill(theta, psi, gamma):
    s, d = _parts(theta, psi)
    a = s + psi * theta * d
    return np.array([[psi**2 * d, a], [-a, -(theta**2) * d + gamma]])


@wrong("the 2 and the half cancel")
def halved(theta, psi, gamma):
    s, d = _parts(theta, psi)
    a = s + psi * theta * d
    return np.array([[psi**2 * d, a], [-a, -(theta**2) * d - gamma / 2]])


@wrong("Rows are θ̇, ψ̇")
def transposed(theta, psi, gamma):
    s, d = _parts(theta, psi)
    a = s + psi * theta * d
    return np.array([[psi**2 * d, a], [-a, -(theta**2) * d - gamma]]).T


@wrong("needs the chain rule")
def at_zero_only(theta, psi, gamma):
    return np.array([[0.0, 0.5], [-0.5, -gamma]])


@wrong("only the penalty stands on the diagonal")
def of_wasserstein(theta, psi, gamma):
    return np.array([[0.0, 1.0], [-1.0, -gamma]])


@wrong("Get the shape right first")
def the_field_itself(theta, psi, gamma):
    s, _ = _parts(theta, psi)
    return np.array([psi * s, -theta * s - gamma * psi])
