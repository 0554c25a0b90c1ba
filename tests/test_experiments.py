"""Experiments: frozen, the same wherever they run, and recorded so that they can be read again."""

import dataclasses
import json
import os
import pickle
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from gantutor import constraints, experiments, gan, objectives, training
from gantutor.data.images import DataError
from gantutor.experiments import (
    DATA,
    METHODS,
    Experiment,
    ImageExperiment,
    Results,
    ResultsError,
    best_rates,
    clipped,
    processes,
    run,
    run_all,
    study,
)
from gantutor.experiments import __main__ as command
from gantutor.experiments.results import gathered, read
from gantutor.experiments.resuming import differences
from gantutor.experiments.studies import REPORTED, SEARCHED, STUDIES


@pytest.fixture(autouse=True)
def on_the_cpu(monkeypatch):
    monkeypatch.setenv("GANTUTOR_DEVICE", "cpu")
    monkeypatch.setenv("GANTUTOR_PRESET", "smoke")


def short(method="gp_1", data="ring", seeds=(0, 1), **settings):
    settings = {"iterations": 2, **settings}
    return Experiment(METHODS[method], DATA[data], 5e-3, seeds, **settings)


def same(a, b):
    assert (a.name, a.facts) == (b.name, b.facts)
    assert list(a.record.series) == list(b.record.series)
    for name in a.record.series:
        np.testing.assert_array_equal(a.record[name], b.record[name])
    np.testing.assert_array_equal(a.samples, b.samples)


# The tables ---------------------------------------------------------------------------------------


def test_the_table_of_methods_is_the_one_that_the_chapter_promises():
    kinds = {name: (m.objective, m.constraint) for name, m in METHODS.items()}
    free, penalty = constraints.Free(), constraints.GradientPenalty
    assert kinds == {
        "minimax": (objectives.minimax, free),
        "nonsaturating": (objectives.nonsaturating, free),
        "least_squares": (objectives.least_squares, free),
        "loss_sensitive": (objectives.loss_sensitive, free),
        "energy": (objectives.energy, free),
        "clip_0.01": (objectives.wasserstein, constraints.Clip(0.01)),
        "clip_0.1": (objectives.wasserstein, constraints.Clip(0.1)),
        "clip_1": (objectives.wasserstein, constraints.Clip(1.0)),
        "gp_0.1": (objectives.wasserstein, penalty(0.1)),
        "gp_1": (objectives.wasserstein, penalty(1.0)),
        "gp_10": (objectives.wasserstein, penalty(10.0)),
        "one_sided": (objectives.wasserstein, penalty(1.0, rule="one_sided")),
        "r1": (objectives.nonsaturating, penalty(0.1, rule="zero_centred", where="real")),
        "spectral": (objectives.hinge, constraints.SpectralNorm(1.0)),
    }
    assert all(name == method.name and method.title for name, method in METHODS.items())


@pytest.mark.parametrize("data", DATA.values(), ids=lambda d: d.name)
def test_only_the_method_differs(data):
    """Same networks, budget and optimiser; an energy has an autoencoder in the MLP's place."""
    games = [Experiment(m, data, 1e-3, (0,)).config() for m in METHODS.values()]
    varying = ("critic", "objective", "constraint")
    rest = [{**g.settings(), **dict.fromkeys(varying)} for g in games]
    assert all(settings == rest[0] for settings in rest)
    scores = {g.critic for g in games if g.objective.direction == "score"}
    energies = {g.critic for g in games if g.objective.direction == "energy"}
    assert len(scores) == len(energies) == 1
    (score,), (energy,) = scores, energies
    assert len(score.widths) - 1 == 2 * (len(energy.widths) - 1) == 4  # layers of weights


@pytest.mark.parametrize("hidden", [1, 2, 3, 5, 8])
def test_depth_changes_both_networks_alike(hidden):
    config = short(hidden=hidden).config()
    assert len(config.critic.widths) == len(config.generator.widths) == hidden + 2
    layers = 2 * (len(short("energy", hidden=hidden).config().critic.widths) - 1)
    assert layers in (hidden + 1, hidden + 2) and layers % 2 == 0


