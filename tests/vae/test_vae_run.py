"""A run of autoencoders: one step written out, independent seeds, what it shows and refuses."""

import copy
import dataclasses
import json

import numpy as np
import pytest
import torch
from torch.distributions import Bernoulli, Independent, Normal, kl_divergence

from gantutor import metrics, vae
from gantutor.nets import MLP, Autoencoder
from gantutor.training import CHUNK, play
from gantutor.vae import Config, draws
from tests.vae.small import cloud, small_config

KINDS = {
    "learned deviation": {},
    "fixed deviation": {"std": 0.3, "beta": 4.0},
    "bernoulli": {"likelihood": "bernoulli", "optimiser": "rmsprop"},
}


def data(config, **shape):
    """Samples that the likelihood accepts."""
    x = cloud(**shape)
    return 1 / (1 + np.exp(-x)) if config.likelihood == "bernoulli" else x


def start(config, x=None, seeds=(0, 1), **more):
    x = data(config) if x is None else x
    return vae.start(config, x, seeds=seeds, device="cpu", **more)


def weights(run):
    return [p.detach().clone() for p in run.model.parameters()]


def numbers(curves):
    return np.stack(list(curves.values()))


# One step ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_an_iteration_is_the_algorithm_written_out(kind):
    """Ordinary modules, torch's own laws and optimisers, and the same draws: the same weights."""
    config = small_config(decay=False, **KINDS[kind])
    run = start(config, seeds=(7,))
    encoder, decoder = run.model.encoder.member(0), run.model.decoder.member(0)
    log_std = torch.tensor(np.log(config.std or 1.0), dtype=torch.float32)
    log_std.requires_grad_(kind == "learned deviation")
    mine = [*encoder.parameters(), *decoder.parameters()]
    mine += [log_std] if log_std.requires_grad else []
    optimiser = (
        torch.optim.RMSprop(mine, lr=config.lr, alpha=config.betas[1])
        if config.optimiser == "rmsprop"
        else torch.optim.Adam(mine, lr=config.lr, betas=config.betas)
    )
    for i in range(CHUNK + 2):
        drawn = run.draws(i)
        x = run.x[drawn.rows[0]]
        mean, logvar = encoder(x).chunk(2, -1)
        q = Independent(Normal(mean, logvar.exp().sqrt()), 1)
        prior = Independent(Normal(torch.zeros_like(mean), torch.ones_like(mean)), 1)
        decoded = decoder(mean + logvar.exp().sqrt() * drawn.noise[0])
        p = (
            Normal(decoded, log_std.exp())
            if config.likelihood == "gaussian"
            else Bernoulli(logits=decoded, validate_args=False)
        )
        bound = p.log_prob(x).sum(-1) - config.beta * kl_divergence(q, prior)
        optimiser.zero_grad()
        (-bound.mean()).backward()
        optimiser.step()
        run.iterate()
    for batched, alone in ((run.model.encoder, encoder), (run.model.decoder, decoder)):
        for p, q in zip(batched.member(0).parameters(), alone.parameters(), strict=True):
            torch.testing.assert_close(p, q, rtol=2e-4, atol=2e-5)
    if log_std.requires_grad:
        assert run.std[0] == pytest.approx(log_std.exp().item(), rel=1e-4)
        assert run.std[0] != 1
    else:
        assert run.std is None or run.std[0] == pytest.approx(0.3)


def test_the_learning_rate_decays_to_zero():
    run, rates = start(small_config(iterations=4, lr=0.1)), []
    for _ in range(4):
        run.iterate()
        rates.append(run.optimiser.rate)
    assert rates == pytest.approx([0.1, 0.075, 0.05, 0.025])
    with pytest.raises(ValueError, match="the run is over: 4 of 4 iterations"):
        run.iterate()
    endless = start(small_config(iterations=1, lr=0.1, decay=False))
    endless.iterate()
    endless.iterate()
    assert endless.optimiser.rate == 0.1


