import numpy as np


def r1_jacobian(theta, psi, gamma):
    """The derivative of the Dirac-GAN's field with R1, (2, 2): rows θ̇, ψ̇; columns ∂θ, ∂ψ."""
    s = 1 / (1 + np.exp(-psi * theta))
    slope = s * (1 - s)
    across = s + psi * theta * slope
    return np.array([[psi**2 * slope, across], [-across, -(theta**2) * slope - gamma]])
