"""Games of convolutional networks: statistics of a batch, dropout, evaluation mode, keeping."""

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from gantutor.constraints import GradientPenalty
from gantutor.data import digits
from gantutor.gan import Config, start
from gantutor.nets import (
    Activation,
    BatchNorm,
    Conv,
    ConvNet,
    ConvTranspose,
    Dense,
    Dropout,
    LayerNorm,
    Reshape,
)
from gantutor.training import captured, load, play, save

leaky, relu = Activation("leaky_relu"), Activation("relu")
by_two = {"kernel": 4, "stride": 2, "padding": 1}


@pytest.fixture(autouse=True)
def on_the_cpu(monkeypatch):
    monkeypatch.setenv("GANTUTOR_DEVICE", "cpu")


def generator(*more):
    return ConvNet(
        (6,),
        (
            Dense(8 * 2 * 2, bias=False),
            BatchNorm(),
            Reshape((8, 2, 2)),
            relu,
            *more,
            ConvTranspose(6, **by_two, bias=False),
            BatchNorm(),
            relu,
            ConvTranspose(1, **by_two),
        ),
        output="tanh",
    )


def critic(*more):
    layers = (Conv(6, **by_two), leaky, Conv(8, **by_two, bias=False), *more, leaky, Dense(1))
    return ConvNet((1, 8, 8), layers)


WGAN_GP = {"critic": critic(LayerNorm()), "generator": generator()}
DCGAN = {
    "critic": critic(BatchNorm()),
    "generator": generator(),
    "objective": "nonsaturating",
    "constraint": "free",
    "lr": 2e-3,
    "betas": (0.5, 0.9),
}
KINDS = {
    "WGAN-GP": WGAN_GP,
    "DCGAN": DCGAN,
    "DCGAN, joint batch": {**DCGAN, "joint_batch": True},
    "dropout": {
        "critic": critic(LayerNorm(), Dropout(0.3)),
        "generator": ConvNet((6,), (Dense(20), relu, Dropout(0.3), Dense(64)), output="tanh"),
    },
    "dropout and statistics": {
        **DCGAN,
        "critic": critic(BatchNorm(), Dropout(0.3)),
        "generator": generator(Dropout(0.3)),
    },
}


def config(kind="DCGAN", **changes):
    settings = {"batch": 8, "n_critic": 2, "iterations": 12}
    return Config(**(settings | KINDS[kind] | changes))


def images(n=200):
    return digits().images[:n]


def game(kind="DCGAN", seeds=(0, 1), **changes):
    return start(config(kind, **changes), images(), seeds=seeds)


def state(run):
    """Every weight and every running statistic of all three networks."""
    networks = (run.critic, run.generator, run.averaged)
    return [t.detach().clone() for n in networks for t in n.state_dict().values()]


def statistics(network):
    return [b.clone() for b in network.buffers() if b.is_floating_point()]


def same(a, b):
    return all(torch.equal(p, q) for p, q in zip(a, b, strict=True))


# It trains -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_every_weight_and_statistic_moves_and_all_stays_finite(kind):
    run = game(kind)
    before = state(run)
    *_, last = play(run)
    assert all(np.isfinite(values).all() for values in last.curves.values())
    after = state(run)
    assert all(t.isfinite().all() for t in after)
    still = [a.shape for a, b in zip(before, after, strict=True) if torch.equal(a, b)]
    # A Wasserstein critic's last bias is in both of its terms, and they cancel.
    assert still == ([(2, 1, 1)] if run.config.objective.name == "wasserstein" else [])


@pytest.mark.parametrize("kind", ["WGAN-GP", "DCGAN"])
def test_the_mean_digit_is_learned(kind):
    run = game(kind, batch=16, iterations=80, lr=8e-3, average=0.9)
    mean = images().mean(0)

    def error():
        return np.square(run.fakes(200).mean(1) - mean).mean(-1)

    before = error()
    for _ in play(run, every=80):
        pass
    assert (error() < before / 2).all()


