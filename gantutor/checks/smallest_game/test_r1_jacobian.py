"""The smallest game with R1.

In the Dirac-GAN the generator goes θ̇ = ψ σ(ψθ) and the critic ψ̇ = −θ σ(ψθ): the minimax loss, σ
the sigmoid. R1 adds the penalty (γ/2)·ψ² to the critic's loss. Write `r1_jacobian(theta, psi,
gamma)`: the derivative of this field as a 2 × 2 NumPy array, with the rows θ̇, ψ̇ and the columns
∂θ, ∂ψ.
"""

import numpy as np

from gantutor.checks.engine.assertions import close, hint, same_shape

DIFFICULTY = 2
MINUTES = 12

HINTS = (
    "The critic minimises a loss with the penalty in it: the field gets minus its derivative.",
    "The derivative of σ(s) is σ(s)·(1 − σ(s)), and ψθ depends on both: product and chain rule.",
    "∂θ̇/∂θ = ψ²σ′, ∂θ̇/∂ψ = σ + ψθσ′, ∂ψ̇/∂θ = −σ − ψθσ′, and for ∂ψ̇/∂ψ the penalty as well.",
)

DOWN = "The critic goes down the penalty, so γ enters with a minus."
HALF = "The derivative of (γ/2)ψ² is γψ: the 2 and the half cancel."
PLACE = "Rows are θ̇, ψ̇ and columns ∂θ, ∂ψ: what the generator does with ψ stands above, right."
CHAIN = "Away from 0 the sigmoid's argument ψθ changes too: it needs the chain rule."


def expected(theta, psi, gamma):
    """The answer, from the field's parts."""
    s = 1 / (1 + np.exp(-psi * theta))
    d = s * (1 - s)
    return np.array(
        [
            [psi**2 * d, s + psi * theta * d],
            [-s - psi * theta * d, -(theta**2) * d - gamma],
        ]
    )


@hint("A square array: two components of the field, two parameters.")
def test_the_shape(answer):
    same_shape(answer(0.0, 0.0, 1.0), (2, 2))


@hint("At (0, 0) the sigmoid is ½, and only the penalty stands on the diagonal.")
def test_at_the_equilibrium(answer):
    right = np.array([[0.0, 0.5], [-0.5, -3.0]])
    slips = [
        (right * [[1, 1], [1, -1]], DOWN),
        (np.array([[0.0, 0.5], [-0.5, -1.5]]), HALF),
        (np.array([[0.0, 0.5], [-0.5, -6.0]]), HALF),
        (right.T, PLACE),
    ]
    close(answer(0.0, 0.0, 3.0), right, slips=slips)


@hint(CHAIN)
def test_elsewhere(answer, rng):
    theta, psi, gamma = rng.uniform(-2, 2), rng.uniform(-2, 2), rng.uniform(0.1, 2)
    close(answer(theta, psi, gamma), expected(theta, psi, gamma))
