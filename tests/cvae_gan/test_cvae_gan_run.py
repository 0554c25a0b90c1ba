"""A run of CVAE-GANs: one step written out, who learns from what, independent seeds, refusals."""

import json
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn

from gantutor import constraints, objectives
from gantutor.cvae_gan import SIMPLE, Weights, gradient_norms
from gantutor.nets import MLP, Activation, Autoencoder, BatchNorm, Conv, ConvNet, Dense, Reshape
from gantutor.recording import record
from gantutor.training import CHUNK, play
from gantutor.vae import gaussian_kl
from tests.cvae_gan.small import CLASSES, DIM, LATENT, labelled_cloud, small_config, start

KINDS = {
    "full": {},
    "simple": {"weights": SIMPLE},
    "wgan-gp": {
        "weights": SIMPLE,
        "objective": "wasserstein",
        "constraint": constraints.GradientPenalty(1.0),
    },
}
NETWORKS = ("encoder", "decoder", "classifier", "discriminator")


def weights(run):
    return {
        name: [p.detach().clone() for p in n.parameters()] for name, n in run.networks().items()
    }


def numbers(curves):
    return np.stack(list(curves.values()))


def moved(before, after):
    return {
        name: any(not torch.equal(p, q) for p, q in zip(before[name], after[name], strict=True))
        for name in NETWORKS
    }


# One step ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_an_iteration_is_the_algorithm_written_out(kind):
    """Ordinary modules, torch's losses, four optimisers, and the same draws: the same weights."""
    config = small_config(decay=False, **KINDS[kind])
    run = start(config, seeds=(7,))
    mine = {name: network.member(0) for name, network in run.networks().items()}
    optimisers = {
        name: torch.optim.Adam(m.parameters(), lr=config.lr, betas=config.betas)
        for name, m in mine.items()
    }
    encoder, decoder, classifier, discriminator = (mine[name] for name in NETWORKS)
    past: dict[str, torch.Tensor] = {}
    w = config.weights
    for i in range(CHUNK + 2):
        drawn = run.draws(i)
        x, label = run.x[drawn.rows[0]], run.labels[drawn.rows[0]]
        mean, logvar = encoder(torch.cat((x, label), 1)).chunk(2, -1)
        z = mean + logvar.exp().sqrt() * drawn.noise[0]
        x_f = decoder(torch.cat((z, label), 1))
        x_p = decoder(torch.cat((drawn.prior[0], label), 1))

        by_c = nn.functional.cross_entropy(classifier(x), label.argmax(1))
        step(optimisers["classifier"], by_c)

        fx = discriminator(x)
        both = [discriminator(fake.detach()) for fake in (x_f, x_p)]
        if kind == "wgan-gp":
            by_d = 0.5 * (both[0].mean() + both[1].mean()) - fx.mean()
            u = drawn.u[0]
            points = torch.cat(
                (u[:16] * x + (1 - u[:16]) * x_f, u[16:] * x + (1 - u[16:]) * x_p)
            ).detach()
            points.requires_grad_()
            (slope,) = torch.autograd.grad(discriminator(points).sum(), points, create_graph=True)
            by_d = by_d + (slope.norm(dim=1) - 1).square().mean()
        else:
            entropy = nn.functional.binary_cross_entropy_with_logits
            by_d = entropy(fx, torch.ones_like(fx))
            by_d = by_d + 0.5 * sum(entropy(f, torch.zeros_like(f)) for f in both)
        step(optimisers["discriminator"], by_d)

        f_d, f_c = discriminator[:-1], classifier[:-1]
        kl = 0.5 * (mean**2 + logvar.exp() - logvar - 1).sum(1).mean()
        pixels = 0.5 * (x - x_f).square().sum(1).mean()
        if kind == "full":
            pairs = pixels + sum(0.5 * (f(x) - f(x_f)).square().sum(1).mean() for f in (f_d, f_c))
            reached = torch.zeros(())
            for name, f, groups in (
                ("d", f_d, [torch.ones(16, dtype=torch.bool)]),
                ("c", f_c, [label[:, c] == 1 for c in range(CLASSES)]),
            ):
                for c, group in enumerate(groups):
                    if group.any():
                        m = f(x_p)[group].mean(0)
                        for side, value in (("real", f(x)[group].mean(0)), ("fake", m)):
                            total, weight = past.get((name, c, side), (0.0, 0.0))
                            total = config.keep * total + (1 - config.keep) * value.detach()
                            weight = config.keep * weight + 1 - config.keep
                            past[name, c, side] = total, weight
                        real, fake = (
                            past[name, c, side][0] / past[name, c, side][1]
                            for side in ("real", "fake")
                        )
                        reached = reached + 1e-3 * ((fake - real) * m).sum()
            of_encoder = 3 * kl + pairs
            of_decoder = pairs + reached
        else:
            fooling = -discriminator(x_p).mean()
            if kind == "simple":
                fooling = nn.functional.softplus(-discriminator(x_p)).mean()
            right = nn.functional.cross_entropy(classifier(x_p), label.argmax(1))
            of_encoder = kl + pixels
            of_decoder = pixels + w.fooling * fooling + w.labelling * right
        for name, loss in (("encoder", of_encoder), ("decoder", of_decoder)):
            optimisers[name].zero_grad()
            gradients = torch.autograd.grad(loss, list(mine[name].parameters()), retain_graph=True)
            for p, g in zip(mine[name].parameters(), gradients, strict=True):
                p.grad = g
        for name in ("encoder", "decoder"):
            optimisers[name].step()
        run.iterate()
    for name, network in run.networks().items():
        pairs = zip(network.member(0).parameters(), mine[name].parameters(), strict=True)
        for p, q in pairs:
            torch.testing.assert_close(
                p, q, rtol=2e-3, atol=1e-4, msg=lambda m, n=name: f"{n}: {m}"
            )


