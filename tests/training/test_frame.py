"""The frame: whatever is a run is played, recorded, interrupted, kept, resumed and captured alike.

The same tests go over games, autoencoders, both of images, and a run of twenty lines that inherits
from nothing. No test here knows what any of them trains.
"""

import copy
import io
import signal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import grimp
import numpy as np
import pytest
import torch

from gantutor import cvae_gan, direct, flows, gan, maps, sequences, vae
from gantutor.nets import (
    MLP,
    Activation,
    BatchNorm,
    Conv,
    ConvNet,
    ConvTranspose,
    Dense,
    Dropout,
    Reshape,
)
from gantutor.recording import record
from gantutor.training import (
    CHUNK,
    CheckpointError,
    Optimiser,
    Run,
    SteppedRun,
    captured,
    checkpoint,
    load,
    play,
    save,
    snapshot,
)

ITERATIONS = CHUNK + 8
POINTS = np.random.default_rng(0).uniform(size=(200, 2)).astype(np.float32)
IMAGES = np.random.default_rng(1).uniform(size=(100, 16)).astype(np.float32)
HALVES = np.arange(200) % 2
TOKENS = np.random.default_rng(2).integers(0, 3, (100, 4))
SEEDS = (3, 5)


class Halving:
    """The protocol and nothing more: one number for each seed, halved again and again."""

    def __init__(self, seeds=SEEDS, start=1.0, interrupt=lambda: None):
        self.seeds, self.device, self.iterations = tuple(seeds), torch.device("cpu"), ITERATIONS
        self.iteration, self.start, self.interrupt = 0, start, interrupt
        self.value = torch.tensor([start + s for s in self.seeds])

    def iterate(self):
        self.value *= 0.5
        self.interrupt()
        self.iteration += 1

    def measure(self):
        return {"value": self.value.numpy()}  # the memory itself: a snapshot has to copy it

    def settings(self):
        return {"start": self.start}

    def state_dict(self):
        return {"iteration": self.iteration, "value": self.value}

    def load_state_dict(self, state):
        iteration = state["iteration"]
        self.value.copy_(state["value"])
        self.iteration = iteration


def encoder(outputs):
    layers = (Conv(3, kernel=3), BatchNorm(), Activation("tanh"), Dropout(0.2), Dense(outputs))
    return ConvNet((1, 4, 4), layers)


def decoder(inputs):
    grown = (BatchNorm(), Activation("tanh"), ConvTranspose(1, kernel=3))
    return ConvNet((inputs,), (Dense(12), Reshape((3, 2, 2)), *grown))


def a_game(seeds=SEEDS, lr=5e-3, device="cpu", **more):
    networks = {"critic": MLP((2, 8, 1)), "generator": MLP((3, 8, 2))}
    config = gan.Config(
        **networks, n_critic=2, batch=16, noise=0.1, noise_decay=True, iterations=ITERATIONS, lr=lr
    )
    return gan.start(config, POINTS, seeds=seeds, device=device, **more)


def a_game_of_images(seeds=SEEDS, lr=5e-3, device="cpu", **more):
    networks = {"critic": encoder(1), "generator": decoder(3)}
    config = gan.Config(
        **networks,
        objective="nonsaturating",
        constraint="free",
        n_critic=1,
        batch=8,
        iterations=ITERATIONS,
        lr=lr,
    )
    return gan.start(config, IMAGES, seeds=seeds, device=device, **more)


def an_autoencoder(seeds=SEEDS, lr=5e-3, device="cpu", **more):
    networks = {"encoder": MLP((2, 8, 6)), "decoder": MLP((3, 8, 2))}
    config = vae.Config(**networks, likelihood="gaussian", batch=16, iterations=ITERATIONS, lr=lr)
    return vae.start(config, POINTS, seeds=seeds, device=device, **more)


def an_autoencoder_of_images(seeds=SEEDS, lr=5e-3, device="cpu", **more):
    networks = {"encoder": encoder(6), "decoder": decoder(3)}
    config = vae.Config(**networks, optimiser="rmsprop", batch=8, iterations=ITERATIONS, lr=lr)
    return vae.start(config, IMAGES, seeds=seeds, device=device, **more)


