"""The Dirac-GAN: its fields against autograd of the package's losses, and its closed forms."""

from math import inf, log, sqrt

import numpy as np
import pytest
import torch
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from scipy.integrate import solve_ivp
from torch.func import grad, jacrev

from gantutor import objectives
from gantutor.constraints import RULES, GradientPenalty
from gantutor.dynamics import (
    METHODS,
    Method,
    eigenvalues,
    field,
    get,
    jacobian,
    step_eigenvalues,
    trajectory,
    two_sided_cycle,
)
from gantutor.dynamics.slopes import PENALTIES, SIDES
from gantutor.plots.fields import field_arrows

# Points in general position: on both sides of every kink, and on the axes.
POINTS = np.array(
    [[0.7, 0.4], [-1.2, 0.9], [0.3, -0.6], [-0.8, -0.5], [2.0, 1.7], [-1.9, 1.3], [0.5, 0.0],
     [0.0, 0.8], [0.0, 0.0]]
)  # fmt: skip
NODES, MASS = np.polynomial.hermite_e.hermegauss(80)  # E over N(0, 1), not the package's rule
SETTINGS = {"weight": 0.8, "c": 2.5, "sigma": 0.7}


def settings_of(name):
    return {what: SETTINGS[what] for what in METHODS[name].settings}


def losses(method, point):
    """The critic's and the generator's loss of the package, on Dirac samples: 0, and θ."""
    theta, psi = point
    objective = objectives.get(method.objective)
    nodes = torch.as_tensor(NODES if method.sigma else [0.0], dtype=torch.float64)
    mass = torch.as_tensor(MASS / MASS.sum() if method.sigma else [1.0], dtype=torch.float64)
    x, y = method.sigma * nodes, theta + method.sigma * nodes

    def critic(samples):
        return psi * samples

    critic_loss = (mass * (objective.on_real(critic(x)) + objective.on_fake(critic(y)))).sum()
    generator_loss = (mass * objective.generator(critic(y))).sum()
    if method.rule in RULES:
        slope = grad(lambda s: critic(s).sum())(x[:1].clone())[None, None]
        critic_loss = critic_loss + method.weight * RULES[method.rule](slope).sum()
    return torch.stack((generator_loss, critic_loss))


def by_autograd(method, point):
    """Each player's own gradient step, from autograd alone."""

    def players(at):
        return -jacrev(lambda p: losses(method, p))(at).diagonal()

    v = players(point)
    if method.rule == "consensus":
        half = grad(lambda at: 0.5 * players(at).square().sum())(point)
        v = v - method.weight * half
    return v