@pytest.mark.parametrize("data", DATA.values(), ids=lambda d: d.name)
def test_real_samples_are_read_only_and_score_as_the_best_can(data):
    assert data.real.ndim == 2 and data.real.shape[1] == data.dim
    with pytest.raises(ValueError, match="read-only"):
        data.real[0] = 0
    scores = data.true_scores()
    assert set(scores) == set(data.measures()) - {"w1"}
    if "modes" in scores:
        assert scores["modes"] == len(data.law.centres)
        assert scores["quality"] == pytest.approx(1 - np.exp(-4.5), abs=0.015)  # 3 deviations
    if "precision" in scores:
        assert 0.85 < scores["precision"] <= 1 and 0.85 < scores["recall"] <= 1


def test_the_floor_is_what_real_samples_are_apart():
    ring = DATA["ring"]
    assert 0.15 < ring.floor.mean < 0.35  # about 0.21 at 256 samples
    assert ring.floor.n == ring.judged and ring.floor.std > 0


# Values -------------------------------------------------------------------------------------------


def test_an_experiment_is_a_value():
    assert short() == short() and hash(short()) == hash(short())
    assert pickle.loads(pickle.dumps(short())) == short()
    with pytest.raises(dataclasses.FrozenInstanceError):
        short().lr = 1


COMPARISONS = ("learning_rate", "comparison", "depth", "clipping")  # the others are of images


@pytest.mark.parametrize("name", COMPARISONS)
def test_the_experiments_of_a_study_have_names_of_their_own(name):
    planned = study(name)
    assert len(planned) == len({e.name for e in planned}) == len(set(planned))
    assert all(len(e.seeds) >= (3 if name in ("learning_rate", "clipping") else 8) for e in planned)


def test_the_rate_is_chosen_on_other_seeds_than_those_reported():
    assert not set(SEARCHED) & set(REPORTED)
    assert len(REPORTED) >= 8
    assert {s for e in study("learning_rate") for s in e.seeds} == set(SEARCHED)
    assert {e.seeds for e in study("comparison")} == {REPORTED}


def test_every_method_meets_every_data_set():
    pairs = {(e.data.name, e.method.name) for e in study("comparison")}
    assert pairs == {(d, m) for d in DATA for m in METHODS}


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"lr": 0.0}, "lr must be finite and above 0, got 0.0"),
        ({"lr": float("nan")}, "lr must be finite"),
        ({"seeds": ()}, "there must be a hidden layer and a seed"),
        ({"hidden": 0}, "there must be a hidden layer and a seed, got 0"),
        ({"iterations": 0}, "iterations must be at least 1, got 0"),
        ({"optimiser": "sgd"}, "unknown optimiser 'sgd'; known: adam, rmsprop"),
    ],
)
def test_settings_that_make_no_sense_are_refused(settings, message):
    with pytest.raises(ValueError, match=message):
        dataclasses.replace(short(), **settings)


def test_an_unknown_study_names_the_known_ones():
    with pytest.raises(ValueError, match="unknown study 'ring'; known: learning_rate, comparison"):
        study("ring")


@pytest.mark.parametrize("data", DATA)
@pytest.mark.parametrize("method", ["gp_1", "energy", "minimax"])
def test_an_experiment_knows_the_settings_of_its_run_without_one(method, data):
    experiment = short(method, data)
    run = gan.start(experiment.config(), experiment.data.real, seeds=(0,), device="cpu")
    assert experiment.settings() == json.loads(json.dumps(run.settings()))


def test_other_data_have_another_digest():
    ring = DATA["ring"]
    wider = dataclasses.replace(ring, law=dataclasses.replace(ring.law, std=0.2))
    assert ring.settings()["x"] == wider.settings()["x"] == [20_000, 2]
    assert ring.settings()["digest"] != wider.settings()["digest"]