def test_draws_cover_the_data_evenly_and_never_repeat():
    run = start(small_config(batch=64), cloud(10))
    drawn = [run.draws(i) for i in range(3 * CHUNK)]
    chosen = torch.stack([d.rows for d in drawn]).flatten()
    share = torch.bincount(chosen, minlength=10) / chosen.numel()
    torch.testing.assert_close(share, torch.full((10,), 0.1), atol=0.02, rtol=0)
    noise = torch.stack([d.noise for d in drawn])
    assert noise.mean().abs() < 0.02
    assert noise.std().item() == pytest.approx(1, abs=0.02)
    assert len(noise.flatten().unique()) > 0.999 * noise.numel()
    keys = torch.stack([d.dropout for d in drawn])
    assert len(keys.flatten().unique()) == keys.numel()


def test_each_kind_of_draw_has_a_generator_of_its_own(monkeypatch):
    """Noise from the generator that chose the rows would follow from the rows."""
    purposes, per_seed = [], draws.per_seed
    monkeypatch.setattr(
        draws,
        "per_seed",
        lambda draw, s, purpose, *a: purposes.append(purpose) or per_seed(draw, s, purpose, *a),
    )
    start(small_config()).draws(0)
    assert len(purposes) == len(set(purposes)) == len(draws.Draws._fields)
    assert min(purposes) > 15, "up to 15, a seed draws its initial weights"


def test_each_network_gets_its_own_dropout_key(monkeypatch):
    run, seen = start(small_config()), {}
    for name in ("encoder", "decoder"):
        network = getattr(run.model, name)
        monkeypatch.setattr(network, "redraw", lambda key, name=name: seen.update({name: key}))
    run.iterate()
    keys = run.draws(0).dropout
    assert torch.equal(seen["encoder"], keys[0])
    assert torch.equal(seen["decoder"], keys[1])


# Seeds as a dimension -------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_seed_in_a_batch_is_the_seed_alone(kind):
    config = small_config(**KINDS[kind])
    together, alone = start(config, seeds=(3, 5, 8)), start(config, seeds=(5,))
    for _ in range(10):
        together.iterate()
        alone.iterate()
    for many, one in zip(weights(together), weights(alone), strict=True):
        torch.testing.assert_close(many[1], one[0], rtol=1e-3, atol=1e-4)
    close = {"rtol": 1e-3, "atol": 1e-4}
    np.testing.assert_allclose(
        numbers(together.measure())[:, 1], numbers(alone.measure())[:, 0], **close
    )
    np.testing.assert_allclose(together.fakes(9)[1], alone.fakes(9)[0], **close)
    x = data(config, n=5, seed=1)
    for bound in (vae.elbo, vae.log_likelihood_bound):
        np.testing.assert_allclose(bound(together, x, 3)[1], bound(alone, x, 3)[0], **close)


def test_data_for_each_seed():
    x = np.stack([cloud(seed=s) for s in range(3)])
    together, alone = start(small_config(), x, (0, 1, 2)), start(small_config(), x[2], (2,))
    for _ in range(10):
        together.iterate()
        alone.iterate()
    np.testing.assert_allclose(
        numbers(together.measure())[:, 2], numbers(alone.measure())[:, 0], rtol=1e-3, atol=1e-4
    )
    np.testing.assert_allclose(
        together.reconstruct(x)[2], alone.reconstruct(x[2])[0], rtol=1e-3, atol=1e-4
    )


def test_a_sweep_over_beta_is_one_run():
    sweep = start(small_config(beta=(0.1, 10.0)), seeds=(1, 1))
    for p in weights(sweep):
        assert torch.equal(p[0], p[1])
    single = start(small_config(beta=10.0), seeds=(1,))
    for _ in range(10):
        sweep.iterate()
        single.iterate()
    np.testing.assert_allclose(
        numbers(sweep.measure())[:, 1], numbers(single.measure())[:, 0], rtol=1e-3, atol=1e-4
    )
    assert not torch.equal(sweep.model.encoder.weights[0][0], sweep.model.encoder.weights[0][1])


