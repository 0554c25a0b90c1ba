from gantutor.checks.engine.assertions import wrong


@wrong("a 2 in the denominator")
def without_the_two(w1, weight):
    k = 1 + w1 / weight
    return k, k * w1, k * w1 - weight * (k - 1) ** 2


@wrong("holds the critic closer")
def upside_down(w1, weight):
    k = 1 + weight / (2 * w1)
    return k, k * w1, k * w1 - weight * (k - 1) ** 2


@wrong("so k is above 1")
def below_one(w1, weight):
    k = 1 - w1 / (2 * weight)
    return k, k * w1, k * w1 - weight * (k - 1) ** 2


@wrong("not f: its gap")
def gap_of_f(w1, weight):
    k = 1 + w1 / (2 * weight)
    return k, w1, w1 + w1**2 / (4 * weight)


@wrong("minus the penalty")
def objective_is_the_gap(w1, weight):
    k = 1 + w1 / (2 * weight)
    return k, k * w1, k * w1


@wrong("subtracted")
def penalty_added(w1, weight):
    k = 1 + w1 / (2 * weight)
    return k, k * w1, k * w1 + weight * (k - 1) ** 2