def a_cvae_gan(seeds=SEEDS, lr=5e-3, device="cpu", **more):
    networks = {"encoder": MLP((4, 8, 6)), "decoder": MLP((5, 8, 2))}
    networks |= {"classifier": MLP((2, 8, 2)), "discriminator": MLP((2, 8, 1))}
    config = cvae_gan.Config(
        **networks, objective="wasserstein", constraint="penalty", batch=16,
        iterations=ITERATIONS, lr=lr,
    )  # fmt: skip
    return cvae_gan.start(config, POINTS, HALVES, seeds=seeds, device=device, **more)


def a_cvae_gan_of_images(seeds=SEEDS, lr=5e-3, device="cpu", **more):
    networks = {"encoder": MLP((18, 8, 6)), "decoder": decoder(5)}
    networks |= {"classifier": encoder(2), "discriminator": encoder(1)}
    weights = cvae_gan.Weights(fooling=1.0, labelling=1.0)
    config = cvae_gan.Config(**networks, weights=weights, batch=8, iterations=ITERATIONS, lr=lr)
    return cvae_gan.start(config, IMAGES, HALVES[:100], seeds=seeds, device=device, **more)


def sequences_by(way, seeds, lr, device, **more):
    critic = None if way == "likelihood" else MLP((12, 8, 1))
    config = sequences.Config(
        model=sequences.GRU(3, 4, hidden=6), way=way, critic=critic, n_critic=2, batch=8,
        iterations=ITERATIONS, lr=lr,
    )  # fmt: skip
    return sequences.start(config, TOKENS, seeds=seeds, device=device, **more)


def sequences_by_likelihood(seeds=SEEDS, lr=5e-3, device="cpu", **more):
    return sequences_by("likelihood", seeds, lr, device, **more)


def sequences_by_reinforce(seeds=SEEDS, lr=5e-3, device="cpu", **more):
    return sequences_by("reinforce", seeds, lr, device, **more)


def sequences_by_straight_through(seeds=SEEDS, lr=5e-3, device="cpu", **more):
    return sequences_by("straight_through", seeds, lr, device, **more)


def directly(distance):
    def start(seeds=SEEDS, lr=5e-3, device="cpu", **more):
        config = direct.Config(MLP((3, 8, 2)), distance, batch=16, iterations=ITERATIONS, lr=lr)
        return direct.start(config, POINTS, seeds=seeds, device=device, **more)

    return start


a_sliced_generator = directly(direct.Sliced(4))
a_sinkhorn_generator = directly(direct.Sinkhorn(0.1, 4))


def flowing(process):
    def start(seeds=SEEDS, lr=5e-3, device="cpu", **more):
        config = flows.Config(
            MLP((6, 8, 2)), process, frequencies=2, batch=16, iterations=ITERATIONS, lr=lr
        )
        return flows.start(config, POINTS, seeds=seeds, device=device, **more)

    return start


a_flow = flowing(flows.FlowMatching("optimal"))
a_diffusion = flowing(flows.Diffusion(30))


def a_map(seeds=SEEDS, lr=5e-3, device="cpu", **more):
    config = maps.Config(
        MLP((2, 8, 2)), MLP((2, 8, 1)), n_map=2, batch=16, iterations=ITERATIONS, lr=lr
    )
    return maps.start(config, POINTS, seeds=seeds, device=device, **more)


STEPPED = {
    "gan": a_game,
    "gan of images": a_game_of_images,
    "vae": an_autoencoder,
    "vae of images": an_autoencoder_of_images,
    "cvae-gan": a_cvae_gan,
    "cvae-gan of images": a_cvae_gan_of_images,
    "sequences by likelihood": sequences_by_likelihood,
    "sequences by reinforce": sequences_by_reinforce,
    "sequences by straight-through": sequences_by_straight_through,
    "sliced generator": a_sliced_generator,
    "sinkhorn generator": a_sinkhorn_generator,
    "flow": a_flow,
    "diffusion": a_diffusion,
    "map": a_map,
}
RUNS = STEPPED | {"protocol alone": Halving}
every_run = pytest.mark.parametrize("start", RUNS.values(), ids=RUNS)
every_stepped_run = pytest.mark.parametrize("start", STEPPED.values(), ids=STEPPED)


def state(run):
    """Everything that the run needs to go on, as copies."""
    return copy.deepcopy(run.state_dict())