def step(optimiser, loss):
    optimiser.zero_grad()
    loss.backward(retain_graph=True)
    optimiser.step()


def only(**on):
    """Weights with these terms alone."""
    return Weights(**(dict.fromkeys(vars(Weights()), 0.0) | on))


LEARNERS = {
    "kl": {"encoder"},
    "pixels": {"encoder", "decoder"},
    "discriminator_pairs": {"encoder", "decoder"},
    "classifier_pairs": {"encoder", "decoder"},
    "discriminator_means": {"decoder"},
    "classifier_means": {"decoder"},
    "fooling": {"decoder"},
    "labelling": {"decoder"},
}


@pytest.mark.parametrize("term", LEARNERS)
def test_who_learns_from_what(term):
    """More of one term in a step changes exactly those networks that are to learn from it."""
    base = only(kl=1.0, pixels=1.0)
    more = replace(base, **{term: getattr(base, term) + 1.0})
    one, other = (start(small_config(weights=w)) for w in (base, more))
    one.iterate()
    other.iterate()
    found = {name for name, did in moved(weights(one), weights(other)).items() if did}
    assert found == LEARNERS[term]


def test_which_losses_depend_on_which_networks():
    """Gradients that are exactly zero, and those that are there but not used."""
    found = gradient_norms(start())
    depends = {
        loss: {name for name, norm in by.items() if (norm > 0).all()} for loss, by in found.items()
    }
    assert depends == {
        "classification": {"classifier"},
        "discrimination": {"discriminator"},
        "kl": {"encoder"},
        "pixels": {"encoder", "decoder"},
        "discriminator_pairs": {"encoder", "decoder", "discriminator"},
        "classifier_pairs": {"encoder", "decoder", "classifier"},
        "discriminator_means": {"decoder", "discriminator"},
        "classifier_means": {"decoder", "classifier"},
        "fooling": {"decoder", "discriminator"},
        "labelling": {"decoder", "classifier"},
    }
    for by in found.values():
        for norm in by.values():
            assert ((norm == 0) | (norm > 1e-6)).all()