# Running ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", METHODS)
def test_every_method_runs_and_is_judged(method):
    outcome = run(short(method))
    assert outcome.last("w1").shape == (2,) and np.isfinite(outcome.last("w1")).all()
    assert set(outcome.record.series) >= {"gap", "grad_norm_mean", "w1", "modes", "quality"}
    assert outcome.samples.shape == (300, 2) and outcome.samples.dtype == np.float16


@pytest.mark.parametrize("data", DATA)
def test_every_data_set_can_be_played(data):
    outcome = run(short(data=data))
    assert outcome.samples.shape == ((50, 64) if data == "digits" else (300, DATA[data].dim))
    assert list(outcome.record.series)[-1] in ("w1", "quality", "recall")
    assert (outcome.last("w1") > 0).all()


def test_a_game_that_runs_away_is_recorded_as_nan_and_stops_nobody():
    wild = Experiment(METHODS["minimax"], DATA["ring"], 1e30, (0, 1), iterations=4)
    outcome = run(wild)
    assert np.isnan(outcome.last("w1")).all()


def test_threads_and_processes_give_what_one_run_gives():
    planned = [short("gp_1"), short("clip_1"), short("spectral")]
    alone = {e.name: run(e) for e in planned}
    with ThreadPoolExecutor(2) as threads, processes(2) as pool:
        for executor in (threads, pool):
            found = {o.name: o for o in run_all(planned, executor)}
            assert set(found) == set(alone)
            for name in alone:
                same(found[name], alone[name])


@pytest.mark.slow
def test_dask_gives_what_one_run_gives():
    """A local cluster of real worker processes, by its ``concurrent.futures`` executor."""
    distributed = pytest.importorskip("distributed")
    planned = [short("gp_1"), short("energy")]
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        found = {o.name: o for o in run_all(planned, client.get_executor())}
    assert len(found) == len(planned)
    for experiment in planned:
        same(found[experiment.name], run(experiment))


def test_what_an_experiment_raises_is_raised_here():
    broken = dataclasses.replace(DATA["ring"], name="broken", judged=10**6)
    with (
        ThreadPoolExecutor(1) as threads,
        pytest.raises(ValueError, match="n must be between 1 and the 20000"),
    ):
        list(run_all([dataclasses.replace(short(), data=broken)], threads))


# Results ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def outcomes():
    return tuple(run(short(method, lr)) for method, lr in (("gp_1", "ring"), ("clip_1", "normal")))


def test_results_are_read_as_they_were_written(tmp_path, outcomes):
    written = Results("comparison", "make it", outcomes)
    written.save(tmp_path / "r.zip")
    found = read(tmp_path / "r.zip")
    assert (found.study, found.command, len(found)) == ("comparison", "make it", 2)
    for a, b in zip(found, written, strict=True):
        same(a, b)
    assert not found.outcomes[0].samples.flags.writeable


def test_results_are_looked_up_by_facts(outcomes):
    results = Results("comparison", "make it", outcomes)
    assert [o.facts["method"] for o in results.where(data="ring")] == ["gp_1"]
    assert results.one(method="clip_1").facts["data"] == "normal"
    assert results.where(data="grid") == []
    with pytest.raises(KeyError, match="no fact methods; there are: data, method, lr"):
        results.where(methods="gp_1")
    with pytest.raises(LookupError, match="0 outcomes of 'comparison' have data='grid', not one"):
        results.one(data="grid")
    with pytest.raises(LookupError, match="2 outcomes"):
        results.one(hidden=3)


def test_results_say_device_versions_seeds_and_command(outcomes):
    about = Results("comparison", "make it", outcomes).about()
    for words in ("device cpu", "torch 2.", "gantutor ", "Python 3.", "seeds 0 to 1", "`make it`"):
        assert words in about