def same(a, b):
    """Whether two states are the same bit for bit."""
    if isinstance(a, torch.Tensor):
        return torch.equal(a, b)
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[k], b[k]) for k in a)
    return a == b


def trained(run, until=None):
    for _ in play(run, every=ITERATIONS, until=until):
        pass
    return run


@cache
def whole(start):
    """The state at the end of a run that nothing happened to."""
    return state(trained(start()))


@cache
def kept_at(start, iteration):
    """The checkpoint of a run at that iteration, as bytes."""
    with TemporaryDirectory() as folder:
        save(trained(start(), until=iteration), Path(folder) / "c.ckpt")
        return (Path(folder) / "c.ckpt").read_bytes()


# Playing ---------------------------------------------------------------------------------------


@every_run
def test_it_is_a_run(start):
    assert isinstance(start(), Run)


def test_what_lacks_a_name_is_no_run():
    names = (n for n in vars(Run) if not n.startswith("_"))
    for name in set(names) - {"seeds", "device", "iteration", "iterations"}:
        without = type("Without", (), {n: v for n, v in vars(Halving).items() if n != name})
        assert not isinstance(without(), Run), name


@every_run
def test_play_yields_the_start_each_and_the_end(start):
    run = start()
    assert [seen.iteration for seen in play(run, 10)] == [0, 10, 20, ITERATIONS]
    assert [seen.iteration for seen in play(run, 10)] == [ITERATIONS]
    parts = start()
    assert [seen.iteration for seen in play(parts, 10, until=12)] == [0, 10, 12]
    assert [seen.iteration for seen in play(parts, 10, until=20)] == [12, 20]
    with pytest.raises(ValueError, match="every must be at least 1, got 0"):
        next(play(parts, 0))


@every_run
def test_play_trains_nothing_before_it_is_asked(start):
    run = start()
    before = state(run)
    snapshots = play(run, 5)
    next(snapshots)
    assert same(state(run), before)
    next(snapshots)
    assert not same(state(run), before)
    assert run.iteration == 5


@every_run
def test_snapshots_are_copies(start):
    run = start()
    first = snapshot(run)
    kept = {name: values.copy() for name, values in first.curves.items()}
    snapshots = [first, *list(play(run, 10))[1:]]
    assert kept
    for name, values in kept.items():
        np.testing.assert_array_equal(snapshots[0][name], values)
        with pytest.raises(ValueError, match="read-only"):
            snapshots[0][name][0] = 7
    changed = [n for n in kept if (snapshots[0][n] != snapshots[-1][n]).any()]
    assert changed, "a run in training changes some curve"


@every_run
def test_looking_changes_nothing(start):
    looked, blind = start(), start()
    for _ in range(3):
        first, again = looked.measure(), looked.measure()
        assert all(np.array_equal(first[n], again[n]) for n in first)
        looked.iterate()
        blind.iterate()
    assert same(state(looked), state(blind))


# Recording -------------------------------------------------------------------------------------


@every_run
def test_a_record_has_one_value_for_each_seed(start):
    run = start()
    twice = {"twice": lambda r: 2 * np.array(r.seeds)}
    kept = record(run, twice, every=10, command="make it")
    assert kept.iteration.tolist() == [0, 10, 20, ITERATIONS]
    assert kept.seeds.tolist() == list(SEEDS)
    assert set(kept.series) == {*run.measure(), "twice"}
    assert all(values.shape == (4, len(SEEDS)) for values in kept.series.values())
    assert kept["twice"][0].tolist() == [6, 10]
    played = list(play(start(), 10))
    for name in run.measure():
        np.testing.assert_array_equal(kept[name], np.stack([seen[name] for seen in played]))
    assert kept.settings == checkpoint._plain(run)
    assert kept.environment["command"] == "make it"


# Interruption ----------------------------------------------------------------------------------


@every_run
def test_an_interrupted_record_keeps_what_is_complete_and_the_run_goes_on(start):
    run = start()

    def impatient(run):
        if run.iteration == 10:
            raise KeyboardInterrupt
        return np.zeros(len(run.seeds))

    kept = record(run, {"zero": impatient}, every=5)
    assert kept.interrupted
    assert kept.iteration.tolist() == [0, 5]
    assert all(len(values) == 2 for values in kept.series.values())
    assert run.iteration == 10
    rest = record(run, every=5)
    assert not rest.interrupted
    assert rest.iteration.tolist() == [10, 15, 20, ITERATIONS]
    assert same(state(run), whole(start))