def test_the_judges_do_not_learn_from_the_generator_s_loss():
    """Whatever encoder and decoder are trained for, the classifier is the same to the last bit."""
    one, other = (start(small_config(weights=w)) for w in (Weights(), SIMPLE))
    for _ in range(5):
        one.iterate()
        other.iterate()
    a, b = weights(one), weights(other)
    assert not moved(a, b)["classifier"], "it sees real samples alone"
    assert moved(a, b)["decoder"] and moved(a, b)["discriminator"]


def test_a_term_of_weight_zero_is_not_computed(monkeypatch):
    run = start(small_config(weights=only(kl=1.0, pixels=1.0)))
    calls = {name: 0 for name in ("classifier", "discriminator")}
    for name in calls:
        network = getattr(run, name)
        original = network.with_features

        def counted(x, name=name, original=original):
            calls[name] += 1
            return original(x)

        monkeypatch.setattr(network, "with_features", counted)
    run.iterate()
    assert calls == {"classifier": 1, "discriminator": 1}, "their own losses, and nothing else"


def test_fakes_have_the_label_of_their_row():
    """What the decoder is told, in reconstructions and in prior samples, is the row's label."""
    run = start()
    told = []
    original = run.autoencoder.decoder.forward
    run.autoencoder.decoder.forward = lambda x: told.append(x) or original(x)
    drawn = run.draws(0)
    batch = run.batch(drawn)
    (inputs,) = told
    assert inputs.shape == (2, 32, LATENT + CLASSES)
    labels = np.array(labelled_cloud()[1])[drawn.rows.numpy()]
    for half in inputs.split(16, dim=1):
        assert (half[..., LATENT:].argmax(-1).numpy() == labels).all()
        assert (half[..., LATENT:].sort(-1).values == torch.tensor([0.0, 0.0, 1.0])).all()
    assert (batch.label.argmax(-1).numpy() == labels).all()
    torch.testing.assert_close(inputs[:, 16:, :LATENT], drawn.prior)