def test_results_keep_the_order_of_the_study_and_drop_what_is_not_in_it(outcomes):
    names = [outcomes[1].name, "not run yet", outcomes[0].name]
    assert [o.name for o in gathered("s", "c", outcomes, names)] == [names[0], names[2]]
    assert len(gathered("s", "c", outcomes, [names[0]])) == 1


def test_the_best_rate_is_the_one_with_the_least_w1_and_nan_is_the_worst():
    good, bad, wild = (
        run(Experiment(METHODS["minimax"], DATA["normal"], lr, (0, 1), iterations=rounds))
        for lr, rounds in ((1e-3, 40), (1e-6, 40), (1e30, 4))
    )
    assert good.last("w1").mean() < bad.last("w1").mean()
    assert np.isnan(wild.last("w1")).all()
    for order in ((good, bad, wild), (wild, bad, good)):
        assert best_rates(Results("s", "c", order)) == {("normal", "minimax"): 1e-3}


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda path: path.unlink(), "there are no results"),
        (lambda path: path.write_bytes(path.read_bytes()[:-200]), "is damaged or not"),
        (lambda path: path.write_bytes(b"a text"), "is damaged or not a 'gantutor results 1'"),
    ],
)
def test_damaged_results_are_named(tmp_path, outcomes, damage, message):
    path = tmp_path / "r.zip"
    Results("comparison", "make it", outcomes).save(path)
    damage(path)
    with pytest.raises(ResultsError, match=f"(?s)(r.zip.*{message}|{message}.*r.zip)"):
        read(path)


def test_results_of_another_format_are_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "r.zip", "w") as archive:
        archive.writestr("contents.json", '{"format": "gantutor results 7"}')
    with pytest.raises(ResultsError, match=r"r\.zip is a 'gantutor results 7', expected"):
        read(tmp_path / "r.zip")


def test_results_that_were_never_recorded_are_named():
    with pytest.raises(ResultsError, match="no recorded results of 'ring'; there are: bug_curves"):
        experiments.load("ring")


def test_every_comparison_is_shipped():
    assert set(COMPARISONS) <= set(experiments.shipped()) <= set(STUDIES)


@pytest.mark.parametrize("name", experiments.shipped())
def test_shipped_results_are_those_of_today_s_study(name):
    """Whole, small, with device, versions, seeds and command, and of the games as they are now."""
    results, planned = experiments.load(name), study(name)
    assert (experiments.results.RECORDS / f"{name}.zip").stat().st_size < 3_000_000
    assert [o.name for o in results] == [e.name for e in planned]
    assert results.command == f"python -m gantutor.experiments {name}"
    for outcome, experiment in zip(results, planned, strict=True):
        assert outcome.facts == experiment.facts()
        assert outcome.record.seeds.tolist() == list(experiment.seeds)
        assert outcome.record.environment["command"] == results.command
        if not is_at_hand(experiment):
            settings = {**outcome.record.settings}
            assert len(settings.pop("data")["digest"]) >= 16
            assert settings == json.loads(json.dumps(experiment.game.settings()))
            continue
        assert outcome.record.settings == experiment.settings()  # data and their digest included
        assert differences(outcome, experiment, "cpu") == []


def is_at_hand(experiment):
    """Whether the data of an experiment are here: photographs have to be fetched."""
    if not isinstance(experiment, ImageExperiment) or not experiment.data.one:
        return True
    try:
        experiment.settings()
    except DataError:
        return False
    return True


def test_a_shipped_game_can_be_played_again():
    """The first look of a recorded run, trained anew: same seeds, same numbers up to rounding."""
    (experiment,) = [e for e in study("clipping") if e.method == clipped(0.1) and e.lr == 2e-3][:1]
    there = experiments.load("clipping").one(
        method="clip_0.1", lr=2e-3, optimiser=experiment.optimiser
    )
    run = gan.start(experiment.config(), experiment.data.real, seeds=experiment.seeds, device="cpu")
    snapshot = next(training.play(run))
    np.testing.assert_allclose(there.record["gap"][0], snapshot["gap"], rtol=1e-3, atol=1e-6)
    w1 = experiment.data.measures()["w1"](run)
    np.testing.assert_allclose(there.record["w1"][0], w1, rtol=1e-4)


