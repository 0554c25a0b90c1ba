import numpy as np

from gantutor.checks.engine.assertions import wrong


@wrong("Their mean also divides")
def mean(plan, C):
    return np.mean(plan * C)


@wrong("counts with the mass that travels it")
def lengths_only(plan, C):
    return C[plan > 0].sum()


@wrong("is a product of matrices")
def matrix_product(plan, C):
    return np.trace(plan @ C)


@wrong("do not divide by its mass")
def for_a_unit_of_mass(plan, C):
    return np.sum(plan * C) / np.sum(plan)
