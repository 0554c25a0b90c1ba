import numpy as np

from gantutor.checks.engine.assertions import wrong
from gantutor.checks.moving_plans.solutions.envelope_gradient import envelope_gradient


@wrong("from x to y")
def opposite_sign(x, y, plan):
    return -envelope_gradient(x, y, plan)


@wrong("Divide by the distance")
def not_divided(x, y, plan):
    return np.einsum("ij,ijd->jd", plan, y - x[:, None])


@wrong("gradient of squared distances")
def squared(x, y, plan):
    return 2 * np.einsum("ij,ijd->jd", plan, y - x[:, None])


@wrong("with the mass that the plan moves")
def nearest_only(x, y, plan):
    target = x[plan.argmax(axis=0)]
    return (y - target) / np.linalg.norm(y - target, axis=1, keepdims=True)


@wrong("0/0 would be NaN")
def nan_where_it_stays(x, y, plan):
    steps = y - x[:, None]
    with np.errstate(invalid="ignore"):
        return np.einsum("ij,ijd->jd", plan, steps / np.linalg.norm(steps, axis=2, keepdims=True))


@wrong("One row for each generated point")
def wrong_side(x, y, plan):
    steps = y - x[:, None]
    lengths = np.maximum(np.linalg.norm(steps, axis=-1, keepdims=True), 1e-12)
    return np.sum(plan[:, :, None] * steps / lengths, axis=1)


@wrong("All of the mass pulls")
def for_a_unit_of_mass(x, y, plan):
    return envelope_gradient(x, y, plan / plan.sum())


@wrong("from elsewhere pulls")
def nan_repaired_after_the_sum(x, y, plan):
    steps = y - x[:, None]
    with np.errstate(invalid="ignore"):
        directions = steps / np.linalg.norm(steps, axis=2, keepdims=True)
    return np.nan_to_num(np.einsum("ij,ijd->jd", plan, directions))