def test_reconstructions_and_prior_samples_weigh_as_much_as_real_ones():
    """A constant added to a Wasserstein critic changes nothing."""
    run = start(small_config(objective="wasserstein", constraint="free"))
    drawn = run.draws(0)
    batch = run.batch(drawn)
    before = run.discrimination(batch, drawn.u)
    with torch.no_grad():
        run.discriminator.biases[-1].add_(5.0)
    torch.testing.assert_close(run.discrimination(batch, drawn.u), before, rtol=1e-4, atol=1e-5)
    fx, f_f, f_p = (
        run.discriminator(t).mean((1, 2)) for t in (batch.x, batch.reconstruction, batch.prior)
    )
    torch.testing.assert_close(before, (f_f + f_p) / 2 - fx, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("objective", sorted(objectives.OBJECTIVES))
@pytest.mark.parametrize("constraint", sorted(constraints.CONSTRAINTS))
def test_every_objective_and_constraint_makes_a_discriminator(objective, constraint):
    config = small_config(weights=SIMPLE, objective=objective, constraint=constraint)
    run = start(config)
    before = weights(run)
    *_, last = play(run, every=5, until=5)
    assert all(np.isfinite(values).all() for values in last.curves.values())
    assert all(moved(before, weights(run)).values())


# Seeds as a dimension -------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_seed_in_a_batch_is_the_seed_alone(kind):
    config = small_config(**KINDS[kind])
    together = start(config, seeds=(3, 5, 8))
    for s, seed in enumerate((3, 5, 8)):
        alone = start(config, seeds=(seed,))
        together = together if s == 0 else start(config, seeds=(3, 5, 8))
        for _ in range(10):
            together.iterate()
            alone.iterate()
        close = {"rtol": 1e-3, "atol": 1e-4}
        many, one = weights(together), weights(alone)
        for name in NETWORKS:
            for p, q in zip(many[name], one[name], strict=True):
                torch.testing.assert_close(p[s], q[0], **close)
        np.testing.assert_allclose(
            numbers(together.measure())[:, s], numbers(alone.measure())[:, 0], **close
        )
        np.testing.assert_allclose(together.fakes(9)[s], alone.fakes(9)[0], **close)


def test_data_for_each_seed():
    sets = [labelled_cloud(seed=s) for s in range(3)]
    x, labels = np.stack([a for a, _ in sets]), np.stack([b[::-1] for _, b in sets])
    together = start(data=(x, labels), seeds=(0, 1, 2))
    alone = start(data=(x[2], labels[2]), seeds=(2,))
    for _ in range(10):
        together.iterate()
        alone.iterate()
    np.testing.assert_allclose(
        numbers(together.measure())[:, 2], numbers(alone.measure())[:, 0], rtol=1e-3, atol=1e-4
    )


def test_networks_of_a_run_start_apart():
    run = start(small_config(classifier=MLP((DIM, 7, CLASSES)), discriminator=MLP((DIM, 7, 1))))
    assert not torch.equal(run.classifier.weights[0], run.discriminator.weights[0])


# Convolutions and normalisations ------------------------------------------------------------------


def test_convolutions_get_the_label_as_planes():
    """A run on pictures of 2 × 2, with BatchNorm in encoder, decoder and classifier."""
    config = small_config(
        encoder=ConvNet(
            (1 + CLASSES, 2, 2),
            (Conv(5, kernel=2), BatchNorm(), Activation("relu"), Dense(2 * LATENT)),
        ),
        decoder=ConvNet(
            (LATENT + CLASSES,),
            (Dense(8), BatchNorm(), Activation("relu"), Dense(4), Reshape((1, 2, 2))),
        ),
        classifier=ConvNet(
            (1, 2, 2), (Conv(4, kernel=2), BatchNorm(), Activation("relu"), Dense(CLASSES))
        ),
        discriminator=ConvNet((1, 2, 2), (Conv(4, kernel=2), Activation("leaky_relu"), Dense(1))),
    )
    assert config.repeats == 4
    run = start(config)
    seen = []
    original = run.autoencoder.encoder.forward
    run.autoencoder.encoder.forward = lambda x: seen.append(x) or original(x)
    batch = run.batch(run.draws(0))
    planes = seen[0].reshape(2, 16, 1 + CLASSES, 4)
    torch.testing.assert_close(planes[:, :, 0], batch.x)
    assert (planes[:, :, 1:] == batch.label[..., None]).all()
    run.autoencoder.encoder.forward = original
    *_, last = play(run, every=20, until=20)
    assert all(np.isfinite(values).all() for values in last.curves.values())


# Looking -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_looking_changes_nothing(kind):
    config = small_config(**KINDS[kind])
    looked, blind = start(config), start(config)
    x, labels = labelled_cloud(9)
    for _ in range(3):
        looked.measure()
        looked.fakes(10)
        looked.reconstruct(x, labels)
        looked.classify(x)
        looked.score(x)
        gradient_norms(looked)
        looked.iterate()
        blind.iterate()
    assert not any(moved(weights(looked), weights(blind)).values())
    assert all(n.training for n in looked.networks().values())
    np.testing.assert_array_equal(numbers(looked.measure()), numbers(looked.measure()))


def test_curves_are_the_losses():
    run = start(small_config(batch=64))
    for _ in range(5):
        run.iterate()
    curves = run.measure()
    assert list(curves) == [
        "loss", "classification", "discrimination", *LEARNERS, "gap", "accuracy",
    ]  # fmt: skip
    w = run.config.weights
    total = sum(getattr(w, name) * curves[name] for name in LEARNERS)
    np.testing.assert_allclose(curves["loss"], total, rtol=1e-5)
    # The same from what the run shows to everybody, on all data: within a batch's error.
    x, labels = labelled_cloud()
    mean, logvar = (torch.tensor(t) for t in run.encode(x, labels))
    kl = gaussian_kl(mean, logvar)
    assert (np.abs(curves["kl"] - kl.mean(-1).numpy()) < 5 * kl.std().item() / 8).all()
    right = run.classify(x).argmax(-1) == labels
    np.testing.assert_allclose(curves["accuracy"], right.mean(-1), atol=0.25)
    logs = np.log(run.classify(x)[:, np.arange(len(x)), labels])
    np.testing.assert_allclose(curves["classification"], -logs.mean(-1), rtol=0.3)


def test_what_is_shown_agrees_with_the_ordinary_networks():
    run = start()
    x, labels = labelled_cloud(6)
    z = np.random.default_rng(0).normal(size=(6, LATENT)).astype(np.float32)
    hot = torch.eye(CLASSES)[torch.tensor(labels)]
    for s in range(2):
        mine = {name: network.member(s) for name, network in run.networks().items()}
        with torch.no_grad():
            coded = mine["encoder"](torch.cat((torch.tensor(x), hot), 1))
            decoded = mine["decoder"](torch.cat((torch.tensor(z), hot), 1))
            again = mine["decoder"](torch.cat((coded[:, :LATENT], torch.eye(CLASSES)[[1] * 6]), 1))
            law = mine["classifier"](torch.tensor(x)).softmax(-1)
            value = mine["discriminator"](torch.tensor(x))[:, 0]
        close = {"rtol": 1e-4, "atol": 1e-6}
        np.testing.assert_allclose(run.encode(x, labels)[0][s], coded[:, :LATENT], **close)
        np.testing.assert_allclose(run.encode(x, labels)[1][s], coded[:, LATENT:], **close)
        np.testing.assert_allclose(run.decode(z, labels)[s], decoded, **close)
        np.testing.assert_allclose(run.reconstruct(x, labels, to=1)[s], again, **close)
        np.testing.assert_allclose(run.classify(x)[s], law, **close)
        np.testing.assert_allclose(run.score(x)[s], value, **close)
    np.testing.assert_array_equal(run.decode(z, labels), run.decode(z, np.eye(CLASSES)[labels]))
    np.testing.assert_array_equal(run.decode(z, 2), run.decode(z, [2] * 6))


def test_fakes_come_from_one_fixed_z_and_every_class_in_turn():
    run = start()
    first = run.fakes(7)
    assert first.shape == (2, 7, DIM)
    np.testing.assert_array_equal(first, run.fakes(7))
    np.testing.assert_array_equal(first, run.fakes(7, labels=[0, 1, 2, 0, 1, 2, 0]))
    assert np.abs(first - run.fakes(7, seed=1)).min() > 0
    of_one = run.fakes(7, labels=1)
    assert (np.abs(of_one - first).max(-1) > 0).tolist() == [[c % 3 != 1 for c in range(7)]] * 2


def test_it_learns_to_draw_what_it_is_told():
    """Points about three centres: each fake lies nearest to the centre of its label."""
    x, labels = labelled_cloud(600)
    centres = np.stack([x[labels == c].mean(0) for c in range(CLASSES)])
    run = start(small_config(weights=SIMPLE, iterations=600, lr=5e-3), (x, labels))
    *_, _ = play(run, every=600)
    assert (np.mean(run.classify(x).argmax(-1) == labels, axis=-1) > 0.95).all()
    fakes = run.fakes(300)
    nearest = np.linalg.norm(fakes[:, :, None] - centres, axis=-1).argmin(-1)
    assert (nearest == np.arange(300) % CLASSES).mean() > 0.9
    swapped = run.reconstruct(x[labels == 0], 0, to=2)
    assert (np.linalg.norm(swapped[:, :, None] - centres, axis=-1).argmin(-1) == 2).mean() > 0.9


def test_it_is_recorded_with_its_settings():
    run = start(small_config(iterations=4))
    history = record(run, every=2)
    assert history["kl"].shape == (3, 2)
    assert history.settings["weights"]["discriminator_means"] == 1e-3
    assert history.settings == json.loads(json.dumps(run.settings()))
    assert history.settings["data"]["x"] == [120, DIM]


def test_the_digest_knows_the_labels():
    x, labels = labelled_cloud()
    one, other = start(data=(x, labels)), start(data=(x, (labels + 1) % 3))
    assert one.settings() != other.settings()


# Refusals ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"optimiser": "sgd"}, "unknown optimiser 'sgd'; known: adam, rmsprop"),
        ({"objective": "elbo"}, "unknown objective 'elbo'"),
        ({"constraint": "wish"}, "unknown constraint 'wish'"),
        ({"batch": 0}, "batch must be at least 1, got 0"),
        ({"keep": 1.0}, r"keep must be in \[0, 1\), got 1.0"),
        ({"lr": -1.0}, "lr must be finite and above 0, got -1.0"),
        ({"classifier": MLP((DIM, CLASSES))}, "the classifier must be an MLP with a hidden layer"),
        (
            {"discriminator": Autoencoder((DIM, 2))},
            "the discriminator must be an MLP with a hidden layer or a ConvNet",
        ),
        ({"classifier": MLP((5, 7, 3))}, "samples of 4 dimensions .* but the classifier takes 5"),
        ({"discriminator": MLP((DIM, 7, 2))}, "a discriminator gives one number, but it has 2"),
        ({"classifier": MLP((DIM, 7, 3), output="sigmoid")}, "a logit, any number, for each"),
        ({"decoder": MLP((3, 8, DIM))}, "at least 4 in all, but it takes 3"),
        ({"encoder": MLP((7, 8, 5))}, "the encoder must give 4 numbers, .* but it gives 5"),
        ({"encoder": MLP((8, 8, 4))}, r"takes a sample and its label, 4 \+ 3 numbers .* takes 8"),
        ({"encoder": MLP((4, 8, 4))}, r"takes a sample and its label, 4 \+ 3 numbers .* takes 4"),
        ({"encoder": MLP((7, 8, 4), output="tanh")}, "the encoder's output is bounded"),
    ],
)
def test_a_configuration_that_makes_no_sense_is_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        small_config(**changes)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"kl": -1.0}, "weight 'kl' must be finite and at least 0, got -1.0"),
        ({"fooling": float("nan")}, "weight 'fooling' must be finite"),
        (dict.fromkeys(vars(Weights()), 0.0) | {"fooling": 1.0}, "the encoder would learn nothing"),
        (dict.fromkeys(vars(Weights()), 0.0) | {"kl": 1.0}, "the decoder would learn nothing"),
    ],
)
def test_weights_that_make_no_sense_are_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        Weights(**changes)


