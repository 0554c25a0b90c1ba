"""The table of objectives, against numbers worked out by hand."""

from math import exp, log

import pytest
import torch

from gantutor.objectives import OBJECTIVES, get

# f is chosen so that D = sigmoid(f) is a round number: logits of 1/2 and 3/4, and of 1/4 and 1/2.
REAL, FAKE = [0.0, log(3)], [-log(3), 0.0]

BY_HAND = {
    # name: (critic's loss, generator's loss)
    "minimax": (
        -(log(1 / 2) + log(3 / 4)) / 2 - (log(3 / 4) + log(1 / 2)) / 2,
        (log(3 / 4) + log(1 / 2)) / 2,
    ),
    "nonsaturating": (
        -(log(1 / 2) + log(3 / 4)) / 2 - (log(3 / 4) + log(1 / 2)) / 2,
        -(log(1 / 4) + log(1 / 2)) / 2,
    ),
    "least_squares": (
        (0.5 * 1 + 0.5 * (log(3) - 1) ** 2) / 2 + (0.5 * log(3) ** 2 + 0) / 2,
        (0.5 * (1 + log(3)) ** 2 + 0.5 * 1) / 2,
    ),
    "wasserstein": (-log(3) / 2 - log(3) / 2, log(3) / 2),
    "hinge": ((1 + 0) / 2 + (0 + 1) / 2, log(3) / 2),
}


def one_game(values):
    return torch.tensor([values], dtype=torch.float64)


def test_every_objective_is_worked_out_by_hand():
    assert set(BY_HAND) == set(OBJECTIVES)


@pytest.mark.parametrize("name", BY_HAND)
def test_losses_are_those_worked_out_by_hand(name):
    critic, generator = BY_HAND[name]
    objective = get(name)
    assert objective.name == name
    found = objective.critic_loss(one_game(REAL), one_game(FAKE))
    assert found.shape == (1,)
    assert found.item() == pytest.approx(critic, rel=1e-12)
    assert objective.generator_loss(one_game(FAKE)).item() == pytest.approx(generator, rel=1e-12)


@pytest.mark.parametrize("name", BY_HAND)
def test_losses_are_means_of_each_game_by_itself(name):
    objective = get(name)
    fx, fy = torch.randn(2, 3, 5, generator=torch.Generator().manual_seed(0)).double()
    together = objective.critic_loss(fx, fy), objective.generator_loss(fy)
    for s in range(3):
        alone = objective.critic_loss(fx[[s]], fy[[s]]), objective.generator_loss(fy[[s]])
        torch.testing.assert_close(together[0][[s]], alone[0])
        torch.testing.assert_close(together[1][[s]], alone[1])
    twice = objective.critic_loss(torch.cat((fx, fx), -1), torch.cat((fy, fy), -1))
    torch.testing.assert_close(twice, together[0])


@pytest.mark.parametrize("name", BY_HAND)
def test_the_critic_is_told_to_raise_real_and_lower_fake(name):
    fx, fy = (
        torch.full((1, 1), 0.3, requires_grad=True),
        torch.full((1, 1), 0.4, requires_grad=True),
    )
    on_real, on_fake = torch.autograd.grad(get(name).critic_loss(fx, fy).sum(), (fx, fy))
    assert on_real.item() < -0.2
    assert on_fake.item() > 0.2


@pytest.mark.parametrize("name", BY_HAND)
def test_the_generator_moves_fakes_to_where_the_critic_says_real(name):
    """With f(y) = w·y and a small step against the gradient, f of every fake must grow."""
    w = torch.tensor([2.0, -1.0])
    y = torch.tensor([[[0.1, 0.3], [-0.2, 0.1]]], requires_grad=True)
    (gradient,) = torch.autograd.grad(get(name).generator_loss(y @ w).sum(), y)
    moved = (y - 0.1 * gradient).detach()
    rise = (moved @ w - y.detach() @ w).flatten()
    assert (rise > 0.01).all()
    # and along w itself, since the loss sees f alone
    cosine = -(gradient @ w) / (gradient.norm(dim=-1) * w.norm())
    torch.testing.assert_close(cosine, torch.ones_like(cosine))


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


def test_unknown_objectives_are_named_with_the_known_ones():
    known = "minimax, nonsaturating, least_squares, wasserstein, hinge"
    with pytest.raises(ValueError, match=f"unknown objective 'lsgan'; known: {known}"):
        get("lsgan")
