import numpy as np

from gantutor.checks.engine.assertions import wrong


def _simultaneous(a, b, g, h):
    return np.array([[1, h * a], [-h * b, 1 - h * g]])


def _alternating(a, b, g, h):
    return np.array([[1, h * a], [0, 1]]) @ np.array([[1, 0], [-h * b, 1 - h * g]])


@wrong("has just reached")
def always_simultaneous(a, b, g, h, alternating):
    return np.abs(np.linalg.eigvals(_simultaneous(a, b, g, h))).max()


@wrong("A step multiplies by I + hJ")
def of_the_flow(a, b, g, h, alternating):
    return np.abs(np.linalg.eigvals(np.array([[0, a], [-b, -g]]))).max()


@wrong("those of a step are")
def real_part(a, b, g, h, alternating):
    step = _alternating(a, b, g, h) if alternating else _simultaneous(a, b, g, h)
    return np.linalg.eigvals(step).real.max()


@wrong("with the root")
def squared(a, b, g, h, alternating):
    step = _alternating(a, b, g, h) if alternating else _simultaneous(a, b, g, h)
    return np.abs(np.linalg.eigvals(step)).max() ** 2


@wrong("The critic's own term")
def damping_forgotten(a, b, g, h, alternating):
    step = _alternating(a, b, 0, h) if alternating else _simultaneous(a, b, 0, h)
    return np.abs(np.linalg.eigvals(step)).max()


@wrong("The largest modulus decides")
def root_of_the_determinant(a, b, g, h, alternating):
    step = _alternating(a, b, g, h) if alternating else _simultaneous(a, b, g, h)
    return np.sqrt(abs(np.linalg.det(step)))


@wrong("The largest modulus decides")
def alternating_without_its_coefficients(a, b, g, h, alternating):
    if not alternating:
        return np.abs(np.linalg.eigvals(_simultaneous(a, b, g, h))).max()
    return np.abs(np.linalg.eigvals(_alternating(1, 1, g, h))).max()