def test_data_that_do_not_fit_are_refused():
    x, labels = labelled_cloud()
    for bad, message in (
        ((x[:, :3], labels), "x has 3 dimensions"),
        ((x * np.nan, labels), "x must be finite"),
        ((x, labels[:-1]), r"labels must have the shape \(120,\), .* got \(119,\)"),
        ((x, labels.astype(float)), "labels must be integers, got float64"),
        ((x, labels + 1), r"labels must be from 0 to 2, got \[3\]"),
        ((x, labels - 1), r"labels must be from 0 to 2, got \[-1\]"),
        ((x, labels % 2), r"samples of each of the 3 classes, none of \[2\]"),
    ):
        with pytest.raises(ValueError, match=message):
            start(data=bad)
    with pytest.raises(ValueError, match="capture=True needs a CUDA device"):
        start(capture=True)
    penalty = constraints.GradientPenalty((1.0, 2.0, 3.0))
    with pytest.raises(ValueError, match="has 3 values, but there are 2 seeds"):
        start(small_config(constraint=penalty))


def test_what_cannot_be_shown_is_refused():
    run = start()
    z = np.zeros((5, LATENT))
    for call, message in (
        (lambda: run.decode(z[:, :1], 0), r"z must be \(n, 2\) or \(2, n, 2\), got \(5, 1\)"),
        (lambda: run.decode(np.zeros((3, 5, LATENT)), 0), r"got \(3, 5, 2\)"),
        (lambda: run.decode(z, [0, 1]), r"labels must have the shape \(5,\), .* got \(2,\)"),
        (lambda: run.decode(z, 3), r"labels must be from 0 to 2, got \[3\]"),
        (lambda: run.decode(z, np.zeros((5, 2))), r"must be finite and \(5, 3\), got \(5, 2\)"),
        (lambda: run.fakes(4, labels=[0.5] * 4), "labels must be integers, got float64"),
    ):
        with pytest.raises(ValueError, match=message):
            call()
