"""The Dirac-GAN: every method's training as motion in the plane of two parameters.

Real law: all mass at 0. Generated law: all mass at θ. Critic: f(x) = ψ·x. Both players go downhill
on the losses of `gantutor.objectives` with the constraints of `gantutor.constraints`; the only
equilibrium with θ = 0 is (0, 0). W1 between the two laws is |θ|.

Source: Mescheder, Geiger & Nowozin 2018, "Which training methods for GANs do actually converge?".
"""

from gantutor.dynamics.closed_forms import two_sided_cycle
from gantutor.dynamics.fields import eigenvalues, field, jacobian
from gantutor.dynamics.methods import METHODS, Method, get
from gantutor.dynamics.steps import SCHEMES, step_eigenvalues, trajectory

__all__ = [
    "METHODS",
    "SCHEMES",
    "Method",
    "eigenvalues",
    "field",
    "get",
    "jacobian",
    "step_eigenvalues",
    "trajectory",
    "two_sided_cycle",
]
