"""The linear program: two solvers, the assignment, duality, and every bad input."""

import warnings

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from gantutor.distributions import Ring
from gantutor.transport import (
    TransportError,
    cost_matrix,
    solve,
    solve_by_linprog,
    w1,
)
from gantutor.transport.problem import certified

SOLVERS = pytest.mark.parametrize("solver", [solve, solve_by_linprog])


@st.composite
def problems(draw, most=6, zero_masses=True):
    """A small problem: points on a coarse grid, so that ties and coinciding points are common."""
    n, m = draw(st.integers(1, most)), draw(st.integers(1, most))
    coordinate = st.integers(-4, 4)
    x = draw(st.lists(st.tuples(coordinate, coordinate), min_size=n, max_size=n))
    y = draw(st.lists(st.tuples(coordinate, coordinate), min_size=m, max_size=m))
    weight = st.integers(0 if zero_masses else 1, 9)
    a = np.array(draw(st.lists(weight, min_size=n, max_size=n)), dtype=float)
    b = np.array(draw(st.lists(weight, min_size=m, max_size=m)), dtype=float)
    assume(a.sum() > 0 and b.sum() > 0)
    return np.array(x, dtype=float), np.array(y, dtype=float), a / a.sum(), b / b.sum()


def check_optimal(answer, C, a, b):
    """Primal feasible, dual feasible, complementary slack, no gap, in the stated gauge."""
    scale = max(C.max(), 1e-300)
    assert answer.plan.shape == C.shape
    assert answer.plan.min() >= 0
    np.testing.assert_allclose(answer.plan.sum(axis=1), a, atol=1e-12)
    np.testing.assert_allclose(answer.plan.sum(axis=0), b, atol=1e-12)
    slack = C - answer.f[:, None] - answer.g
    assert slack.min() >= -1e-12 * scale
    np.testing.assert_allclose(slack[answer.plan > 1e-12], 0, atol=1e-11 * scale)
    assert abs(answer.gap) <= 1e-12 * scale
    assert answer.cost == pytest.approx(np.sum(answer.plan * C), abs=1e-13 * scale)
    assert answer.cost == pytest.approx(a @ answer.f + b @ answer.g, abs=1e-12 * scale)
    assert a @ answer.f == pytest.approx(0.0, abs=1e-12 * scale)
    assert np.count_nonzero(answer.plan > 1e-15) <= sum(C.shape) - 1


@SOLVERS
@given(problems())
def test_an_answer_proves_itself_optimal(solver, problem):
    x, y, a, b = problem
    C = cost_matrix(x, y)
    check_optimal(solver(C, a, b), C, a, b)


@given(problems(), st.sampled_from(["euclidean", "sqeuclidean"]))
def test_the_two_solvers_agree(problem, metric):
    x, y, a, b = problem
    C = cost_matrix(x, y, metric)
    assert solve(C, a, b).cost == pytest.approx(solve_by_linprog(C, a, b).cost, abs=1e-11)


@pytest.mark.parametrize("seed", range(3))
def test_on_points_in_general_position_they_agree_in_everything(seed):
    rng = np.random.default_rng(seed)
    C = cost_matrix(rng.normal(size=(40, 2)), rng.normal(1.0, 2.0, size=(30, 2)))
    a, b = rng.dirichlet(np.ones(40)), rng.dirichlet(np.ones(30))
    ours, reference = solve(C, a, b), solve_by_linprog(C, a, b)
    assert ours.cost == pytest.approx(reference.cost, rel=1e-11)
    np.testing.assert_allclose(ours.plan, reference.plan, atol=1e-11)
    np.testing.assert_allclose(ours.f, reference.f, atol=1e-9)
    np.testing.assert_allclose(ours.g, reference.g, atol=1e-9)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("metric", ["euclidean", "sqeuclidean"])
def test_equal_weights_make_it_an_assignment(seed, metric):
    rng = np.random.default_rng(seed)
    C = cost_matrix(rng.normal(size=(60, 3)), rng.normal(0.5, 1.0, size=(60, 3)), metric)
    rows, columns = linear_sum_assignment(C)
    answer = solve(C)
    assert answer.cost == pytest.approx(C[rows, columns].mean(), rel=1e-12)
    np.testing.assert_allclose(answer.plan[rows, columns], 1 / 60, atol=1e-15)


@SOLVERS
def test_a_worked_example(solver):
    """Half of each heap stays; the other half of x goes 1 and 3 away."""
    answer = solver(cost_matrix([0.0, 1.0, 2.0], [0.0, 3.0]), [0.25, 0.25, 0.5], [0.25, 0.75])
    assert answer.cost == pytest.approx(0.25 * 2 + 0.5 * 1)
    np.testing.assert_allclose(answer.plan, [[0.25, 0.0], [0.0, 0.25], [0.0, 0.5]], atol=1e-12)


