import numpy as np

from gantutor.checks.engine.assertions import wrong


def filled(flow, rho, width, weight, **other):
    """The right steps, some of them replaced."""
    w1 = flow.sum() * width
    right = {
        "u": flow / np.sqrt(rho),
        "v": np.sqrt(rho),
        "excess": w1**2,
        "gap": w1 + w1**2 / (2 * weight),
        "best": flow / w1,
    }
    return tuple({**right, **other}.values())


@wrong("u is the flow over v")
def factors_of_something_else(flow, rho, width, weight):
    return filled(flow, rho, width, weight, u=flow)


@wrong("take the root of ρ")
def the_density_itself(flow, rho, width, weight):
    return filled(flow, rho, width, weight, u=flow / rho, v=rho)


@wrong("stays outside of both factors")
def no_factor(flow, rho, width, weight):
    return filled(flow, rho, width, weight, u=flow, v=np.ones_like(rho))


@wrong("must not depend on ρ")
def the_other_way_round(flow, rho, width, weight):
    return filled(flow, rho, width, weight, u=np.sqrt(rho), v=flow / np.sqrt(rho))


@wrong("The left side is squared")
def not_squared(flow, rho, width, weight):
    return filled(flow, rho, width, weight, excess=flow.sum() * width)


@wrong("That is I itself")
def the_excess_itself(flow, rho, width, weight):
    return filled(flow, rho, width, weight, excess=np.sum(flow**2 / rho) * width)


@wrong("Sum first, then square")
def squares_summed(flow, rho, width, weight):
    return filled(flow, rho, width, weight, excess=np.sum(flow**2) * width)


@wrong("times the width of a cell")
def width_forgotten(flow, rho, width, weight):
    return filled(flow, rho, width, weight, excess=np.sum(flow) ** 2)


@wrong("That is I itself")
def the_gap_itself(flow, rho, width, weight):
    excess = np.sum(flow**2 / rho) * width
    return filled(flow, rho, width, weight, gap=flow.sum() * width + excess / (2 * weight))


@wrong("The objective's is")
def the_objective(flow, rho, width, weight):
    w1 = flow.sum() * width
    return filled(flow, rho, width, weight, gap=w1 + w1**2 / (4 * weight))


@wrong("the excess alone")
def without_w1(flow, rho, width, weight):
    w1 = flow.sum() * width
    return filled(flow, rho, width, weight, gap=w1**2 / (2 * weight))


@wrong("divide the flow by its own sum")
def not_a_density(flow, rho, width, weight):
    return filled(flow, rho, width, weight, best=flow)


@wrong("best for an even flow only")
def even(flow, rho, width, weight):
    return filled(flow, rho, width, weight, best=np.full_like(flow, 1 / (flow.size * width)))


@wrong("which need not be the best")
def as_it_came(flow, rho, width, weight):
    return filled(flow, rho, width, weight, best=rho)


@wrong("so that ρ is a multiple of the flow")
def by_the_root(flow, rho, width, weight):
    root = np.sqrt(flow)
    return filled(flow, rho, width, weight, best=root / root.sum() / width)
