"""The aggregate posterior against mixtures of the package, and against closed forms."""

import numpy as np
import pytest
import torch

from gantutor import vae
from gantutor.distributions import Mixture, Normal
from gantutor.divergences import kl_laws
from gantutor.transport import w1_laws


def codes(n=6, seed=0):
    rng = np.random.default_rng(seed)
    return rng.normal(0, 1.5, n), rng.normal(-1.5, 1.0, n)


@pytest.mark.parametrize("seed", range(4))
def test_it_is_a_mixture_of_normal_laws(seed):
    mean, logvar = codes(seed=seed)
    law = Mixture(
        (1 / 6,) * 6,
        tuple(Normal(m, np.exp(0.5 * v)) for m, v in zip(mean, logvar, strict=True)),
    )
    at = np.linspace(-6, 6, 41)
    np.testing.assert_allclose(vae.aggregate_density(mean, logvar, at), law.pdf(at), rtol=1e-10)
    gap = vae.aggregate_gap(mean, logvar)
    assert gap.kl == pytest.approx(kl_laws(law, Normal()), rel=1e-6)
    assert gap.w1 == pytest.approx(w1_laws(law, Normal()), abs=2e-5)


def test_one_code_is_a_normal_law():
    for m, v in ((0.0, 0.0), (1.5, -1.0), (-2.0, -6.0), (0.3, 1.5)):
        gap = vae.aggregate_gap([m], [v])
        both = torch.tensor([m]), torch.tensor([v])
        assert gap.kl == pytest.approx(vae.gaussian_kl(*both).item(), abs=2e-6, rel=1e-5)
        exact = w1_laws(Normal(m, np.exp(0.5 * v)), Normal())
        assert gap.w1 == pytest.approx(exact, abs=2e-5)
    assert vae.aggregate_gap([0.0], [0.0]).w1 < 1e-12


@pytest.mark.parametrize("seed", range(4))
def test_its_kl_is_what_the_kl_term_holds_beyond_information(seed):
    """KL(q‖p) ≤ the mean of KL(q(z|x)‖p): the rest is information, at most log n."""
    mean, logvar = codes(n=40, seed=seed)
    term = vae.gaussian_kl(torch.tensor(mean)[:, None], torch.tensor(logvar)[:, None]).mean().item()
    information = term - vae.aggregate_gap(mean, logvar).kl
    assert 0 < information < np.log(40)
    alike = np.full(40, 0.7), np.full(40, -1.0)
    one = vae.gaussian_kl(torch.tensor([[0.7]]), torch.tensor([[-1.0]])).item()
    assert vae.aggregate_gap(*alike).kl == pytest.approx(one, rel=1e-5)


@pytest.mark.parametrize(
    ("mean", "logvar", "message"),
    [
        ([[0.0]], [[0.0]], r"must be \(n,\), got \(1, 1\)"),
        ([0.0, 1.0], [0.0], r"got \(2,\) and \(1,\)"),
        ([], [], r"got \(0,\)"),
        ([np.nan], [0.0], "must be finite"),
        ([0.0], [-40.0], "deviations must be at least 1e-4"),
    ],
)
def test_what_makes_no_law_is_refused(mean, logvar, message):
    with pytest.raises(ValueError, match=message):
        vae.aggregate_gap(mean, logvar)