@pytest.mark.parametrize("at", POINTS, ids=str)
@pytest.mark.parametrize("name", METHODS)
def test_the_field_is_autograd_of_the_packages_losses(name, at):
    method = get(name, **settings_of(name))
    expected = by_autograd(method, torch.as_tensor(at)).numpy()
    np.testing.assert_allclose(field(method, *at), expected, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("at", POINTS, ids=str)
@pytest.mark.parametrize("name", METHODS)
def test_the_jacobian_is_jacrev_of_the_packages_losses(name, at):
    method = get(name, **settings_of(name))
    expected = jacrev(lambda p: by_autograd(method, p))(torch.as_tensor(at)).numpy()
    found = jacobian(method, *at)
    if name == "wgan_gp" and at[1] == 0:
        # The slope of the penalty jumps there: no number would be right.
        assert np.isnan(found[1, 1])
        found[1, 1] = expected[1, 1]
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("rule", RULES)
def test_a_penalty_pulls_as_the_constraint_of_that_rule(rule):
    """On the critic's real forward pass: GradientPenalty.penalty of ψ·x, wherever it is taken."""
    assert set(RULES) == set(PENALTIES)
    method = Method("tried", "wasserstein", rule=rule, weight=0.8)
    samples = torch.rand(2, 1, 4, 1, generator=torch.Generator().manual_seed(0)).double()
    for where in ("between", "real", "fake"):
        for psi in (-1.7, -0.4, 0.6, 1.3):
            weight = torch.tensor(psi, dtype=torch.float64, requires_grad=True)
            constraint = GradientPenalty(0.8, rule=rule, where=where)
            loss = constraint.penalty(lambda x, w=weight: (w * x)[..., 0], *samples, samples[0])
            (slope,) = torch.autograd.grad(loss.sum(), weight)
            assert field(method, 0.0, psi)[1] == pytest.approx(-slope.item(), rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("name", SIDES)
def test_slopes_are_the_objectives_derivatives(name):
    # An energy is never below 0 and a joint loss has no two sides: neither is a critic ψx.
    other = set(objectives.OBJECTIVES) - set(SIDES)
    assert set(SIDES) <= set(objectives.OBJECTIVES)
    assert other <= {"energy", "loss_sensitive"}
    objective = objectives.get(name)
    s = torch.tensor([-30.0, -2.0, -0.5, 0.0, 0.3, 4.0, 30.0], dtype=torch.float64)
    for side in ("on_real", "on_fake", "generator"):
        slope = getattr(objective, side)
        for found in getattr(SIDES[name], side)(s.numpy()):
            slope = grad(lambda at, of=slope: of(at).sum())
            np.testing.assert_allclose(found, slope(s).numpy(), rtol=1e-9, atol=1e-13)


def test_fields_of_many_points_are_those_of_each():
    theta, psi = np.meshgrid(np.linspace(-2, 2, 5), np.linspace(-1, 1, 4))
    for name in METHODS:
        v, j = field(name, theta, psi), jacobian(name, theta, psi)
        assert (v.shape, j.shape) == ((4, 5, 2), (4, 5, 2, 2))
        np.testing.assert_allclose(v[2, 1], field(name, theta[2, 1], psi[2, 1]), atol=1e-15)
        np.testing.assert_allclose(j[2, 1], jacobian(name, theta[2, 1], psi[2, 1]), atol=1e-15)


def pair(real, imaginary):
    return np.array([complex(real, imaginary), complex(real, -imaginary)])


@pytest.mark.parametrize("name", ["minimax", "nonsaturating"])
def test_logistic_games_have_eigenvalues_plus_and_minus_half_i(name):
    np.testing.assert_allclose(eigenvalues(name), pair(0, 0.5), atol=1e-15)


@pytest.mark.parametrize("name", ["wasserstein", "hinge", "wasserstein_clip", "wgan_gp_one_sided"])
def test_linear_games_have_eigenvalues_plus_and_minus_i(name):
    np.testing.assert_allclose(eigenvalues(name), pair(0, 1), atol=1e-15)


@pytest.mark.parametrize("gamma", [0.1, 0.6, 1.0, 1.7, 5.0])
def test_r1_has_the_eigenvalues_of_the_paper(gamma):
    root = np.sqrt(complex(gamma**2 / 4 - 1 / 4))
    expected = -gamma / 2 + np.array([root, -root])
    np.testing.assert_allclose(eigenvalues("r1", weight=gamma / 2), expected, atol=1e-12)


@pytest.mark.parametrize("sigma", [0.3, 1.0, 2.5])
def test_instance_noise_has_the_eigenvalues_of_the_paper(sigma):
    """f″(0)σ² ± √(f″(0)²σ⁴ − f′(0)²) with f′(0) = ½ and f″(0) = −¼."""
    root = np.sqrt(complex(sigma**4 / 16 - 1 / 4))
    expected = -(sigma**2) / 4 + np.array([root, -root])
    np.testing.assert_allclose(eigenvalues("instance_noise", sigma=sigma), expected, atol=1e-9)


def test_consensus_moves_the_eigenvalues_by_its_weight_times_a_quarter():
    np.testing.assert_allclose(eigenvalues("consensus", weight=2.0), pair(-0.5, 0.5), atol=1e-15)


def test_least_squares_stands_still_wherever_the_critic_is_flat():
    """A critic ψx without a bias cannot reach the targets 1 and 0: every (θ, 0) is at rest."""
    theta = np.array([-2.0, 0.0, 0.5, 3.0])
    np.testing.assert_array_equal(field("least_squares", theta, 0 * theta), np.zeros((4, 2)))
    np.testing.assert_allclose(
        jacobian("least_squares", theta, 0 * theta),
        [[[0, 1], [0, -(t**2)]] for t in theta],
    )
    end = trajectory("least_squares", (1.5, 0.3), 0.1, 2000)[-1]
    assert abs(end[1]) < 1e-9
    assert end[0] > 1.0


def test_a_two_sided_penalty_has_no_eigenvalues():
    assert np.isnan(eigenvalues("wgan_gp")).all()
    assert np.isnan(step_eigenvalues("wgan_gp", 0.1)).all()


def distances(points):
    return np.hypot(*points.T)


@pytest.mark.parametrize("h", [0.05, 0.3, 1.0])
def test_simultaneous_steps_spiral_out_by_exactly_the_factor(h):
    factor = sqrt(1 + h**2 / 4)
    assert np.abs(step_eigenvalues("minimax", h)) == pytest.approx([factor, factor], rel=1e-14)
    # The linear game does so at every distance, with |±i| = 1 for ½ ...
    far = distances(trajectory("wasserstein", (0.8, -0.6), h, 50))
    np.testing.assert_allclose(far[1:] / far[:-1], sqrt(1 + h**2), rtol=1e-12)
    # ... and the logistic one near its equilibrium.
    near = distances(trajectory("minimax", (8e-6, -6e-6), h, 20))
    np.testing.assert_allclose(near[1:] / near[:-1], factor, rtol=1e-7)


@pytest.mark.parametrize("n_critic", [1, 5])
@pytest.mark.parametrize("h", [0.1, 0.3, 0.8])
def test_alternating_steps_keep_the_modulus_at_one(h, n_critic):
    eigen = step_eigenvalues("minimax", h, "alternating", n_critic)
    np.testing.assert_allclose(np.abs(eigen), 1.0, atol=1e-14)
    assert np.abs(eigen.imag).min() > 0.01
    # The product matrix, from the steps themselves: the game of Wasserstein is linear.
    run = trajectory("wasserstein", np.eye(2), h, 160, "alternating", n_critic)
    matrix = run[1].T
    assert np.linalg.det(matrix) == pytest.approx(1.0, abs=1e-12)
    np.testing.assert_allclose(np.abs(np.linalg.eigvals(matrix)), 1.0, atol=1e-12)
    np.testing.assert_allclose(
        np.sort_complex(step_eigenvalues("wasserstein", h, "alternating", n_critic)),
        np.sort_complex(np.linalg.eigvals(matrix)),
        atol=1e-12,
    )
    # So it stays on an ellipse: no nearer and no farther in the second half than in the first.
    r = distances(run[:, 0])
    assert r[80:].max() == pytest.approx(r[:80].max(), rel=0.05)
    assert r[80:].min() == pytest.approx(r[:80].min(), rel=0.05)


def test_alternating_steps_too_long_for_their_number_run_away():
    """The modulus is 1 while n_critic · h² · ¼ < 4, and above it from there on."""
    for n_critic in (1, 4):
        h = 4 / sqrt(n_critic)
        below = np.abs(step_eigenvalues("minimax", 0.99 * h, "alternating", n_critic))
        above = np.abs(step_eigenvalues("minimax", 1.01 * h, "alternating", n_critic))
        assert below.max() == pytest.approx(1.0, abs=1e-12)
        assert above.max() > 1.2


@pytest.mark.parametrize("scheme", ["simultaneous", "alternating"])
@pytest.mark.parametrize("name", ["r1", "instance_noise", "consensus"])
def test_what_converges_does_so_at_the_rate_of_its_eigenvalue(name, scheme):
    h = 0.3
    points = trajectory(name, (1.5, 0.5), h, 600, scheme)
    r = distances(points)
    assert r[-1] < 5e-3
    factor = np.abs(step_eigenvalues(name, h, scheme)).max()
    assert 0.8 < factor < 0.999
    # Started near the equilibrium, whole turns of a spiral shrink by the factor.
    near = distances(trajectory(name, (3e-3, 1e-3), h, 160, scheme))
    slope = np.polyfit(np.arange(161), np.log(near), 1)[0]
    assert slope == pytest.approx(log(factor), rel=0.05)


def flow(name, start, until, **settings):
    return solve_ivp(
        lambda _, p: field(name, *p, **settings), (0, until), start, method="DOP853", rtol=1e-10,
        atol=1e-12, t_eval=np.linspace(0, until, 400),
    ).y.T  # fmt: skip


@pytest.mark.parametrize("name", ["minimax", "wasserstein"])
@pytest.mark.parametrize("start", [(1.0, 0.2), (-0.3, 2.0)])
def test_the_flow_of_zero_sum_games_keeps_theta_squared_plus_psi_squared(name, start):
    points = flow(name, start, 40.0)
    np.testing.assert_allclose(distances(points), np.hypot(*start), rtol=1e-8)
    angle = np.unwrap(np.arctan2(points[:, 1], points[:, 0]))
    assert angle[-1] - angle[0] < -2 * np.pi  # and it moves: clockwise, more than once round


def test_the_flow_of_the_nonsaturating_game_falls_slowly():
    """½ d(θ² + ψ²)/dt = −s tanh(s/2) ≤ 0 with s = θψ; on average r′ = −r³/16, so r ~ √(8/t)."""
    theta, psi = POINTS.T
    v = field("nonsaturating", theta, psi)
    s = theta * psi
    np.testing.assert_allclose(theta * v[:, 0] + psi * v[:, 1], -s * np.tanh(s / 2), atol=1e-14)
    r = distances(flow("nonsaturating", (1.0, 0.0), 60.0))
    assert r[-1] == pytest.approx(sqrt(8 / (8 + 60)), rel=0.05)


@pytest.mark.parametrize("weight", [0.1, 0.4])
def test_wgan_gp_does_not_come_to_rest_but_cycles(weight):
    """Every start ends on one cycle, whose width is the closed form."""
    width = two_sided_cycle(weight)
    starts = ((0.1, 0.1), (1.0, 1.0), (-2.0, 0.5))
    late = trajectory("wgan_gp", starts, 0.04, 1300, "alternating", weight=weight)[-400:]
    for run in late.swapaxes(0, 1):
        assert run[:, 0].max() == pytest.approx(width, rel=0.05)
        assert run[:, 0].min() == pytest.approx(-width, rel=0.05)
        assert (np.diff(np.sign(run[:, 1])) != 0).sum() >= 4
        assert distances(run).min() > 0.3
    assert two_sided_cycle(1e-6) == pytest.approx(4 / np.pi, rel=1e-5)


def test_a_heavy_two_sided_penalty_leaves_the_generator_far_from_the_data():
    ends = trajectory("wgan_gp", [(0.5, 0.1), (-0.5, -0.1)], 0.05, 1500, weight=2.0)[-1]
    np.testing.assert_allclose(ends, [(4.0, 0.0), (-4.0, 0.0)], atol=1e-6)
    assert two_sided_cycle(2.0) == 4.0


def test_a_clipped_critic_bounces_between_its_bounds():
    c, h = 0.7, 0.05
    points = trajectory("wasserstein_clip", (2.0, 0.0), h, 1000, c=c)
    theta, psi = points[500:].T
    assert (psi.min(), psi.max()) == (-c, c)
    assert np.abs(points[:, 1]).max() == c
    # It goes on for ever, over the data and back: no further from it than about c.
    hits = psi[np.abs(psi) == c]
    assert (np.diff(hits) != 0).sum() >= 4
    assert np.abs(theta).max() == pytest.approx(c, rel=0.15)
    assert np.abs(theta).min() < 0.05


def test_a_clipped_field_stops_at_the_bound_and_is_nowhere_beyond():
    v = field("wasserstein_clip", [-1.0, 1.0, 0.0], [0.5, 0.5, 0.6], c=0.5)
    np.testing.assert_array_equal(v[:2], [[0.5, 0.0], [0.5, -1.0]])
    assert np.isnan(v[2]).all()
    assert np.isnan(jacobian("wasserstein_clip", 0.2, 0.5, c=0.5)).all()
    start = trajectory("wasserstein_clip", (0.0, -9.0), 0.1, 0, c=0.5)
    np.testing.assert_array_equal(start, [[0.0, -0.5]])


def test_the_one_sided_penalty_ends_on_a_circle_within_the_slope_one():
    r = distances(
        trajectory("wgan_gp_one_sided", (2.0, 0.0), 0.05, 1000, "alternating", weight=0.5)
    )
    assert r[0] == 2.0
    assert r[-200:].mean() == pytest.approx(1.0, abs=0.05)
    inside = distances(flow("wgan_gp_one_sided", (0.6, 0.0), 20.0))
    np.testing.assert_allclose(inside, 0.6, rtol=1e-9)


def test_a_trajectory_is_its_steps_by_hand():
    h = 0.1
    both = trajectory("minimax", (1.0, 0.5), h, 1)[1]
    np.testing.assert_allclose(both, np.array([1.0, 0.5]) + h * field("minimax", 1.0, 0.5))
    turn = trajectory("minimax", (1.0, 0.5), h, 1, "alternating", 2)[1]
    psi = 0.5
    for _ in range(2):
        psi += h * field("minimax", 1.0, psi)[1]
    np.testing.assert_allclose(turn, (1.0 + h * field("minimax", 1.0, psi)[0], psi), rtol=1e-14)
    assert trajectory("minimax", (1.0, 0.5), h, 7).shape == (8, 2)


def test_what_overflows_is_not_hidden():
    assert not np.isfinite(trajectory("least_squares", (9.0, 9.0), 1.0, 50)[-1]).all()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: get("wgan"), "unknown method 'wgan'; known: minimax, nonsaturating"),
        (lambda: field("wgan_div", 0.0, 0.0), "known: .*, consensus"),
        (lambda: field("r1", 0.0, 0.0, c=1.0), "r1 has no setting c; known: weight"),
        (lambda: eigenvalues("minimax", weight=1.0), "no setting weight; known: none"),
        (lambda: field("r1", [0.0, 1.0], 0.0), r"one shape, got \(2,\) and \(\)"),
        (lambda: get("r1", weight=-1.0), "weight must be finite and at least 0, got -1.0"),
        (lambda: get("instance_noise", sigma=inf), "sigma must be finite"),
        (lambda: get("wasserstein_clip", c=0.0), "c must be above 0, got 0.0"),
        (lambda: Method("x", "lsgan"), "unknown objective 'lsgan'; known: minimax"),
        (lambda: Method("x", "hinge", rule="r1"), "unknown rule 'r1'; known: two_sided"),
        (lambda: trajectory("r1", (1, 1), 0.0, 5), "h must be finite and above 0, got 0.0"),
        (lambda: trajectory("r1", (1, 1), 0.1, -1), "steps must be at least 0, got -1"),
        (lambda: trajectory("r1", (1, float("nan")), 0.1, 5), "two finite numbers"),
        (lambda: trajectory("r1", (1, 1), 0.1, 5, "both"), "known: simultaneous, alternating"),
        (lambda: step_eigenvalues("r1", 0.1, n_critic=5), "n_critic = 1, got 5"),
        (lambda: step_eigenvalues("r1", 0.1, "alternating", 0), "at least 1, got 0"),
        (lambda: two_sided_cycle(0.0), "above 0, got 0.0"),
    ],
)
def test_what_is_not_possible_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.fixture
def ax():
    figure = Figure()
    FigureCanvasAgg(figure)
    return figure.add_subplot()


