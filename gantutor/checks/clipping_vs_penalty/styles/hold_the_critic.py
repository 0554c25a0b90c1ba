from gantutor import constraints
from gantutor.constraints import GradientPenalty


def by_the_estimate():
    W1, allowed = 4.0, 0.08
    return GradientPenalty(W1 / (2 * allowed), "one_sided")


def through_the_table():
    kind = constraints.CONSTRAINTS["penalty"]
    return kind(weight=40, rule="one_sided", where="between")