@SOLVERS
def test_the_smallest_problems(solver):
    one = solver([[2.5]])
    assert (one.cost, one.plan.tolist(), one.f.tolist()) == (2.5, [[1.0]], [0.0])
    assert one.g.tolist() == [2.5]
    nothing = solver(np.zeros((3, 2)))
    assert nothing.cost == 0
    check_optimal(
        solver([[1.0, 2.0, 4.0]]), np.array([[1.0, 2.0, 4.0]]), np.ones(1), np.full(3, 1 / 3)
    )


@SOLVERS
def test_points_without_mass_get_feasible_potentials(solver):
    rng = np.random.default_rng(4)
    C = cost_matrix(rng.normal(size=(9, 2)), rng.normal(size=(8, 2)))
    a, b = rng.dirichlet(np.ones(9)), rng.dirichlet(np.ones(8))
    a[[0, 4]], b[7] = 0, 0
    a, b = a / a.sum(), b / b.sum()
    answer = solver(C, a, b)
    check_optimal(answer, C, a, b)
    assert not answer.plan[[0, 4]].any()
    assert not answer.plan[:, 7].any()
    kept = solver(C[np.ix_(a > 0, b > 0)], a[a > 0], b[b > 0])
    assert answer.cost == pytest.approx(kept.cost, rel=1e-12)


@given(problems(zero_masses=False), st.floats(1e-6, 1e6))
def test_cost_scales_with_the_costs(problem, factor):
    x, y, a, b = problem
    C = cost_matrix(x, y)
    assert solve(factor * C, a, b).cost == pytest.approx(factor * solve(C, a, b).cost, rel=1e-9)


@pytest.mark.parametrize("unit", [1e-100, 1e-9, 1e-6, 1e9, 1e100])
def test_no_unit_is_too_small_or_too_large(unit):
    rng = np.random.default_rng(8)
    C = cost_matrix(rng.normal(size=(40, 2)), rng.normal(size=(40, 2)))
    answer = solve(unit * C)
    check_optimal(answer, unit * C, np.full(40, 1 / 40), np.full(40, 1 / 40))
    assert answer.cost / unit == pytest.approx(solve(C).cost, rel=1e-12)


@given(problems(), st.integers(0, 10_000))
def test_order_and_transposition_do_not_matter(problem, seed):
    x, y, a, b = problem
    rng = np.random.default_rng(seed)
    rows, columns = rng.permutation(len(x)), rng.permutation(len(y))
    C = cost_matrix(x, y)
    cost = solve(C, a, b).cost
    assert solve(C[rows][:, columns], a[rows], b[columns]).cost == pytest.approx(cost, abs=1e-12)
    assert solve(C.T, b, a).cost == pytest.approx(cost, abs=1e-12)


@given(problems(), st.floats(-5, 5))
def test_a_constant_added_to_the_cost_is_added_to_its_optimum(problem, constant):
    x, y, a, b = problem
    C = cost_matrix(x, y)
    assert solve(C + constant, a, b).cost == pytest.approx(solve(C, a, b).cost + constant, abs=1e-9)


def test_inputs_may_be_strided_integer_or_lists():
    C = np.asfortranarray(np.arange(12.0).reshape(3, 4) % 5)
    cost = solve(C).cost
    assert solve(C.tolist()).cost == cost
    assert solve(C.astype(int)).cost == cost
    assert solve(np.repeat(C, 2, axis=1)[:, ::2]).cost == cost
    kept = C.copy()
    solve(C, [0.2, 0.3, 0.5], (0.25, 0.25, 0.25, 0.25))
    np.testing.assert_array_equal(C, kept)


@SOLVERS
@pytest.mark.parametrize(
    ("C", "a", "b", "message"),
    [
        ([1.0, 2.0], None, None, r"C must be a matrix with at least one entry, got shape \(2,\)"),
        (np.zeros((0, 3)), None, None, r"at least one entry, got shape \(0, 3\)"),
        ([[1.0, float("nan")]], None, None, "C must be finite, got nan"),
        ([[1.0, float("inf")]], None, None, "C must be finite, got inf"),
        (np.ones((2, 2)), [1.0], None, "a must hold one mass for each of 2 points, got 1"),
        (
            np.ones((2, 2)),
            None,
            [0.2, 0.3, 0.5],
            "b must hold one mass for each of 2 points, got 3",
        ),
        (np.ones((2, 2)), [0.5, 0.47], None, r"a must sum to 1, got 0.97 \(n=2\)"),
        (np.ones((2, 2)), [0.5, 0.5], [1.0, 1.0], r"b must sum to 1, got 2 \(n=2\)"),
        (np.ones((2, 2)), [1.5, -0.5], None, "a must not be negative, got -0.5 at index 1"),
        (np.ones((2, 2)), None, [float("nan"), 1.0], "b must be finite, got nan at index 0"),
        (np.ones((2, 2)), [[0.5, 0.5]], None, r"a must be a vector, got shape \(1, 2\)"),
        (np.ones((2, 2)), [], None, "a must hold at least one mass"),
    ],
)
def test_bad_problems_are_refused(solver, C, a, b, message):
    with pytest.raises(ValueError, match=message):
        solver(C, a, b)


