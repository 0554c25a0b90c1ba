"""The encoder's law: its KL term against torch.distributions and Monte Carlo, and its draws."""

import math

import pytest
import torch
from torch.distributions import Independent, Normal, kl_divergence

from gantutor.vae import gaussian_kl, reparameterise


def laws(seed, *shape):
    rng = torch.Generator().manual_seed(seed)
    mean = 2 * torch.randn(shape, generator=rng, dtype=torch.float64)
    return mean, torch.randn(shape, generator=rng, dtype=torch.float64)


def normal(mean, logvar):
    """The law q by torch, from a deviation and not from a log-variance."""
    return Independent(Normal(mean, logvar.exp().sqrt()), 1)


def standard(like):
    return Independent(Normal(torch.zeros_like(like), torch.ones_like(like)), 1)


@pytest.mark.parametrize("shape", [(4,), (7, 3), (2, 5, 3)])
def test_the_kl_is_that_of_torch(shape):
    mean, logvar = laws(0, *shape)
    found = gaussian_kl(mean, logvar)
    assert found.shape == shape[:-1]
    torch.testing.assert_close(found, kl_divergence(normal(mean, logvar), standard(mean)))


def test_the_kl_is_the_mean_log_ratio_of_the_densities():
    mean, logvar = laws(1, 3)
    noise = torch.randn(200_000, 3, generator=torch.Generator().manual_seed(2)).double()
    z = reparameterise(mean.expand(len(noise), -1), logvar.expand(len(noise), -1), noise)
    ratio = normal(mean, logvar).log_prob(z) - standard(mean).log_prob(z)
    error = ratio.std() / math.sqrt(len(ratio))
    assert error < 0.02
    assert (ratio.mean() - gaussian_kl(mean, logvar)).abs() < 4 * error


def test_the_kl_by_hand():
    """N(3, 1): ½ · 9. N(0, e²): ½ (e² − 1 − 2). Summed over the dimensions, not averaged."""
    mean, logvar = torch.tensor([3.0, 0.0]), torch.tensor([0.0, 2.0])
    assert gaussian_kl(mean, logvar).item() == pytest.approx(4.5 + 0.5 * (math.e**2 - 3))


def test_the_kl_keeps_its_digits_near_the_prior():
    """¼ t² for logvar = t: in float32, exp(t) − 1 − t alone would be rounding."""
    t = torch.tensor([1e-3])
    assert gaussian_kl(torch.zeros(1), t).item() == pytest.approx(0.25e-6, rel=1e-3)


def test_draws_have_the_law_and_the_deviation_is_not_the_variance():
    mean, logvar = torch.tensor([1.0, -2.0]), torch.tensor([math.log(9.0), math.log(0.25)])
    noise = torch.randn(100_000, 2, generator=torch.Generator().manual_seed(0))
    z = reparameterise(mean.expand_as(noise), logvar.expand_as(noise), noise)
    torch.testing.assert_close(z.std(0), torch.tensor([3.0, 0.5]), rtol=0.02, atol=0)
    torch.testing.assert_close(z.mean(0), mean, rtol=0, atol=0.04)


def test_a_draw_has_derivatives_by_mean_and_logvar():
    """dz/dmean = 1, dz/dlogvar = ½ σ noise."""
    mean, logvar = (t.requires_grad_() for t in laws(3, 4))
    noise = laws(4, 4)[0]
    by_mean, by_logvar = torch.autograd.grad(
        reparameterise(mean, logvar, noise).sum(), (mean, logvar)
    )
    torch.testing.assert_close(by_mean, torch.ones_like(mean))
    torch.testing.assert_close(by_logvar, 0.5 * logvar.exp().sqrt() * noise)