def with_ctrl_c_inside(start, at, monkeypatch):
    """A run during whose iteration number ``at`` (counted from 1) Ctrl-C is pressed."""
    if start is Halving:
        pressed = iter(range(1, ITERATIONS + 1))
        return Halving(interrupt=lambda: next(pressed) == at and signal.raise_signal(signal.SIGINT))
    run, descend = start(), Optimiser.descend
    (optimiser, *_) = (p for p in run.parts().values() if isinstance(p, Optimiser))
    pressed = []

    def pressed_after(self, loss):
        descend(self, loss)
        if self is optimiser and run.iteration == at - 1 and not pressed:
            pressed.append(at)
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(Optimiser, "descend", pressed_after)
    return run


@pytest.fixture(autouse=True)
def ctrl_c_is_heard():
    """Of a process that was started in the background a shell takes Ctrl-C away."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@every_run
def test_ctrl_c_inside_an_iteration_waits_for_its_end(start, monkeypatch):
    """Half an iteration, or one that is done but not counted, could not be gone on from."""
    run = with_ctrl_c_inside(start, 8, monkeypatch)
    kept = record(run, every=5)
    assert kept.interrupted
    assert kept.iteration.tolist() == [0, 5]
    assert run.iteration == 8
    trained(run)
    assert same(state(run), whole(start))


def test_a_second_ctrl_c_does_not_wait():
    run = Halving(interrupt=lambda: [signal.raise_signal(signal.SIGINT) for _ in range(2)])
    with pytest.raises(KeyboardInterrupt):
        trained(run)
    assert run.iteration == 0


def test_afterwards_ctrl_c_is_what_it_was(monkeypatch):
    heard = []
    before = signal.getsignal(signal.SIGINT)
    trained(Halving())
    assert signal.getsignal(signal.SIGINT) is before
    failing = Halving(interrupt=lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        trained(failing)
    assert signal.getsignal(signal.SIGINT) is before
    try:  # whoever listens for Ctrl-C himself still hears it at once
        signal.signal(signal.SIGINT, lambda *_: heard.append(run.iteration))
        run = Halving()
        run.interrupt = lambda: run.iteration == 4 and signal.raise_signal(signal.SIGINT)
        trained(run)
    finally:
        signal.signal(signal.SIGINT, before)
    assert heard == [4]


# Checkpoints -----------------------------------------------------------------------------------


@pytest.mark.parametrize("stop", [7, CHUNK])
@every_run
def test_a_resumed_run_is_the_whole_run_bit_for_bit(start, stop, tmp_path):
    run, resumed = trained(start(), until=stop), start()
    save(run, tmp_path / "half.ckpt")
    resumed.iterate()  # wherever it was
    load(resumed, tmp_path / "half.ckpt")
    assert resumed.iteration == stop
    assert same(state(resumed), state(run))
    *_, a = play(run)
    *_, b = play(resumed)
    assert a.iteration == b.iteration == ITERATIONS
    assert same(state(run), whole(start))
    assert same(state(resumed), whole(start))
    assert all(np.array_equal(a[name], b[name]) for name in a.curves)


@every_run
def test_a_checkpoint_is_not_moved_by_later_training(start, tmp_path):
    run = trained(start(), until=3)
    save(run, tmp_path / "c.ckpt")
    before = state(run)
    trained(run, until=6)
    load(run, tmp_path / "c.ckpt")
    assert same(state(run), before)


def refused(run, path, message):
    """The file is refused, nothing has changed, and the training goes on as if not tried."""
    before = state(run)
    with pytest.raises(CheckpointError, match=message):
        load(run, path)
    assert same(state(run), before)


OTHER = {Halving: {"start": 2.0}}


@every_run
def test_a_file_of_another_run_is_refused(start, tmp_path):
    path = tmp_path / "c.ckpt"
    path.write_bytes(kept_at(start, 3))
    name, value = next(iter(OTHER.get(start, {"lr": 0.1}).items()))
    refused(start(**{name: value}), path, f"of another run: {name} is .* there and {value} here$")
    refused(start(seeds=(3, 6)), path, r"has the seeds \[3, 5\], but the run has \[3, 6\]")
    refused(start(seeds=(3,)), path, r"has the seeds \[3, 5\], but the run has \[3\]")
    others = [kind for kind in RUNS.values() if kind is not start]
    for other in others:
        refused(other(), path, "of another run")


@every_run
def test_a_damaged_file_is_refused(start, tmp_path):
    path, run, sound = tmp_path / "c.ckpt", start(), kept_at(start, 3)
    for cut in (0, 30, len(sound) // 2, len(sound) - 1):
        path.write_bytes(sound[:cut])
        refused(run, path, "damaged|is not a")
    for at in range(0, len(sound), len(sound) // 10):
        path.write_bytes(sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :])
        refused(run, path, "damaged|is not a")
    refused(run, tmp_path / "none.ckpt", "there is no checkpoint")
    path.write_bytes(sound)
    load(run, path)
    assert run.iteration == 3


def rewritten(content, change):
    """A checkpoint with a changed state, and the digest that belongs to it."""
    _, body = content.split(b"\n", 1)
    found = torch.load(io.BytesIO(body), weights_only=True)
    change(found["state"])
    torch.save(found, changed := io.BytesIO())
    return checkpoint._header(changed.getvalue()) + changed.getvalue()


def without_part(name):
    return lambda state: state["parts"].pop(name)


def with_a_tensor_of_another_shape(name):
    """The part's other tensors fit, and may have been put in place before it is noticed."""

    def change(state):
        tensors = state["parts"][name]
        tensors[list(tensors)[-1]] = torch.zeros(7)

    return change