@pytest.mark.parametrize(
    ("x", "y", "metric", "message"),
    [
        ([[0.0, 1.0]], [[0.0]], "euclidean", "the same dimension, got 2 and 1"),
        ([], [1.0], "euclidean", "x must hold at least one sample"),
        ([1.0], [float("nan")], "euclidean", "y must be finite, got nan"),
        ([1.0], [1.0], "cosine", "unknown metric 'cosine'; known: euclidean, sqeuclidean"),
        (np.zeros((1, 1, 1)), [1.0], "euclidean", r"x must have shape \(n,\) or \(n, d\)"),
    ],
)
def test_bad_samples_make_no_cost_matrix(x, y, metric, message):
    with pytest.raises(ValueError, match=message):
        cost_matrix(x, y, metric)


def test_cost_matrices_are_distances():
    x, y = np.array([[0.0, 0.0], [3.0, 4.0]]), np.array([[3.0, 0.0]])
    np.testing.assert_allclose(cost_matrix(x, y), [[3.0], [4.0]])
    np.testing.assert_allclose(cost_matrix(x, y, "sqeuclidean"), [[9.0], [16.0]])
    np.testing.assert_allclose(cost_matrix([1, 2], [5]), [[4.0], [3.0]])


def test_a_solver_that_stops_early_is_an_error_and_not_a_warning():
    rng = np.random.default_rng(0)
    C = cost_matrix(rng.normal(size=(100, 2)), rng.normal(size=(100, 2)))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(TransportError, match=r"100 × 100 problem in 5 pivots: numItermax"):
            solve(C, max_iter=5)
    with pytest.raises(ValueError, match="max_iter must be at least 1, got 0"):
        solve(C, max_iter=0)


def test_an_answer_that_is_not_optimal_is_not_let_through():
    C, half = np.array([[0.0, 1.0], [1.0, 0.0]]), np.full(2, 0.5)
    right, zero = np.diag(half), np.zeros(2)
    assert certified(C, half, half, right, zero, zero).cost == 0
    with pytest.raises(TransportError, match="the duality gap is 1 "):
        certified(C, half, half, right[::-1].copy(), zero, zero)
    with pytest.raises(TransportError, match=r"misses its marginals by 0\.1"):
        certified(C, half, half, right + 0.1 * np.eye(2), zero, zero)
    with pytest.raises(TransportError, match=r"misses its marginals by 0\.5"):
        certified(C, half, half, np.array([[1.0, -0.5], [-0.5, 1.0]]), zero, zero)
    with pytest.raises(TransportError, match=r"exceed the cost by 0\.2"):
        certified(C, half, half, right, np.array([0.1, -0.1]), np.array([0.1, -0.1]))
    with pytest.raises(TransportError, match="nan"):
        certified(C, half, half, right, np.full(2, np.nan), zero)


@pytest.mark.slow
def test_four_thousand_points_are_solved_to_the_end():
    """POT's own limit of 100,000 pivots does not suffice here, and it only warns."""
    rng = np.random.default_rng(1)
    x, y = rng.normal(size=(4000, 2)), rng.normal(0.3, 1.0, size=(4000, 2))
    C = cost_matrix(x, y)
    answer = solve(C)
    assert abs(answer.gap) <= 1e-10 * C.max()
    # Jensen: no plan moves the mean for less; the rest is the finite-sample floor.
    means_apart = np.linalg.norm(x.mean(axis=0) - y.mean(axis=0))
    assert means_apart < answer.cost < means_apart + 0.05


def test_the_floor_of_the_ring_is_the_measured_one():
    """Two samples of one ring, mean of 5 draws: about 0.37 apart at n = 64, 0.21 at 256."""
    rng = np.random.default_rng(3)
    for n, expected, spread in ((64, 0.37, 0.12), (256, 0.21, 0.08)):
        draws = [w1(Ring().sample(n, rng), Ring().sample(n, rng)) for _ in range(5)]
        assert np.mean(draws) == pytest.approx(expected, abs=spread)
