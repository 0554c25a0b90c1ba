"""The table of objectives, against numbers worked out by hand."""

import pickle
from math import exp, log

import pytest
import torch

from gantutor.nets import MLP, Autoencoder
from gantutor.objectives import (
    OBJECTIVES,
    Energy,
    Hinge,
    LeastSquares,
    LossSensitive,
    Minimax,
    NonSaturating,
    Wasserstein,
    energy,
    get,
    hinge,
    least_squares,
    loss_sensitive,
    minimax,
    nonsaturating,
    pull_away,
    wasserstein,
)

# f is chosen so that D = sigmoid(f) is a round number: logits of 1/2 and 3/4, and of 1/4 and 1/2.
REAL, FAKE = [0.0, log(3)], [-log(3), 0.0]
# The samples behind them: one pair 5 apart, the other 1.
X, Y = [[0.0, 0.0], [1.0, 0.0]], [[3.0, 4.0], [1.0, 1.0]]

CLASSIFIER = -(log(1 / 2) + log(3 / 4)) / 2 - (log(3 / 4) + log(1 / 2)) / 2
BY_HAND = {
    # objective: (critic's loss, generator's loss)
    minimax: (CLASSIFIER, (log(3 / 4) + log(1 / 2)) / 2),
    nonsaturating: (CLASSIFIER, -(log(1 / 4) + log(1 / 2)) / 2),
    # a quarter of the target moved to "fake": D is (1/2, 3/4) on real, 1 − D (1/2, 1/4)
    Minimax(0.25): (
        -(3 / 4 * (log(1 / 2) + log(3 / 4)) + 1 / 4 * (log(1 / 2) + log(1 / 4))) / 2
        - (log(3 / 4) + log(1 / 2)) / 2,
        (log(3 / 4) + log(1 / 2)) / 2,
    ),
    NonSaturating(0.25): (
        -(3 / 4 * (log(1 / 2) + log(3 / 4)) + 1 / 4 * (log(1 / 2) + log(1 / 4))) / 2
        - (log(3 / 4) + log(1 / 2)) / 2,
        -(log(1 / 4) + log(1 / 2)) / 2,
    ),
    least_squares: (
        (0.5 * 1 + 0.5 * (log(3) - 1) ** 2) / 2 + (0.5 * log(3) ** 2 + 0) / 2,
        (0.5 * (1 + log(3)) ** 2 + 0.5 * 1) / 2,
    ),
    wasserstein: (-log(3) / 2 - log(3) / 2, log(3) / 2),
    hinge: ((1 + 0) / 2 + (0 + 1) / 2, log(3) / 2),
    energy: (log(3) / 2 + (1 + log(3) + 1) / 2, -log(3) / 2),
    # the margin 1/2 leaves relu(1/2 + log 3) and relu(1/2)
    Energy(margin=0.5): (log(3) / 2 + (0.5 + log(3) + 0.5) / 2, -log(3) / 2),
    # pairs: 5 + 0 + log 3 and 1 + log 3 − 0
    loss_sensitive: (log(3) / 2 + (5 + log(3) + 1 + log(3)) / 2, -log(3) / 2),
    LossSensitive(weight=3.0, scale=0.1): (
        log(3) / 2 + 3 * (0.5 + log(3) + 0.1 + log(3)) / 2,
        -log(3) / 2,
    ),
}
EVERY = pytest.mark.parametrize("objective", BY_HAND, ids=str)


def one_game(values):
    return torch.tensor([values], dtype=torch.float64)


def high_on_real(objective):
    """1 where the critic is to be high on real, −1 where it is to be low."""
    return {"score": 1, "energy": -1}[objective.direction]


def test_every_objective_is_worked_out_by_hand():
    assert set(OBJECTIVES.values()) <= set(BY_HAND)
    assert all(name == objective.name for name, objective in OBJECTIVES.items())


@EVERY
def test_losses_are_those_worked_out_by_hand(objective):
    critic, generator = BY_HAND[objective]
    found = objective.critic_loss(one_game(REAL), one_game(FAKE), one_game(X), one_game(Y))
    assert found.shape == (1,)
    assert found.item() == pytest.approx(critic, rel=1e-12)
    assert objective.generator_loss(one_game(FAKE)).item() == pytest.approx(generator, rel=1e-12)


