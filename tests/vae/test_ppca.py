"""The linear Gaussian model and its likeliest fit, against scikit-learn and conditioning."""

import numpy as np
import pytest
import torch
from sklearn.decomposition import PCA, FactorAnalysis
from torch.distributions import MultivariateNormal, kl_divergence

from gantutor.vae import LinearGaussian, ppca


def data(n=300, d=5, k=2, seed=0):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, k)) @ rng.normal(size=(k, d)) * 2 + 0.4 * rng.normal(size=(n, d)) + 1


def sklearns(x, latent):
    """scikit-learn's model with variances divided by n: the likeliest, not the unbiased."""
    pca = PCA(latent, svd_solver="full").fit(x)
    pca.explained_variance_ *= (len(x) - 1) / len(x)
    pca.noise_variance_ *= (len(x) - 1) / len(x)
    return pca


@pytest.mark.parametrize("latent", [1, 2, 4])
def test_the_fit_is_that_of_scikit_learn(latent):
    x, held_out = data(), data(50, seed=1)
    model, theirs = ppca.fit(x, latent), sklearns(x, latent)
    np.testing.assert_allclose(model.covariance, theirs.get_covariance(), rtol=1e-9, atol=1e-12)
    assert model.std**2 == pytest.approx(theirs.noise_variance_)
    for points in (x, held_out):
        np.testing.assert_allclose(model.log_likelihood(points), theirs.score_samples(points))
    assert model.log_likelihood(x).mean() == pytest.approx(theirs.score(x))


def test_no_model_near_the_fit_is_likelier():
    x = data()
    model = ppca.fit(x, 2)
    best, rng = model.log_likelihood(x).mean(), np.random.default_rng(0)
    for _ in range(200):
        step = 1e-3 * rng.normal(size=model.weights.shape)
        for std in (model.std, model.std * 1.001, model.std / 1.001):
            near = LinearGaussian(model.weights + step, model.mean, std)
            assert near.log_likelihood(x).mean() < best


def test_a_noise_for_each_dimension_is_likelier_but_a_common_one_is_not():
    """Factor analysis contains the model; with equal noise it has the same likelihood."""
    x = data()
    model, factors = ppca.fit(x, 2), FactorAnalysis(2).fit(x)
    assert model.log_likelihood(x).mean() < factors.score(x)
    factors.components_, factors.noise_variance_ = model.weights.T, np.full(5, model.std**2)
    assert model.log_likelihood(x).mean() == pytest.approx(factors.score(x))


def test_the_posterior_is_the_conditional_of_the_joint_normal():
    """(x, z) is normal: E[z|x] = Wᵀ C⁻¹ (x − μ), cov = I − Wᵀ C⁻¹ W."""
    x = data()
    model = ppca.fit(x, 2)
    mean, covariance = model.posterior(x)
    gain = model.weights.T @ np.linalg.inv(model.covariance)
    np.testing.assert_allclose(mean, (x - model.mean) @ gain.T, atol=1e-10)
    np.testing.assert_allclose(covariance, np.eye(2) - gain @ model.weights, atol=1e-12)


def test_the_bound_is_tight_at_the_posterior_and_below_elsewhere():
    """The columns of the fit are orthogonal, so its posterior has a diagonal covariance."""
    x = data()
    model = ppca.fit(x, 2)
    mean, covariance = model.posterior(x)
    assert abs(covariance[0, 1]) < 1e-12
    logvar = np.log(np.broadcast_to(np.diag(covariance), mean.shape))
    exact = model.log_likelihood(x)
    np.testing.assert_allclose(model.elbo(x, mean, logvar), exact, rtol=1e-10)
    rng = np.random.default_rng(0)
    moved = (mean + rng.normal(size=mean.shape), logvar + rng.normal(size=mean.shape))
    assert (model.elbo(x, *moved) < exact).all()


def test_a_shortfall_is_the_kl_to_the_posterior():
    """log p − ELBO = KL(q‖p(z|x)): by torch, and for a W whose columns are not orthogonal."""
    rng = np.random.default_rng(0)
    model = LinearGaussian(rng.normal(size=(3, 2)), rng.normal(size=3), 0.7)
    x, mean, logvar = rng.normal(size=(20, 3)), rng.normal(size=(20, 2)), rng.normal(size=(20, 2))
    exact_mean, covariance = model.posterior(x)
    q = MultivariateNormal(torch.tensor(mean), torch.diag_embed(torch.tensor(logvar).exp()))
    p = MultivariateNormal(torch.tensor(exact_mean), torch.tensor(covariance))
    np.testing.assert_allclose(
        model.log_likelihood(x) - model.elbo(x, mean, logvar), kl_divergence(q, p).numpy()
    )


def test_the_columns_have_one_sign():
    x = data()
    for model in (ppca.fit(x, 2), ppca.fit(x[::-1], 2)):
        assert (model.weights[np.abs(model.weights).argmax(0), range(2)] > 0).all()


@pytest.mark.parametrize(
    ("x", "latent", "message"),
    [
        (data(), 0, "latent must be from 1 to 4 for samples of 5, got 0"),
        (data(), 5, "latent must be from 1 to 4 for samples of 5, got 5"),
        (data()[0], 1, r"x must be \(n, d\) and finite, got shape \(5,\)"),
        (np.full((3, 2), np.nan), 1, "must be .* finite"),
        (np.outer(np.arange(9.0), [1.0, 2.0, 3.0]), 1, "no variance beyond 1 directions"),
        (np.ones((4, 3)), 1, "no variance beyond 1 directions"),
    ],
)
def test_fits_that_do_not_exist_are_refused(x, latent, message):
    with pytest.raises(ValueError, match=message):
        ppca.fit(x, latent)