def test_an_iteration_is_the_algorithm_written_out():
    """A DCGAN's two iterations on ordinary modules with the same draws: weights, statistics."""
    x = torch.tensor(images())
    settings = config("DCGAN", lr=1e-3, decay=False, average=0.5)
    run = start(settings, x, seeds=(7,))
    f, g, averaged = run.critic.member(0), run.generator.member(0), run.averaged.member(0)
    adam = {"lr": settings.lr, "betas": settings.betas}
    of_critic = torch.optim.Adam(f.parameters(), **adam)
    of_generator = torch.optim.Adam(g.parameters(), **adam)
    for i in range(2):
        drawn = run.draws(i)
        with torch.no_grad():
            fakes = [g(z) for z in drawn.z_critic[0].split(settings.batch)]
        for k in range(settings.n_critic):
            real = f(x[drawn.real[k, 0]])
            loss = F.softplus(-real).mean() + F.softplus(f(fakes[k])).mean()
            of_critic.zero_grad()
            loss.backward()
            of_critic.step()
        of_generator.zero_grad()
        F.softplus(-f(g(drawn.z_generator[0]))).mean().backward()
        of_generator.step()
        with torch.no_grad():
            for a, p in zip(averaged.parameters(), g.parameters(), strict=True):
                a.mul_(0.5).add_(p, alpha=0.5)
        run.iterate()
    averaged.load_state_dict(g.state_dict() | dict(averaged.named_parameters()))
    for batched, alone in ((run.critic, f), (run.generator, g), (run.averaged, averaged)):
        found, wanted = batched.member(0).state_dict(), alone.state_dict()
        assert found.keys() == wanted.keys()
        for name in found.keys() - {n for n in found if "num_batches" in n}:
            torch.testing.assert_close(found[name], wanted[name], rtol=1e-3, atol=1e-5)


