"""The decoder's law against torch.distributions, and where logarithms of sigmoids would fail."""

import math

import pytest
import torch
from torch.distributions import Bernoulli, Independent, Normal

from gantutor.vae import bernoulli_log_likelihood, gaussian_log_likelihood


def drawn(seed, *shape):
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


@pytest.mark.parametrize("shape", [(4,), (2, 5, 3)])
def test_bernoulli(shape):
    logits, x = 3 * drawn(0, *shape), (drawn(1, *shape) > 0).double()
    found = bernoulli_log_likelihood(x, logits)
    assert found.shape == shape[:-1]
    torch.testing.assert_close(found, Independent(Bernoulli(logits=logits), 1).log_prob(x))


def test_grey_values_weigh_both_outcomes():
    """x = ¼, p = ½: ¼ log ½ + ¾ log ½."""
    found = bernoulli_log_likelihood(torch.tensor([0.25]), torch.tensor([0.0]))
    assert found.item() == pytest.approx(-math.log(2))


def test_extreme_logits_stay_finite_and_keep_their_gradient():
    logits = torch.tensor([200.0, -200.0], requires_grad=True)
    wrong = bernoulli_log_likelihood(torch.tensor([0.0, 1.0]), logits)
    assert wrong.item() == pytest.approx(-400.0)
    (slope,) = torch.autograd.grad(wrong, logits)
    torch.testing.assert_close(slope, torch.tensor([-1.0, 1.0]))
    assert bernoulli_log_likelihood(torch.tensor([1.0, 0.0]), logits).item() == 0


@pytest.mark.parametrize("shape", [(4,), (2, 5, 3)])
def test_gaussian_of_one_deviation(shape):
    x, mean = drawn(0, *shape), drawn(1, *shape)
    found = gaussian_log_likelihood(x, mean, 0.3)
    assert found.shape == shape[:-1]
    torch.testing.assert_close(
        found, Independent(Normal(mean, 0.3 * torch.ones_like(mean)), 1).log_prob(x)
    )


def test_gaussian_of_a_deviation_for_each_seed():
    x, mean, std = drawn(0, 2, 5, 3), drawn(1, 2, 5, 3), torch.tensor([0.5, 2.0]).double()
    found = gaussian_log_likelihood(x, mean, std[:, None, None])
    for s in range(2):
        torch.testing.assert_close(found[s], gaussian_log_likelihood(x[s], mean[s], float(std[s])))


def test_a_density_may_be_above_one():
    """d dimensions at the mean: −d log(σ √(2π)), a sum and not a mean."""
    found = gaussian_log_likelihood(torch.zeros(10), torch.zeros(10), 0.01)
    assert found.item() == pytest.approx(-10 * math.log(0.01 * math.sqrt(2 * math.pi)))
    assert found > 0