# Resuming -----------------------------------------------------------------------------------------


def stronger(experiment, weight):
    """The same name for a penalty of another weight: as after an edit of the table of methods."""
    method = experiment.method
    constraint = dataclasses.replace(method.constraint, weight=weight)
    return dataclasses.replace(
        experiment, method=dataclasses.replace(method, constraint=constraint)
    )


def on(experiment, **settings):
    """The same name on a data set that was changed."""
    return dataclasses.replace(experiment, data=dataclasses.replace(experiment.data, **settings))


CHANGED = {
    "nothing": (lambda e: e, []),
    "batch": (lambda e: on(e, batch=64), ["batch is 128 there and 64 here"]),
    "width": (
        lambda e: on(e, width=32),
        [
            "critic.widths is [2, 64, 64, 64, 1] there and [2, 32, 32, 32, 1] here",
            "generator.widths is [2, 64, 64, 64, 2] there and [2, 32, 32, 32, 2] here",
        ],
    ),
    "weight": (
        lambda e: stronger(e, 2.0),
        ["constraint.weight is 1.0 there and 2.0 here"],
    ),
    "data": (
        lambda e: on(e, law=dataclasses.replace(e.data.law, std=0.2)),
        ["data.digest is '1035c607d05601eb' there and '"],
    ),
    "seeds": (
        lambda e: dataclasses.replace(e, seeds=(0, 5, 1)),
        ["seeds are [0, 1] there and [0, 5, 1] here"],
    ),
    "measures": (lambda e: on(e, law=None), None),
}


@pytest.mark.parametrize("what", CHANGED)
def test_what_the_name_omits_sets_an_outcome_apart(outcomes, what):
    change, expected = CHANGED[what]
    planned = change(short())
    found = differences(outcomes[0], planned, "cpu")
    if expected is None:
        assert "precision, recall was not measured there" in found
        return
    assert len(found) == len(expected)
    assert all(one.startswith(word) for one, word in zip(found, expected, strict=True))
    if what != "seeds":
        assert planned.name == outcomes[0].name, "by its name it is the same"


def test_a_setting_that_is_new_or_gone_sets_an_outcome_apart(outcomes):
    record = outcomes[0].record
    settings = {**record.settings, "old": 3}
    del settings["latent"]
    older = dataclasses.replace(outcomes[0], record=dataclasses.replace(record, settings=settings))
    assert differences(older, short(), "cpu") == [
        "latent is missing there and 'normal' here",
        "old is 3 there and missing here",
    ]


def test_another_kind_of_device_and_an_interruption_set_an_outcome_apart(outcomes):
    record = outcomes[0].record
    assert differences(outcomes[0], short(), "cuda:1") == ["device is cpu there and cuda here"]
    on_a_gpu = dataclasses.replace(
        record, environment={**record.environment, "device": "NVIDIA T4"}, interrupted=True
    )
    moved = dataclasses.replace(outcomes[0], record=on_a_gpu)
    assert differences(moved, short(), "cuda") == ["it was interrupted there"]
    assert differences(moved, short(), "cpu")[0] == "device is cuda there and cpu here"


# The command --------------------------------------------------------------------------------------


