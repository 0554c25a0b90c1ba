"""With one linear layer each way the answer is exact: likelihood, bound, gradients and optimum."""

from itertools import product

import numpy as np
import pytest
import torch

from gantutor import vae
from gantutor.recording import record
from gantutor.training import play
from gantutor.vae import ppca
from tests.vae.small import cloud, linear_config, linear_data, small_config

SEEDS = range(3)
X = linear_data()
ROUNDING = 1e-4  # of float32, in nats: the bound has terms of some hundreds at the start


def exact(run, x):
    """log p(x) under each seed's present decoder, (S, n)."""
    return np.stack([model.log_likelihood(x) for model in vae.decoders(run)])


def analytic_elbo(run, x):
    """The bound with its expectation in closed form, (S, n)."""
    mean, logvar = run.encode(x)
    return np.stack([m.elbo(x, mean[s], logvar[s]) for s, m in enumerate(vae.decoders(run))])


def by_monte_carlo(bound, run, x, samples, repeats=16):
    """A bound's mean over x, and the standard error of it, each (S,)."""
    means = np.stack([bound(run, x, samples, seed).mean(-1) for seed in range(repeats)])
    return means.mean(0), means.std(0, ddof=1) / np.sqrt(repeats)


@pytest.fixture(scope="module")
def trained():
    """A run at its end, and what was seen on the way: exact, analytic, Monte Carlo with error."""
    run = vae.start(linear_config(4, 2), X, seeds=SEEDS, device="cpu")
    seen = [
        (exact(run, X), analytic_elbo(run, X), by_monte_carlo(vae.elbo, run, X, 4))
        for _ in play(run, every=100)
    ]
    return run, seen


def test_the_bound_never_passes_the_exact_log_likelihood(trained):
    _, seen = trained
    assert len(seen) == 7
    for log_p, analytic, (estimate, error) in seen:
        assert (analytic <= log_p + ROUNDING).all()  # at each sample, not only in the mean
        assert (estimate <= log_p.mean(-1) + 4 * error + ROUNDING).all()
    log_p, analytic, _ = seen[1]
    assert (log_p - analytic).mean(-1).min() > 0.01  # on the way they are not the same


def test_the_analytic_bound_is_the_estimated_one(trained):
    _, seen = trained
    for _, analytic, (estimate, error) in seen:
        assert (np.abs(estimate - analytic.mean(-1)) < 4.5 * error + ROUNDING).all()
        assert (error < 0.05).all()


def test_the_bound_reaches_the_exact_maximum_for_every_seed(trained):
    run, seen = trained
    best = ppca.fit(X, 2)
    highest = best.log_likelihood(X).mean()
    gap = highest - seen[-1][1].mean(-1)
    assert (gap > -ROUNDING).all()
    assert (gap < 0.01).all()  # nats for each sample
    assert (highest - seen[0][1].mean(-1) > 2.5).all()
    np.testing.assert_allclose(run.std, best.std, rtol=0.02)


def test_the_posterior_at_the_optimum_is_the_exact_one(trained):
    """In the space of samples, where the order and the signs of the codes do not matter."""
    run, _ = trained
    best = ppca.fit(X, 2)
    mean, covariance = best.posterior(X)
    centres = mean @ best.weights.T
    spread = best.weights @ covariance @ best.weights.T
    ours, logvar = run.encode(X)
    for s, model in enumerate(vae.decoders(run)):
        np.testing.assert_allclose(
            ours[s] @ model.weights.T + model.mean - best.mean, centres, atol=0.15
        )
        variance = np.exp(logvar[s]).mean(0)
        ours_spread = model.weights @ np.diag(variance) @ model.weights.T
        np.testing.assert_allclose(ours_spread, spread, atol=0.02)
        # Columns along the principal axes, in some order: a diagonal q can be exact only so.
        gram = model.weights.T @ model.weights
        assert abs(gram[0, 1]) < 0.1 * np.sqrt(gram[0, 0] * gram[1, 1])
        np.testing.assert_allclose(model.covariance, best.covariance, atol=0.15)