@EVERY
def test_losses_are_means_of_each_game_by_itself(objective):
    rng = torch.Generator().manual_seed(0)
    fx, fy = torch.randn(2, 3, 5, generator=rng).double()
    x, y = torch.randn(2, 3, 5, 4, generator=rng).double()
    together = objective.critic_loss(fx, fy, x, y), objective.generator_loss(fy)
    for s in range(3):
        alone = objective.critic_loss(fx[[s]], fy[[s]], x[[s]], y[[s]])
        torch.testing.assert_close(together[0][[s]], alone)
        torch.testing.assert_close(together[1][[s]], objective.generator_loss(fy[[s]]))
    doubled = (torch.cat((t, t), 1) for t in (fx, fy, x, y))
    torch.testing.assert_close(objective.critic_loss(*doubled), together[0])


@EVERY
def test_the_critic_is_told_to_set_real_and_fake_apart(objective):
    fx, fy = (
        torch.full((1, 1), 0.3, requires_grad=True),
        torch.full((1, 1), 0.4, requires_grad=True),
    )
    x, y = torch.zeros(1, 1, 2), torch.full((1, 1, 2), 3.0)
    loss = objective.critic_loss(fx, fy, x, y).sum()
    on_real, on_fake = torch.autograd.grad(loss, (fx, fy))
    sign = high_on_real(objective)
    assert sign * on_real.item() < -0.1
    assert sign * on_fake.item() > 0.2


@EVERY
def test_the_generator_moves_fakes_to_where_the_critic_says_real(objective):
    """With f(y) = w·y and a small step against the gradient, f of every fake must grow, or fall."""
    w = torch.tensor([2.0, -1.0])
    y = torch.tensor([[[0.1, 0.3], [-0.2, 0.1]]], requires_grad=True)
    (gradient,) = torch.autograd.grad(objective.generator_loss(y @ w).sum(), y)
    moved = (y - 0.1 * gradient).detach()
    sign = high_on_real(objective)
    rise = sign * (moved @ w - y.detach() @ w).flatten()
    assert (rise > 0.01).all()
    # and along w itself, since the loss sees f alone
    cosine = -sign * (gradient @ w) / (gradient.norm(dim=-1) * w.norm())
    torch.testing.assert_close(cosine, torch.ones_like(cosine))


@EVERY
def test_the_gap_is_positive_when_the_critic_is_right(objective):
    high, low = one_game([2.0, 4.0]), one_game([1.0, 1.0, -2.0])
    right, wrong = (high, low) if objective.direction == "score" else (low, high)
    assert objective.gap(right, wrong).tolist() == [3.0]
    assert objective.gap(wrong, right).tolist() == [-3.0]
    # and that is the side on which its loss is lower
    f = torch.tensor([[-1.0, 1.0]]) * high_on_real(objective)
    x, y = torch.zeros(1, 2, 2), torch.ones(1, 2, 2)
    better = objective.critic_loss(f[:, 1:], f[:, :1], x[:, :1], y[:, :1])
    worse = objective.critic_loss(f[:, :1], f[:, 1:], x[:, :1], y[:, :1])
    assert (better < worse).all()


def test_saturation_where_the_critic_is_sure():
    """d loss / d logit at D(y) = 0.001: −D for minimax, D − 1 for the non-saturating loss."""
    logit = torch.full((1, 1), log(0.001 / 0.999), dtype=torch.float64, requires_grad=True)
    for name, expected in (("minimax", -0.001), ("nonsaturating", -0.999)):
        (slope,) = torch.autograd.grad(get(name).generator_loss(logit).sum(), logit)
        assert slope.item() == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("name", ["minimax", "nonsaturating"])
def test_logits_far_out_stay_finite(name):
    far = torch.tensor([[-1e4, 1e4]])
    objective = get(name)
    assert objective.critic_loss(far, far).item() == pytest.approx(1e4)
    assert objective.generator_loss(far).abs().item() == pytest.approx(5e3)


def test_the_least_squares_optimum_of_one_point_is_the_share_of_real():
    """With p = q the best constant is 1/2: both factors ½ give the loss ¼ there."""
    half = torch.full((1, 4), 0.5)
    assert get("least_squares").critic_loss(half, half).item() == pytest.approx(0.25)