def without_a_counter(state):
    del state["iteration"]


@pytest.mark.parametrize("captures", [False, True], ids=["eager", "captured"])
@every_stepped_run
def test_a_load_that_fails_half_way_leaves_a_run_that_trains_on(
    start, captures, tmp_path, monkeypatch
):
    stand_in(monkeypatch)
    path = tmp_path / "c.ckpt"
    run = start()
    run.capture = captures
    parts = run.parts()
    networks = [n for n, part in parts.items() if isinstance(part, torch.nn.Module)]
    changes = [without_a_counter, *map(without_part, parts)]
    changes += map(with_a_tensor_of_another_shape, networks)
    assert 2 * len(changes) < ITERATIONS - captured.WARM_UP
    trained(run, until=captured.WARM_UP + 2)
    for change in changes:
        path.write_bytes(rewritten(kept_at(start, 3), change))
        refused(run, path, "does not fit the run")
        trained(run, until=run.iteration + 1)
    if captures:
        assert run._captured.calls == 1, "a graph is bound to what loading and undoing replaced"
    assert same(state(trained(run)), whole(start))


def test_a_protocol_that_refuses_a_state_is_left_alone(tmp_path):
    path, run = tmp_path / "c.ckpt", Halving()
    path.write_bytes(rewritten(kept_at(Halving, 3), without_a_counter))
    refused(run, path, "does not fit the run: 'iteration'")


# Captured iterations ---------------------------------------------------------------------------


class Called:
    """What stands for a CUDA graph where there is none: it calls what was captured."""

    def __init__(self, call):
        self.replay = call


def stand_in(monkeypatch):
    monkeypatch.setattr(captured, "aside", lambda call, device: call())
    monkeypatch.setattr(captured, "captured", lambda call, device: Called(call))


@every_stepped_run
def test_captured_iterations_are_the_iterations_bit_for_bit(start, monkeypatch):
    stand_in(monkeypatch)
    eager, replayed = start(), start()
    replayed.capture = True
    a, b = list(play(eager, 10)), list(play(replayed, 10))
    assert isinstance(replayed._captured.graph, Called)
    assert eager._captured is None
    assert same(state(replayed), whole(start))
    for one, other in zip(a, b, strict=True):
        assert all(np.array_equal(one[name], other[name]) for name in one.curves)


def places(run):
    """Where everything lies that outlives an iteration and that a graph may be bound to."""
    found = {}
    for name, part in run.parts().items():
        if isinstance(part, Optimiser):
            tensors = {"vector": part.vector, **part.torch.state[part.vector]}
        else:
            tensors = dict(part.named_parameters()) | dict(part.named_buffers())
        found |= {f"{name}.{key}": t.data_ptr() for key, t in tensors.items()}
    held = {key: t for key, t in vars(run).items() if isinstance(t, torch.Tensor)}
    found |= {key: t.data_ptr() for key, t in held.items()}
    return found | {f"input {i}": t.data_ptr() for i, t in enumerate(run._captured.buffers)}