def test_a_field_is_drawn_where_it_is_with_its_path(ax):
    theta, psi = np.meshgrid(np.linspace(-2, 2, 5), np.linspace(-1.5, 1.5, 4))
    v = field("wasserstein_clip", theta, psi, c=1.0)
    path = trajectory("wasserstein_clip", (1.0, 0.5), 0.1, 20, c=1.0)
    assert field_arrows(ax, theta, psi, v, path, label="clipped") is ax
    ax.figure.canvas.draw()
    (arrows,) = ax.collections
    hidden = np.reshape(arrows.Umask, (4, 5))
    np.testing.assert_array_equal(hidden, np.abs(psi) > 1)
    # The arrow at θ = 1, ψ = −½ points along v there, and is √|v| long.
    drawn = np.array([arrows.U.reshape(4, 5)[1, 3], arrows.V.reshape(4, 5)[1, 3]])
    np.testing.assert_allclose(drawn * np.hypot(*drawn), v[1, 3], rtol=1e-12)
    lines = {line.get_label(): line.get_xydata() for line in ax.lines}
    np.testing.assert_allclose(lines["clipped"], path)
    np.testing.assert_allclose(ax.lines[-1].get_xydata(), path[:1])
    assert (ax.get_xlim(), ax.get_ylim()) == ((-2, 2), (-1.5, 1.5))


def test_a_field_that_does_not_fit_its_grid_is_not_drawn(ax):
    theta, psi = np.meshgrid(np.linspace(-2, 2, 5), np.linspace(-1, 1, 4))
    v = field("r1", theta, psi)
    for arguments, message in (
        ((theta, psi[:3], v), r"on one grid, got \(4, 5\), \(3, 5\)"),
        ((theta, psi, v[..., 0]), r"v must have shape \(h, w, 2\), got \(4, 5\)"),
        ((theta, psi, v, [[0.0, 1.0, 2.0]]), r"path must have shape \(t, 2\)"),
    ):
        with pytest.raises(ValueError, match=message):
            field_arrows(ax, *arguments)
    assert not ax.has_data()