def test_minimax_at_the_blind_critic_is_minus_the_value_log_4():
    zero = torch.zeros(1, 4)
    assert get("minimax").critic_loss(zero, zero).item() == pytest.approx(log(4))
    assert exp(get("minimax").generator_loss(zero).item()) == pytest.approx(0.5)


# Parameters ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [Minimax, NonSaturating])
def test_smoothing_is_one_sided_and_stops_the_logit(kind):
    """On real the best D is 1 − s, whatever the fakes; on fake nothing has changed."""
    objective, f = kind(0.2), torch.linspace(-4, 4, 8001, dtype=torch.float64)
    best = f[objective.on_real(f).argmin()]
    assert torch.sigmoid(best).item() == pytest.approx(0.8, abs=1e-3)
    torch.testing.assert_close(objective.on_fake(f), kind().on_fake(f), rtol=0, atol=0)
    torch.testing.assert_close(objective.generator(f), kind().generator(f), rtol=0, atol=0)
    assert kind().on_real(f).argmin() == len(f) - 1


def test_beyond_the_margin_an_energy_has_no_more_to_gain():
    fy = torch.tensor([[0.5, 1.9, 2.1, 50.0]], requires_grad=True)
    loss = Energy(margin=2.0).critic_loss(torch.zeros(1, 1), fy)
    (slope,) = torch.autograd.grad(loss.sum(), fy)
    assert slope.tolist() == [[-0.25, -0.25, 0.0, 0.0]]


def test_a_fake_near_its_partner_need_not_be_worse():
    """f(y) − f(x) = 1 satisfies pairs up to 1 apart; the pair 3 apart still pulls."""
    x = torch.zeros(1, 3, 2)
    y = torch.tensor([[[0.5, 0.0], [0.0, 0.9], [3.0, 0.0]]])
    fx, fy = torch.zeros(1, 3, requires_grad=True), torch.ones(1, 3, requires_grad=True)
    loss = LossSensitive(weight=6.0).critic_loss(fx, fy, x, y)
    assert loss.item() == pytest.approx(6 * 2 / 3)
    on_real, on_fake = torch.autograd.grad(loss.sum(), (fx, fy))
    torch.testing.assert_close(on_fake, torch.tensor([[0.0, 0.0, -2.0]]))
    torch.testing.assert_close(on_real, torch.tensor([[0.0, 0.0, 2.0]]) + 1 / 3)


def test_pairs_are_those_of_the_same_row():
    x, y = one_game(X), one_game(Y)
    zero = torch.zeros(1, 2, dtype=torch.float64)
    assert loss_sensitive.critic_loss(zero, zero, x, y).item() == pytest.approx((5 + 1) / 2)
    crossed = loss_sensitive.critic_loss(zero, zero, x, y.flip(1)).item()
    assert crossed == pytest.approx((2**0.5 + 20**0.5) / 2)


@pytest.mark.parametrize("samples", [(), (X,), (X, Y[:1])], ids=["none", "real", "fewer fakes"])
def test_an_objective_over_pairs_asks_for_them(samples):
    f = torch.zeros(1, 2, dtype=torch.float64)
    with pytest.raises(ValueError, match="as many samples x as y, got shapes"):
        loss_sensitive.critic_loss(
            f, f[:, : len(samples[-1])] if samples else f, *map(one_game, samples)
        )
    with pytest.raises(TypeError, match="a fake alone has no loss"):
        loss_sensitive.on_fake(f)


def test_the_pull_away_term_is_the_double_loop():
    codes = torch.randn(3, 6, 4, generator=torch.Generator().manual_seed(1)).double()
    found = pull_away(codes)
    for s in range(3):
        total = 0.0
        for i in range(6):
            for j in range(6):
                if i != j:
                    a, b = codes[s, i], codes[s, j]
                    total += ((a @ b) / (a.norm() * b.norm())).item() ** 2
        assert found[s].item() == pytest.approx(total / (6 * 5), rel=1e-12)


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ([[1.0, 2.0], [2.0, 4.0], [0.5, 1.0]], 1.0),
        ([[1.0, 0.0], [-1.0, 0.0]], 1.0),  # without the square it would be −1, below orthogonal
        ([[3.0, 0.0], [0.0, 0.1]], 0.0),
        ([[1.0, 0.0], [1.0, 1.0]], 0.5),
        ([[0.0, 0.0], [1.0, 1.0]], 0.0),
    ],
)
def test_pull_away_of_plain_codes(codes, expected):
    assert pull_away(one_game(codes)).item() == pytest.approx(expected, abs=1e-12)


