import numpy as np

from gantutor.checks.duality.solutions.prices_from_plan import prices_from_plan
from gantutor.checks.engine.assertions import wrong


def proof(C, plan, **wrongly):
    names = ("there", "back", "optimal", "f", "g")
    return tuple((dict(zip(names, prices_from_plan(C, plan), strict=True)) | wrongly).values())


@wrong("One unit more can go")
def there_where_the_plan_goes(C, plan):
    return proof(C, plan, there=np.where(plan > 0, C, np.inf))


@wrong("saves its cost")
def back_costs_again(C, plan):
    return proof(C, plan, back=np.where(plan > 0, C, np.inf))


@wrong("is `np.inf`")
def back_from_everywhere(C, plan):
    return proof(C, plan, back=-C)


@wrong("is `np.inf`")
def back_for_nothing(C, plan):
    return proof(C, plan, back=np.where(plan > 0, -C, 0.0))


@wrong("*does* move something")
def back_where_nothing_moves(C, plan):
    return proof(C, plan, back=np.where(plan > 0, np.inf, -C))


@wrong("a row for each heap")
def back_from_holes(C, plan):
    return proof(C, plan, back=np.where(plan > 0, -C, np.inf).T)


@wrong("The last round changes nothing")
def always_optimal(C, plan):
    return proof(C, plan, optimal=True)


@wrong("The last round changes nothing")
def optimal_where_paths_went_on(C, plan):
    return proof(C, plan, optimal=not prices_from_plan(C, plan)[2])


@wrong("which of the two has the minus sign")
def both_lengths(C, plan):
    _, _, _, f, g = prices_from_plan(C, plan)
    return proof(C, plan, f=-f, g=g)


@wrong("which of the two has the minus sign")
def the_other_sign(C, plan):
    _, _, _, f, g = prices_from_plan(C, plan)
    return proof(C, plan, f=-f, g=-g)


@wrong("earn just what it costs")
def prices_that_are_too_low(C, plan):
    return proof(C, plan, f=np.min(C, axis=1), g=np.zeros(C.shape[1]))


@wrong("earn just what it costs")
def the_cheapest_heap_for_each_hole(C, plan):
    return proof(C, plan, f=np.zeros(len(C)), g=np.min(C, axis=0))