@every_stepped_run
def test_what_a_graph_is_bound_to_stays_in_its_place(start, monkeypatch):
    stand_in(monkeypatch)
    run = start()
    run.capture = True
    trained(run, until=captured.WARM_UP)
    before = places(run)
    assert len(before) > 10
    trained(run)
    assert run.iteration > CHUNK, "the draws of a second chunk are in new memory"
    assert places(run) == before


@every_stepped_run
def test_a_captured_run_goes_on_from_a_checkpoint(start, monkeypatch, tmp_path):
    stand_in(monkeypatch)
    (tmp_path / "half.ckpt").write_bytes(kept_at(start, 7))
    resumed = start()
    resumed.capture = True
    trained(resumed, until=captured.WARM_UP + 2)
    load(resumed, tmp_path / "half.ckpt")
    assert resumed._captured is None, "a graph is bound to what loading replaced"
    assert same(state(trained(resumed)), whole(start))


@pytest.mark.gpu
@every_stepped_run
def test_on_cuda_a_run_is_captured_kept_and_resumed(start, tmp_path):
    if not torch.cuda.is_available():
        pytest.skip("NOT TESTED: this machine has no cuda device")
    eager, replayed = (start(device="cuda", capture=c) for c in (False, True))
    for run in (eager, replayed):
        trained(run, until=10)
    assert replayed._captured.graph is not None
    before = places(replayed)
    save(replayed, tmp_path / "c.ckpt")
    trained(replayed)
    assert places(replayed) == before
    resumed = start(device="cuda")
    assert resumed.capture
    load(resumed, tmp_path / "c.ckpt")
    for run in (eager, resumed):
        trained(run)
    first, *others = (list(run.measure().values()) for run in (eager, replayed, resumed))
    for other in others:
        np.testing.assert_allclose(np.stack(other), np.stack(first), rtol=1e-3, atol=1e-4)


@pytest.mark.gpu
@every_stepped_run
def test_a_step_does_not_wait_for_the_gpu(start):
    if not torch.cuda.is_available():
        pytest.skip("NOT TESTED: this machine has no cuda device")
    run = start(device="cuda", capture=False)
    run.iterate()
    torch.cuda.set_sync_debug_mode("error")
    try:
        run.iterate()
    finally:
        torch.cuda.set_sync_debug_mode("default")


# The frame itself ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def imports():
    return grimp.build_graph("gantutor", cache_dir=None)


def needed(imports, module):
    """Every module that one needs, itself included, however far down."""
    package = module in {"gantutor.training", "gantutor.gan", "gantutor.vae"}
    upstream = imports.find_upstream_modules(module, as_package=package)
    return upstream | {module} | (imports.find_descendants(module) if package else set())


@pytest.mark.parametrize("module", ["gantutor.training", "gantutor.recording"])
def test_the_frame_knows_no_model(imports, module):
    models = {"gantutor.gan", "gantutor.vae", "gantutor.cvae_gan", "gantutor.sequences"}
    models |= {"gantutor.direct", "gantutor.flows", "gantutor.maps"}
    assert not {m for m in needed(imports, module) if ".".join(m.split(".")[:2]) in models}


def test_the_models_know_the_frame_but_not_each_other(imports):
    for ours, theirs in (("gantutor.gan", "gantutor.vae"), ("gantutor.vae", "gantutor.gan")):
        found = needed(imports, ours)
        assert "gantutor.training.stepped" in found
        assert not {m for m in found if m == theirs or m.startswith(f"{theirs}.")}


@pytest.mark.parametrize(
    "kind",
    [
        gan.AdversarialRun,
        vae.VAERun,
        cvae_gan.CVAEGANRun,
        sequences.SequenceRun,
        direct.DirectRun,
        flows.FlowRun,
        maps.MapRun,
    ],
)
def test_a_model_leaves_keeping_and_capturing_to_the_frame(kind):
    """None of them has a line of its own for a checkpoint, a rate or a graph."""
    for name in ("state_dict", "load_state_dict", "take", "set_rates"):
        assert getattr(kind, name) is getattr(SteppedRun, name), name