def test_the_command_writes_results_and_goes_on_where_it_stopped(tmp_path, monkeypatch, capsys):
    planned = [short("gp_1"), short("clip_1", seeds=(0, 1, 2))]
    monkeypatch.setitem(STUDIES, "clipping", lambda: planned)
    out = tmp_path / "folder" / "r.zip"
    arguments = ["clipping", "--short", "--workers", "1", "--out", str(out)]
    assert command.main(arguments) == 0
    said = capsys.readouterr().out
    assert "2 experiments, 2 to run" in said and "2/2" in said
    results = read(out)
    assert [o.facts["method"] for o in results] == ["gp_1", "clip_1"]
    assert all(o.record.seeds.tolist() == [0, 1] for o in results)
    assert results.command == "python -m gantutor.experiments clipping --short"

    gathered("clipping", "c", results, [results.outcomes[1].name]).save(out)
    before = read(out).one(method="clip_1").record.seconds
    assert command.main(arguments) == 0
    assert "2 experiments, 1 to run" in capsys.readouterr().out
    assert [o.facts["method"] for o in read(out)] == ["gp_1", "clip_1"]
    assert read(out).one(method="clip_1").record.seconds == before


def test_the_command_runs_again_what_is_planned_otherwise_and_says_why(
    tmp_path, monkeypatch, capsys
):
    planned = [short("gp_1"), short("clip_1")]
    monkeypatch.setitem(STUDIES, "clipping", lambda: planned)
    out = tmp_path / "r.zip"
    arguments = ["clipping", "--short", "--workers", "1", "--out", str(out)]
    assert command.main(arguments) == 0
    kept = read(out).one(method="clip_1").record.seconds
    planned[0] = stronger(planned[0], 2.0)
    capsys.readouterr()
    assert command.main(arguments) == 0
    said = capsys.readouterr().out
    assert "2 experiments, 1 to run" in said
    assert f"again: {planned[0].name}: constraint.weight is 1.0 there and 2.0 here" in said
    results = read(out)
    assert results.one(method="gp_1").record.settings["constraint"]["weight"] == 2.0
    assert results.one(method="clip_1").record.seconds == kept
    assert command.main(arguments) == 0
    assert "2 experiments, 0 to run" in capsys.readouterr().out


def test_what_is_there_stays_until_there_is_something_new(tmp_path, monkeypatch):
    planned = [short("gp_1")]
    monkeypatch.setitem(STUDIES, "clipping", lambda: planned)
    out = tmp_path / "r.zip"
    arguments = ["clipping", "--short", "--workers", "1", "--out", str(out)]
    assert command.main(arguments) == 0
    before = out.read_bytes()
    planned[0] = stronger(planned[0], 2.0)

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "run_all", interrupted)
    with pytest.raises(KeyboardInterrupt):
        command.main(arguments)
    assert out.read_bytes() == before


@pytest.mark.parametrize(
    ("device", "words"),
    [
        ("cuda", "device is 'cuda', but this machine has no cuda"),
        ("gpu", "unknown device 'gpu'; known: cuda, mps, cpu"),
    ],
)
def test_a_device_that_is_not_there_is_refused_before_anything_runs(
    tmp_path, capsys, monkeypatch, device, words
):
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    out = tmp_path / "r.zip"
    with pytest.raises(SystemExit) as left:
        command.main(["clipping", "--short", "--out", str(out), "--device", device])
    assert left.value.code == 2
    assert words in capsys.readouterr().err
    assert not out.exists()


def test_the_command_does_not_overwrite_a_record_by_a_short_run(capsys):
    with pytest.raises(SystemExit):
        command.main(["clipping", "--short"])
    assert "--short would overwrite a record" in capsys.readouterr().err


def test_the_command_says_what_it_cannot_read(tmp_path, capsys):
    (tmp_path / "r.zip").write_bytes(b"a text")
    assert command.main(["clipping", "--short", "--out", str(tmp_path / "r.zip")]) == 1
    assert "r.zip is damaged" in capsys.readouterr().err
    assert (tmp_path / "r.zip").read_bytes() == b"a text"


def test_the_command_is_there():
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    found = subprocess.run(
        [sys.executable, "-m", "gantutor.experiments", "nothing"],
        capture_output=True,
        text=True,
        env=environment,
    )
    assert found.returncode == 2
    assert "learning_rate" in found.stderr