def test_a_seed_that_overflows_is_recorded_and_harms_no_other():
    broken, fine = (start(small_config(), seeds=(0, 1, 2)) for _ in range(2))
    with torch.no_grad():
        broken.model.encoder.weights[1][1] = 1e38
    *_, bad = play(broken, every=40)
    *_, good = play(fine, every=40)
    assert not np.isfinite(bad["elbo"][1])
    assert np.isnan(bad["active"][1])
    for name in good.curves:
        np.testing.assert_array_equal(bad[name][[0, 2]], good[name][[0, 2]])
        assert np.isfinite(good[name]).all()
    for shown in (broken.reconstruct(cloud(5)), vae.elbo(broken, cloud(5)), broken.fakes(5)):
        assert np.isfinite(shown[[0, 2]]).all()


# Looking -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_looking_changes_nothing(kind):
    config = small_config(**KINDS[kind])
    looked, blind = start(config), start(config)
    for _ in range(3):
        looked.measure()
        looked.fakes(10)
        looked.reconstruct(data(config, n=5))
        vae.elbo(looked, data(config, n=5))
        vae.log_likelihood_bound(looked, data(config, n=5), 2)
        looked.iterate()
        blind.iterate()
    assert all(torch.equal(p, q) for p, q in zip(weights(looked), weights(blind), strict=True))
    assert looked.model.training
    np.testing.assert_array_equal(numbers(looked.measure()), numbers(looked.measure()))


@pytest.mark.parametrize("kind", KINDS)
def test_curves_are_means_of_the_terms(kind):
    """Against the bound of the same run on all data, within the error of a batch."""
    config = small_config(batch=2000, **KINDS[kind])
    run = start(config)
    for _ in range(20):
        run.iterate()
    curves = run.measure()
    assert list(curves) == ["loss", "elbo", "reconstruction", "kl", "active"]
    assert all(c.shape == (2,) for c in curves.values())
    np.testing.assert_allclose(
        curves["loss"], config.beta * curves["kl"] - curves["reconstruction"], rtol=1e-5
    )
    everything = vae.elbo(run, data(config), 20)
    error = everything.std(-1) / np.sqrt(config.batch) * 2  # and as much again for the one z
    assert (np.abs(curves["elbo"] - everything.mean(-1)) < 5 * error + 0.01).all()
    mean, logvar = (torch.tensor(t) for t in run.encode(data(config)))
    kl = vae.gaussian_kl(mean, logvar)
    assert (np.abs(curves["kl"] - kl.mean(-1).numpy()) < 5 * kl.std().item() / 40).all()


def test_active_dimensions_are_those_whose_mean_varies():
    run = start(small_config(encoder=MLP((2, 6)), batch=500))
    with torch.no_grad():
        run.model.encoder.weights[0].zero_()
        run.model.encoder.weights[0][0, 0, 0] = 0.05  # variance 0.0025: not in use
        run.model.encoder.weights[0][1, 0, 0] = 0.5
        run.model.encoder.weights[0][1, 1, 2] = 1.0
        run.model.encoder.weights[0][1, 1, 4] = 9.0  # a log-variance is no mean
    np.testing.assert_array_equal(run.measure()["active"], [0, 2])


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_shown_agrees_with_the_ordinary_networks(kind):
    config = small_config(**KINDS[kind])
    run, x, z = start(config), data(config, n=6), cloud(5, dim=3)
    mean, logvar = run.encode(x)
    for s in range(2):
        encoder, decoder = run.model.encoder.member(s), run.model.decoder.member(s)
        with torch.no_grad():
            theirs = encoder(torch.tensor(x, dtype=torch.float32))
            decoded = decoder(torch.tensor(z))
            reconstructed = decoder(theirs[:, :3])
        if kind == "bernoulli":
            decoded, reconstructed = decoded.sigmoid(), reconstructed.sigmoid()
        np.testing.assert_allclose(mean[s], theirs[:, :3], rtol=1e-5, atol=1e-6)
        np.testing.assert_allclose(logvar[s], theirs[:, 3:], rtol=1e-5, atol=1e-6)
        np.testing.assert_allclose(run.decode(z)[s], decoded, rtol=1e-5, atol=1e-6)
        np.testing.assert_allclose(run.reconstruct(x)[s], reconstructed, rtol=1e-5, atol=1e-6)
    per_seed = np.stack((z, z + 1))
    np.testing.assert_allclose(run.decode(per_seed)[1], run.decode(z + 1)[1], rtol=1e-5)