def test_pull_away_enters_the_generators_loss_with_its_weight():
    codes = one_game([[1.0, 0.0], [1.0, 1.0]])
    fy = one_game([0.25, 0.75])
    assert Energy(pull_away=0.1).generator_loss(fy, codes).item() == pytest.approx(0.5 + 0.05)
    assert energy.generator_loss(fy, codes).item() == pytest.approx(0.5)
    with pytest.raises(ValueError, match="needs the codes of the fakes"):
        Energy(pull_away=0.1).generator_loss(fy)
    with pytest.raises(ValueError, match="at least 2 codes, got 1"):
        pull_away(codes[:, :1])


def test_objectives_are_values():
    assert Minimax(0.1) == Minimax(0.1) != Minimax(0.2)
    assert Minimax(0.1) != NonSaturating(0.1)
    assert hash(Energy(2.0)) == hash(Energy(2.0, 0.0))
    for objective in BY_HAND:
        assert get(objective) is objective
        assert pickle.loads(pickle.dumps(objective)) == objective  # experiments go to processes
    assert [type(get(k.name)) for k in (Hinge, LeastSquares)] == [Hinge, LeastSquares]


def test_settings_are_the_name_and_the_parameters():
    assert Wasserstein().settings() == "wasserstein"
    assert Minimax(0.1).settings() == {"name": "minimax", "smoothing": 0.1}
    assert Energy(2.0).settings() == {"name": "energy", "margin": 2.0, "pull_away": 0.0}
    assert loss_sensitive.settings() == {"name": "loss_sensitive", "weight": 1.0, "scale": 1.0}


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda: Minimax(0.5), r"smoothing must be in \[0, 1/2\), got 0.5"),
        (lambda: NonSaturating(-0.1), "smoothing must be .*, got -0.1"),
        (lambda: NonSaturating(float("nan")), "smoothing must be .*, got nan"),
        (lambda: Energy(0.0), "margin of Energy must be finite and above 0, got 0.0"),
        (lambda: Energy(float("inf")), "margin of Energy must be finite and above 0, got inf"),
        (lambda: Energy(pull_away=-1.0), "pull_away of Energy must be .* at least 0, got -1.0"),
        (lambda: LossSensitive(weight=0.0), "weight of LossSensitive must be .* got 0.0"),
        (lambda: LossSensitive(scale=-1.0), "scale of LossSensitive must be .* got -1.0"),
    ],
)
def test_parameters_that_make_no_sense_are_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        wrong()


LINEAR, ABOVE_0 = MLP((2, 4, 1)), MLP((2, 4, 1), output="sigmoid")


@pytest.mark.parametrize(
    ("objective", "linear", "above_0"),
    [
        (minimax, False, False),
        (wasserstein, False, False),
        (Minimax(0.1), True, True),
        (NonSaturating(0.1), True, True),
        (least_squares, True, True),
        (hinge, True, True),
        (energy, False, True),
        (loss_sensitive, False, True),
    ],
    ids=str,
)
def test_real_data_alone_is_enough_where_its_loss_has_a_minimum(objective, linear, above_0):
    for critic in (LINEAR, ABOVE_0, Autoencoder((2, 1))):
        if linear if critic == LINEAR else above_0:
            objective.check_pretraining(critic)
        else:
            with pytest.raises(ValueError, match="real data alone"):
                objective.check_pretraining(critic)
    # a minimum: what is lowest near 0 is lowest far out
    near = torch.linspace(-20, 20, 4001, dtype=torch.float64)
    for allowed, f in ((linear, near), (above_0, near[near >= 0])):
        further_down = objective.on_real(10 * f).min() < objective.on_real(f).min() - 1e-12
        assert further_down != allowed


def test_unknown_objectives_are_named_with_the_known_ones():
    known = "minimax, nonsaturating, least_squares, wasserstein, hinge, energy, loss_sensitive"
    with pytest.raises(ValueError, match=f"unknown objective 'lsgan'; known: {known}"):
        get("lsgan")