def with_exact_posterior(x, latent):
    """A run whose decoder is the likeliest one and whose encoder gives its exact posterior."""
    best = ppca.fit(x, latent)
    _, covariance = best.posterior(x)
    gain = covariance @ best.weights.T / best.std**2
    config = linear_config(x.shape[1], latent, std=best.std)
    run = vae.start(config, x, seeds=(0, 1), device="cpu")
    flat = np.concatenate((gain, np.zeros_like(gain))).T
    bias = np.concatenate((-gain @ best.mean, np.log(np.diag(covariance))))
    with torch.no_grad():
        run.model.encoder.weights[0].copy_(torch.tensor(flat))
        run.model.encoder.biases[0].copy_(torch.tensor(bias))
        run.model.decoder.weights[0].copy_(torch.tensor(best.weights.T))
        run.model.decoder.biases[0].copy_(torch.tensor(best.mean))
    return run, best


def test_with_the_exact_posterior_the_weight_of_every_draw_is_the_likelihood():
    """p(x|z) p(z) / q(z|x) = p(x) whatever z: one draw is enough, and there is no error."""
    run, best = with_exact_posterior(X, 2)
    for samples, seed in ((1, 0), (1, 1), (7, 2)):
        found = vae.log_likelihood_bound(run, X, samples, seed)
        np.testing.assert_allclose(found[1], best.log_likelihood(X), atol=ROUNDING)
    estimate, error = by_monte_carlo(vae.elbo, run, X, 20)
    assert (np.abs(estimate - best.log_likelihood(X).mean()) < 4 * error + ROUNDING).all()


def test_the_importance_weighted_bound_lies_between_and_tightens():
    """K draws of the exact posterior moved by 0.7 of its deviation, in both dimensions."""
    run, best = with_exact_posterior(X, 2)
    with torch.no_grad():
        bias = run.model.encoder.biases[0]
        bias[..., :2] += 0.7 * torch.exp(0.5 * bias[..., 2:])
    log_p = best.log_likelihood(X).mean()
    before, error_before = analytic_elbo(run, X).mean(-1), 0.0
    np.testing.assert_allclose(log_p - before, 0.7**2, atol=0.01)  # ½ · 0.7² for each dimension
    one, error = by_monte_carlo(vae.log_likelihood_bound, run, X, 1)
    assert (np.abs(one - before) < 4 * error).all()
    for k in (4, 64):
        bound, error = by_monte_carlo(vae.log_likelihood_bound, run, X, k)
        assert (bound > before + 4 * (error + error_before)).all()
        assert (bound < log_p + 4 * error).all()
        before, error_before = bound, error
    assert (log_p - before < 0.04).all()


def test_the_gradients_of_the_reparameterised_bound_are_the_analytic_ones():
    """The bound is quadratic in the noise, so its mean over all signs ±1 is its expectation.

    With r = x − W m − μ and s² = exp(logvar): ∂W = (r mᵀ − W diag s²)/σ², ∂μ = r/σ²,
    ∂ log σ = (‖r‖² + Σ s²ᵢ‖wᵢ‖²)/σ² − d, ∂m = Wᵀr/σ² − m, ∂logvar = ½ (1 − s² − s²ᵢ‖wᵢ‖²/σ²).
    """
    config = linear_config(4, 2)
    run = vae.start(config, X, seeds=(0, 1), device="cpu")
    rng = torch.Generator().manual_seed(0)
    with torch.no_grad():
        for p in run.model.parameters():
            p.add_(0.4 * torch.randn(p.shape, generator=rng))
    x, signs = torch.tensor(X[:6]).expand(2, -1, -1), list(product((-1.0, 1.0), repeat=2))
    total = 0.0
    for sign in signs:
        log_likelihood, kl = run.model(x, torch.tensor(sign).expand(2, 6, 2))
        total = total + (log_likelihood - kl) / len(signs)
    np.testing.assert_allclose(
        total.detach().numpy(), analytic_elbo(run, X[:6]), rtol=1e-4, atol=1e-4
    )
    (decoder, centre), (encoder, bias) = (
        (n.weights[0], n.biases[0]) for n in (run.model.decoder, run.model.encoder)
    )
    found = torch.autograd.grad(total.sum(), (decoder, centre, run.model.log_std, encoder, bias))

    with torch.no_grad():
        mean, logvar = run.model.encode(x)
        s2, variance = logvar.exp(), run.model.log_std.exp().square()
        r = x - mean @ decoder - centre
        lengths = decoder.square().sum(-1)[:, None]  # of each column of W, which is a row here
        by_decoder = (mean.mT @ r - s2.sum(1)[..., None] * decoder) / variance
        by_std = ((r.square().sum(-1) + (s2 * lengths).sum(-1)) / variance[..., 0] - 4).sum(-1)
        by_code = torch.cat(
            (r @ decoder.mT / variance - mean, 0.5 * (1 - s2 - s2 * lengths / variance)), -1
        )
    expected = (
        by_decoder,
        (r / variance).sum(1, keepdim=True),
        by_std[:, None, None],
        x.mT @ by_code,
        by_code.sum(1, keepdim=True),
    )
    for ours, theirs in zip(found, expected, strict=True):
        torch.testing.assert_close(ours, theirs, rtol=1e-3, atol=1e-3)