def test_fakes_come_from_one_fixed_z_of_the_prior():
    run = start(small_config(decoder=MLP((3, 2))))
    first = run.fakes(5000)
    assert first.shape == (2, 5000, 2)
    np.testing.assert_array_equal(first, run.fakes(5000))
    assert np.abs(first - run.fakes(5000, seed=1)).min() > 0
    for s in range(2):  # a linear decoder of N(0, I): covariance W Wᵀ
        w = run.model.decoder.weights[0][s].detach().numpy()
        np.testing.assert_allclose(np.cov(first[s].T), w.T @ w, atol=0.1 * np.square(w).sum())


def test_measures_of_fakes_work_on_it():
    run = start(small_config())
    assert isinstance(run, metrics.samples.Fakes)
    assert metrics.w1_measure(cloud(), n=100)(run).shape == (2,)


@pytest.mark.parametrize("kind", KINDS)
def test_one_draw_of_the_bound_is_the_elbo_in_expectation_and_more_are_higher(kind):
    config = small_config(**KINDS[kind])
    run, x = start(config), data(config, n=100)
    for _ in range(10):
        run.iterate()
    many = np.stack([vae.log_likelihood_bound(run, x, 1, seed).mean(-1) for seed in range(100)])
    below = vae.elbo(run, x, 100)
    assert below.shape == (2, 100)
    error = many.std(0, ddof=1) / 10
    assert (np.abs(many.mean(0) - below.mean(-1)) < 5 * error).all()
    assert (vae.log_likelihood_bound(run, x, 100).mean(-1) > below.mean(-1)).all()
    np.testing.assert_array_equal(vae.elbo(run, x, 3, seed=1), vae.elbo(run, x, 3, seed=1))
    assert (vae.elbo(run, x, 3, seed=1) != vae.elbo(run, x, 3, seed=2)).all()


# Refusals ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"likelihood": "poisson"}, "unknown likelihood 'poisson'; known: bernoulli, gaussian"),
        ({"optimiser": "sgd"}, "unknown optimiser 'sgd'; known: adam, rmsprop"),
        ({"batch": 0}, "batch must be at least 1, got 0"),
        ({"iterations": 0}, "iterations must be at least 1, got 0"),
        ({"lr": 0.0}, "lr must be finite and above 0, got 0.0"),
        ({"betas": (0.9, 1.0)}, r"betas and average must be in \[0, 1\)"),
        ({"beta": -1.0}, "beta must be finite and at least 0, .* got -1.0"),
        ({"beta": (1.0, float("nan"))}, r"beta must be finite and at least 0, .* got \(1.0, nan\)"),
        ({"beta": ()}, r"beta must be .* got \(\)"),
        ({"std": 0.0}, "std must be finite and above 0, or None, got 0.0"),
        ({"std": float("inf")}, "std must be finite and above 0, or None, got inf"),
        (
            {"std": 0.5, "likelihood": "bernoulli"},
            "std belongs to the gaussian likelihood, got 0.5 with 'bernoulli'",
        ),
        (
            {"encoder": MLP((2, 3))},
            "takes codes of 3 dimensions .* encoder must give 6 numbers, .* but it gives 3",
        ),
        ({"decoder": MLP((3, 4))}, "makes samples of 4 dimensions .*, but the encoder takes 2"),
        ({"encoder": MLP((2, 6), output="tanh")}, "the encoder's output is bounded: MLP"),
        (
            {"decoder": MLP((3, 2), output="sigmoid"), "likelihood": "bernoulli"},
            "takes logits, which may be any numbers, but the decoder's output is bounded: MLP",
        ),
        ({"encoder": Autoencoder((2, 1))}, "encoder must give 6 numbers, .* but it gives 1"),
    ],
)
def test_configurations_that_make_no_sense_are_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        small_config(**changes)


