"""Prices from a plan: a proof with blanks.

Every optimal plan has prices that prove it optimal, and shortest paths find them. Finish
`prices_from_plan(C, plan)`. A path begins at any heap and goes along arcs: from heap i to hole j,
which is to move one unit more, and from hole j back to heap i, which is to move one unit less, and
so is possible only where the plan moves something. The loop is given: it makes `heaps` and `holes`
the lengths of the shortest paths to each heap and to each hole. Fill the blanks (a) to (e), in this
order; each is checked by itself.
"""

import numpy as np

from gantutor.checks.engine.assertions import Wrong, close, hint, parts, same_shape
from gantutor.transport import cost_matrix, solve

DIFFICULTY = 3
MINUTES = 25

HINTS = (
    "(a) Moving one unit more from i to j costs something. (b) Moving one unit less there saves "
    "just that. Where nothing moves, there is no arc back: infinitely long, `np.inf`.",
    "(c) A cycle of negative length is a change of the plan that makes it cheaper. With one of "
    "them paths get shorter for ever; with none, the last of n rounds changes nothing.",
    "(d) and (e) A shortest path to hole j is no longer than one by heap i: holes[j] <= heaps[i] + "
    "C[i, j]. Compare with the rule f[i] + g[j] <= C[i, j].",
)

NAMES = ("there", "back", "whether the plan is optimal", "f", "g")
SAVES = "To move one unit *less* saves its cost: the arc back has the length -C[i, j]."
NOWHERE = "Where the plan moves nothing, nothing can be moved back: the length is `np.inf`."
TURNED = "The arc back exists where the plan *does* move something."
SHAPE = "`holes + back` adds up over the columns: `back` has a row for each heap, as `C` has."
SIGN = (
    "The rule f[i] + g[j] <= C[i, j] is holes[j] - heaps[i] <= C[i, j]: which of the two has the "
    "minus sign?"
)


def random_problem(rng, n=5, m=7):
    C = cost_matrix(rng.normal(size=(n, 2)), rng.normal(size=(m, 2)) + 1)
    a, b = rng.dirichlet(np.ones(n)), rng.dirichlet(np.ones(m))
    return C, a, b, solve(C, a, b)


def blanks(answer, C, plan):
    found = parts(answer(C, plan), *NAMES)
    for value, name in zip(found, NAMES, strict=True):
        if value is Ellipsis:
            raise Wrong(f"The blank in {name} is still to be filled.", "")
    return found


def truth(value):
    if not isinstance(value, bool | np.bool_):
        raise Wrong("Expected True or False for whether the plan is optimal.", "")
    return bool(value)


@hint("One unit more can go from any heap i to any hole j, and costs C[i, j].")
def test_the_arcs_there(answer, rng):
    C, _, _, best = random_problem(rng)
    close(blanks(answer, C, best.plan)[0], C, what="the lengths of the arcs from heaps to holes")


@hint(SAVES)
def test_the_arcs_back(answer, rng):
    C, _, _, best = random_problem(rng)
    moved = best.plan > 0
    right = np.where(moved, -C, np.inf)
    value = blanks(answer, C, best.plan)[1]
    if np.shape(value) == C.T.shape:
        raise Wrong(f"The arcs back have shape {np.shape(value)}; expected {C.shape}.", SHAPE)
    slips = [
        (np.where(moved, C, np.inf), SAVES),
        (-C, NOWHERE),
        (np.where(moved, -C, 0.0), NOWHERE),
        (np.where(moved, np.inf, -C), TURNED),
    ]
    close(value, right, what="the lengths of the arcs from holes back to heaps", slips=slips)


@hint("The last round changes nothing exactly when the plan is optimal.")
def test_an_optimal_plan_is_recognised(answer, rng):
    C, a, b, best = random_problem(rng)
    for plan, right in ((best.plan, True), (np.outer(a, b), False)):
        value = truth(blanks(answer, C, plan)[2])
        cost = float(np.sum(plan * C))
        if value is not right:
            raise Wrong(
                f"A plan costs {cost:.6g}, and the best one {best.cost:.6g}. Whether it is "
                f"optimal: you say {value}; expected {right}."
            )
    swap = np.array([[0.5, 0.0], [0.0, 0.5]])  # one exchange makes it cheaper
    if truth(blanks(answer, np.array([[3.0, 1.0], [1.0, 3.0]]), swap)[2]):
        raise Wrong("A plan costs 3, and the best one 1. You say that it is optimal.")


@hint(SIGN)
def test_the_prices_obey_the_rule(answer, rng):
    C, _, _, best = random_problem(rng)
    f, g = blanks(answer, C, best.plan)[3:]
    same_shape(f, (5,), "f")
    same_shape(g, (7,), "g")
    excess = float(np.max(np.asarray(f)[:, None] + np.asarray(g) - C))
    if excess > 1e-9:
        raise Wrong(f"Some f[i] + g[j] is {excess:.6g} above C[i, j]; expected none above.")


@hint("By complementary slackness prices that prove a plan optimal earn just what it costs.")
def test_the_prices_prove_the_plan(answer, rng):
    C, a, b, best = random_problem(rng)
    f, g = blanks(answer, C, best.plan)[3:]
    loading, unloading = float(a @ np.asarray(f)), float(b @ np.asarray(g))
    earned = loading + unloading
    turned = [unloading - loading, loading - unloading, -earned]
    slips = [(earned, SIGN)] if np.isclose(turned, best.cost).any() else []
    close(earned, best.cost, what="what the prices earn", slips=slips)