def test_beta_spends_nats_as_the_closed_form_says():
    """At the optimum for a fixed σ, KL = Σ ½ log⁺(λᵢ / βσ²), λᵢ the eigenvalues of the data.

    E‖x − W z − μ‖² / 2σ² + β KL is β times the loss of noise βσ², whose optimum is the linear
    Gaussian model with W's columns of length² λᵢ − βσ²; a dimension with λᵢ ≤ βσ² is given up.
    """
    std, beta = 0.5, np.tile((1.0, 2.0, 9.0, 64.0), len(SEEDS))
    values = np.linalg.eigvalsh(np.cov(X.T, bias=True))[::-1][:2]
    config = linear_config(4, 2, std=std, beta=beta.tolist())
    run = vae.start(config, X, seeds=np.repeat(SEEDS, 4).tolist(), device="cpu")
    seen = record(run, every=200, measures={"nats": nats})
    wanted = [0.5 * np.log(np.maximum(values / (b * std**2), 1)).sum() for b in beta]
    np.testing.assert_allclose(seen["nats"][-1], wanted, atol=0.05)
    assert (np.diff(seen["nats"][-1].reshape(-1, 4)) < 0).all()
    in_use = [(values > b * std**2).sum() for b in beta]
    np.testing.assert_array_equal(seen["active"][-1], in_use)
    assert set(in_use) == {0, 1, 2}, "the four β should cover all three cases"
    # The loss weighs the KL term, the bound does not.
    np.testing.assert_allclose(
        seen["elbo"], seen["reconstruction"] - seen["kl"], rtol=1e-4, atol=1e-4
    )
    np.testing.assert_allclose(
        seen["loss"], beta * seen["kl"] - seen["reconstruction"], rtol=1e-4, atol=1e-4
    )


def nats(run):
    mean, logvar = (torch.tensor(t) for t in run.encode(X))
    return vae.gaussian_kl(mean, logvar).mean(-1).numpy()


def test_without_a_kl_term_it_is_principal_component_analysis():
    """β = 0: the noise of the codes shrinks away, and what is lost are the discarded eigenvalues.

    E log p(x|z) comes up to −½ d log 2πσ² − Σ λ_discarded / 2σ², and the KL term is not spared.
    """
    std = 0.5
    config = linear_config(4, 2, std=std, beta=(0.0, 1.0))
    run = vae.start(config, X, seeds=(0, 0), device="cpu")
    measures = {"nats": nats, "bound": lambda r: analytic_elbo(r, X).mean(-1)}
    seen = record(run, every=300, measures=measures)
    without, bound = seen["nats"][-1], seen["bound"][-1]
    lost = np.linalg.eigvalsh(np.cov(X.T, bias=True))[:2].sum()
    highest = -2 * np.log(2 * np.pi * std**2) - lost / (2 * std**2)
    reconstruction = bound + without
    assert highest - 0.1 < reconstruction[0] <= highest + ROUNDING
    assert reconstruction[1] < highest - 0.5
    assert without[0] > 2 * without[1]
    assert bound[0] < bound[1] - 1


@pytest.mark.parametrize(
    "config",
    [
        small_config(),
        small_config(likelihood="bernoulli"),
    ],
    ids=["two layers", "bernoulli"],
)
def test_other_decoders_are_not_linear_gaussian(config):
    run = vae.start(config, np.clip(cloud(), 0, 1), seeds=(0,), device="cpu")
    with pytest.raises(ValueError, match="needs the gaussian likelihood and a decoder of one"):
        vae.decoders(run)