def test_a_gaussian_decoder_may_be_bounded():
    assert small_config(decoder=MLP((3, 2), output="sigmoid")).learns_std


@pytest.mark.parametrize(
    ("x", "message"),
    [
        (cloud(dim=3), r"x has 3 dimensions \(shape \(200, 3\)\), but the network takes 2"),
        (np.zeros((3, 5, 2)), r"x holds data for 3 seeds .* but there are 2"),
        (np.zeros((0, 2)), "not empty"),
        (np.array([[0.0, np.nan]]), "x must be finite, but 1 of 2 values are NaN"),
        (
            np.array([[-1.0, 0.5], [1.0, 2.5], [0.0, 1.0]]),
            r"x must lie in \[0, 1\] under the bernoulli likelihood, but 2 of 6 values do not: "
            "they go from -1 to 2.5",
        ),
    ],
)
def test_data_that_does_not_fit_is_refused(x, message):
    config = small_config(likelihood="bernoulli")
    with pytest.raises(ValueError, match=message):
        start(config, x)
    run = start(config)
    for bound in (vae.elbo, vae.log_likelihood_bound):
        with pytest.raises(ValueError, match=message):
            bound(run, x)


def test_other_slips_are_refused():
    with pytest.raises(ValueError, match="beta has 3 values, but there are 2 seeds"):
        start(small_config(beta=(1.0, 2.0, 3.0)))
    with pytest.raises(ValueError, match="seeds must be integers of at least 0"):
        start(small_config(), seeds=())
    with pytest.raises(ValueError, match="capture=True needs a CUDA device"):
        start(small_config(), capture=True)
    run = start(small_config())
    for bound in (vae.elbo, vae.log_likelihood_bound):
        with pytest.raises(ValueError, match="samples must be at least 1, got 0"):
            bound(run, cloud(5), 0)
    with pytest.raises(ValueError, match=r"z has 2 dimensions .* but the network takes 3"):
        run.decode(cloud(5))


def test_the_data_is_copied():
    x = cloud()
    run, other = start(small_config(), x), start(small_config(), copy.copy(x))
    x[:] = 100.0
    run.iterate()
    other.iterate()
    assert all(torch.equal(p, q) for p, q in zip(weights(run), weights(other), strict=True))


def test_settings_are_json_and_name_everything():
    back = json.loads(json.dumps(start(small_config(beta=(1.0, 2.0))).settings()))
    assert set(back) == {f.name for f in dataclasses.fields(Config)} | {"data"}
    assert back["encoder"]["widths"] == [2, 8, 6]
    assert back["decoder"]["name"] == "MLP"
    assert (back["likelihood"], back["std"], back["beta"]) == ("gaussian", None, [1.0, 2.0])
    assert back["data"]["x"] == [200, 2]
    other = start(small_config(beta=(1.0, 2.0)), cloud(seed=1)).settings()
    assert back["data"]["digest"] != other["data"]["digest"]


def test_it_says_what_it_is():
    run = start(small_config())
    run.iterate()
    assert repr(run) == "VAERun(gaussian, latent 3, 2 seeds, iteration 1 of 40, cpu)"
