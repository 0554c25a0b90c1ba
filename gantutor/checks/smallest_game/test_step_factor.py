"""In, out, or round and round.

A game is linear near its equilibrium: θ̇ = aψ and ψ̇ = −bθ − gψ, with a, b > 0 and g ≥ 0. Write
`step_factor(a, b, g, h, alternating)`: the factor by which one step of size h changes the distance
in the long run, which is the largest modulus of the step's eigenvalues. With `alternating` the
critic ψ moves first, and θ uses the new ψ; otherwise both use the old values. Return one number.
"""

import numpy as np

from gantutor.checks.engine.assertions import close, hint

DIFFICULTY = 3
MINUTES = 15

HINTS = (
    "Write the step as a 2 × 2 matrix that takes (θ, ψ) to the next (θ, ψ).",
    "Simultaneous: I + hJ with J = [[0, a], [−b, −g]]. Alternating: a product of two matrices.",
    "`np.abs(np.linalg.eigvals(M)).max()`; for alternating steps M = generator @ critic.",
)

OUT = "Simultaneous steps on a circle spiral out: √(1 + h²ab) when g = 0."
ROUND = "Alternating steps on a circle have determinant 1: for g = 0 and small h the factor is 1."


@hint(OUT)
def test_simultaneous_steps(answer):
    slips = [
        (1.0, "The eigenvalues of the flow are imaginary; those of a step are 1 ± ih√(ab)."),
        (0.5, "These are the eigenvalues of J. A step multiplies by I + hJ."),
        (1.01, "The modulus of 1 + it is √(1 + t²), with the root."),
    ]
    close(answer(0.5, 0.5, 0.0, 0.2, False), np.sqrt(1 + 0.04 * 0.25), slips=slips)


@hint(ROUND)
def test_alternating_steps(answer):
    slips = [(np.sqrt(1.01), "Alternating: θ uses the ψ that the critic has just reached.")]
    close(answer(0.5, 0.5, 0.0, 0.2, True), 1.0, slips=slips)


@hint("The critic's own term −gψ shrinks it: then the two schemes differ in more than one way.")
def test_with_damping(answer, rng):
    a, b = rng.uniform(0.5, 2, size=2)
    g, h = rng.uniform(0.05, 0.3, size=2)
    critic, generator = np.array([[1, 0], [-h * b, 1 - h * g]]), np.array([[1, h * a], [0, 1]])
    both = np.array([[1, h * a], [-h * b, 1 - h * g]])
    right = [np.abs(np.linalg.eigvals(m)).max() for m in (both, generator @ critic)]
    close(answer(a, b, g, h, False), right[0], what="simultaneous steps")
    close(answer(a, b, g, h, True), right[1], what="alternating steps")


@hint("The largest modulus decides, not the first: with real eigenvalues the two differ.")
def test_real_eigenvalues(answer):
    right = np.abs(np.linalg.eigvals(np.array([[1, 0.1], [-0.1, -0.8]]))).max()
    close(answer(0.1, 0.1, 1.8, 1.0, False), right)
    right = np.abs(np.linalg.eigvals(np.array([[1, 0.1], [-0.1, -2.0]]))).max()
    close(answer(0.1, 0.1, 3.0, 1.0, False), right)
    # One matrix after the other: the critic's, [[1, 0], [−hb, 1 − hg]], and then the generator's.
    right = np.abs(np.linalg.eigvals(np.array([[0.91, -0.24], [-0.15, -0.4]]))).max()
    close(answer(1.2, 0.3, 2.8, 0.5, True), right, what="alternating steps")