@pytest.mark.parametrize("joint", [False, True])
def test_real_and_fake_have_statistics_of_their_own_unless_asked_for(joint):
    """The running mean after one critic step, by hand."""
    plain = ConvNet((6,), (Dense(64),), output="tanh")
    critic = ConvNet((1, 8, 8), (Conv(3, kernel=3), BatchNorm(), leaky, Dense(1)))
    run = game("DCGAN", critic=critic, generator=plain, joint_batch=joint)
    (x, y, _), *_ = run.batches(run.draws(0))
    expected = []
    for s in range(2):
        conv = run.critic.member(s)[1]
        a, b = (conv(t[s].view(-1, 1, 8, 8)).mean((0, 2, 3)) for t in (x, y))
        assert (a - b).abs().max() > 0.01
        expected.append(0.1 * (a + b) / 2 if joint else 0.9 * (0.1 * a) + 0.1 * b)
    run.critic_step()
    found = run.critic.layers[1].running_mean
    torch.testing.assert_close(found, torch.stack(expected).detach(), rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("kind", KINDS)
def test_steps_by_hand_are_an_iteration(kind):
    """Running statistics too: each forward pass moves them, so none may be made twice."""
    by_hand, whole = game(kind), game(kind)
    for _ in range(3):
        by_hand.critic_step()
        by_hand.critic_step()
        by_hand.generator_step()
        whole.iterate()
    assert same(state(by_hand), state(whole))


@pytest.mark.parametrize("kind", KINDS)
def test_a_game_in_a_batch_is_the_game_alone(kind):
    together, alone = game(kind, seeds=(3, 5, 8)), game(kind, seeds=(5,))
    for _ in range(3):
        together.iterate()
        alone.iterate()
    for many, one in zip(state(together), state(alone), strict=True):
        torch.testing.assert_close(many[1], one[0], rtol=1e-3, atol=1e-4)
    np.testing.assert_allclose(together.fakes(9)[1], alone.fakes(9)[0], rtol=1e-3, atol=1e-3)


# Looking ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_looking_changes_nothing(kind):
    looked, blind = game(kind), game(kind)
    for _ in range(3):
        before = [*state(looked), *map(torch.clone, looked.critic.buffers())]
        first = looked.measure()
        looked.fakes(10)
        looked.score(images(5))
        again = looked.measure()
        assert same(before, [*state(looked), *looked.critic.buffers()])
        assert all(np.array_equal(first[name], again[name]) for name in first)
        looked.iterate()
        blind.iterate()
    assert same(state(looked), state(blind))
    assert looked.critic.training
    assert looked.generator.training
    assert not looked.averaged.training


@pytest.mark.parametrize("averaged", [True, False])
@pytest.mark.parametrize("kind", ["DCGAN", "dropout and statistics"])
def test_fakes_are_made_in_evaluation_mode(kind, averaged):
    run = game(kind)
    for _ in range(3):
        run.iterate()
    many, few = run.fakes(32, averaged=averaged), run.fakes(16, averaged=averaged)
    np.testing.assert_allclose(many[:, :16], few, rtol=1e-5, atol=1e-6)
    np.testing.assert_array_equal(few, run.fakes(16, averaged=averaged))
    np.testing.assert_allclose(run.score(many[0])[:, :5], run.score(many[0, :5]), atol=1e-5)


@pytest.mark.parametrize("average", [0.0, 0.9])
def test_the_averaged_generator_carries_the_running_statistics(average):
    run = game(average=average)
    fresh = statistics(run.averaged)
    for _ in range(2):
        run.iterate()
    assert same(statistics(run.averaged), statistics(run.generator))
    assert not any(torch.equal(a, b) for a, b in zip(fresh, statistics(run.averaged), strict=True))
    same_fakes = np.array_equal(run.fakes(8), run.fakes(8, averaged=False))
    assert same_fakes == (average == 0)


# Keeping ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_resumed_run_is_the_uninterrupted_run(kind, tmp_path):
    whole, resumed = game(kind), game(kind)
    for _ in range(5):
        whole.iterate()
    save(whole, tmp_path / "half.ckpt")
    resumed.iterate()  # wherever it was
    load(resumed, tmp_path / "half.ckpt")
    assert same(state(whole), state(resumed))
    *_, a = play(whole)
    *_, b = play(resumed)
    assert same(state(whole), state(resumed))
    assert all(np.array_equal(a[name], b[name]) for name in a.curves)
    np.testing.assert_array_equal(whole.fakes(5), resumed.fakes(5))


def test_a_checkpoint_from_before_the_pretraining_drops_the_same(tmp_path):
    changes = {"objective": "least_squares", "pretraining": 3}
    fresh, used = (game("dropout", **changes) for _ in range(2))
    save(fresh, tmp_path / "first.ckpt")
    used.iterate()
    load(used, tmp_path / "first.ckpt")
    for run in (fresh, used):
        run.iterate()
    assert same(state(fresh), state(used))


def test_a_checkpoint_of_other_layers_is_refused(tmp_path):
    save(game("WGAN-GP"), tmp_path / "c.ckpt")
    other = game("WGAN-GP", critic=critic(LayerNorm(), Dropout(0.1)))
    with pytest.raises(ValueError, match=r"of another run: critic is .*'LayerNorm'.* there and"):
        load(other, tmp_path / "c.ckpt")


class Called:
    """What stands for a CUDA graph where there is none: it calls what was recorded."""

    def __init__(self, call):
        self.replay = call


@pytest.mark.parametrize("kind", KINDS)
def test_replayed_iterations_are_the_iterations(kind, monkeypatch):
    monkeypatch.setattr(captured, "aside", lambda call, device: call())
    monkeypatch.setattr(captured, "captured", lambda call, device: Called(call))
    plain, replayed = game(kind), game(kind)
    replayed.capture = True

    def places():
        networks = (replayed.critic, replayed.generator, replayed.averaged)
        return [t.data_ptr() for n in networks for t in (*n.parameters(), *n.buffers())]

    before = places()
    for run in (plain, replayed):
        for _ in play(run, every=6):
            pass
    assert replayed._captured.graph is not None
    assert same(state(plain), state(replayed))
    assert places() == before  # a graph knows addresses


@pytest.mark.gpu
@pytest.mark.parametrize("kind", KINDS)
def test_captured_and_eager_agree_on_cuda(kind):
    if not torch.cuda.is_available():
        pytest.skip("NOT TESTED: this machine has no cuda device")
    eager, replayed = (
        start(config(kind), images(), seeds=(0, 1), device="cuda", capture=c) for c in (False, True)
    )
    for run in (eager, replayed):
        for _ in play(run, every=6):
            pass
    for a, b in zip(state(eager), state(replayed), strict=True):
        torch.testing.assert_close(a, b, rtol=1e-3, atol=1e-4)


# Refusals --------------------------------------------------------------------------------------


def test_a_penalty_refuses_a_critic_with_batch_normalisation():
    with pytest.raises(ValueError, match=r"must treat each sample by itself.*ConvNet"):
        game("WGAN-GP", critic=critic(BatchNorm()))
    with pytest.raises(ValueError, match="must treat each sample by itself"):
        game("DCGAN", constraint=GradientPenalty(1.0, "zero_centred", "real"))


def test_networks_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match=r"samples of 16 dimensions .*, but the critic takes 64"):
        config(generator=ConvNet((6,), (Dense(16), Reshape((1, 4, 4)))))
    with pytest.raises(ValueError, match="a critic gives one number, but it has 16"):
        config(critic=ConvNet((1, 8, 8), (Conv(1, **by_two),)))
