"""The study at equal time: frozen, judged by what nothing was trained on, and as it is shipped."""

import pickle

import numpy as np
import pytest

from gantutor.experiments import Planned, load, next_study, run, vae_gan_study
from gantutor.experiments.next_methods import NEXT_METHODS
from gantutor.experiments.next_study import (
    ITERATIONS,
    REPORTED,
    SEARCHED,
    Next,
    chosen_rates,
    fresh,
    train,
    what_next,
    what_next_rates,
)
from gantutor.experiments.resuming import differences


@pytest.fixture(autouse=True)
def on_the_cpu(monkeypatch):
    monkeypatch.setenv("GANTUTOR_DEVICE", "cpu")


@pytest.mark.parametrize(
    ("data", "method"), [("ring", "wgan_gp"), ("ring", "map"), ("digits", "ot_flow")]
)
def test_an_experiment_travels_and_its_outcome_is_of_it(data, method, monkeypatch):
    monkeypatch.setattr(next_study, "JUDGED", 60)
    monkeypatch.setattr(next_study, "GLANCED", 30)
    experiment = Next(method, data, 3e-3, REPORTED[data]).shortened()
    assert isinstance(experiment, Planned)
    assert pickle.loads(pickle.dumps(experiment)) == experiment
    outcome = run(experiment)
    assert differences(outcome, experiment, "cpu") == []
    assert differences(outcome, Next(method, data, 1e-2, (0, 1), 2), "cpu")
    seconds = outcome.record["seconds"]
    assert seconds[0, 0] == 0
    assert (np.diff(seconds, axis=0) > 0).all()
    for name in experiment.measured():
        assert np.isfinite(outcome.last(name)).all(), name


def test_only_the_end_has_all_scores_and_a_search_has_none(monkeypatch):
    monkeypatch.setattr(next_study, "JUDGED", 60)
    monkeypatch.setattr(next_study, "GLANCED", 30)
    found = run(Next("energy", "ring", 3e-3, (0,), 4)).record
    assert np.isnan(found["w1"][:-1]).all()
    assert np.isfinite(found["glance"]).all()
    searched = run(Next("energy", "ring", 3e-3, SEARCHED[:1], 4)).record
    assert np.isnan(searched["w1"]).all()
    assert np.isfinite(searched["glance"]).all()


def test_unknown_names_and_what_was_left_out_are_refused():
    with pytest.raises(ValueError, match="unknown method 'gan'; known: wgan_gp, sliced"):
        Next("gan", "ring", 1e-3, (0,))
    with pytest.raises(ValueError, match="unknown data 'grid'; known: ring, digits"):
        Next("flow", "grid", 1e-3, (0,))
    with pytest.raises(ValueError, match="lr must be finite and above 0"):
        Next("flow", "ring", 0.0, (0,))
    assert "map" not in ITERATIONS["digits"]
    with pytest.raises(ValueError, match="unknown method of this data 'map'"):
        Next("map", "digits", 1e-3, (0,))


def test_judged_by_samples_that_nothing_was_trained_on_and_nothing_was_chosen_by():
    rows = {tuple(row) for row in train("ring").round(5)}
    assert not rows & {tuple(row) for row in fresh(1000, 2).astype(np.float32).round(5)}
    assert not {tuple(r) for r in fresh(500, 1)} & {tuple(r) for r in fresh(1000, 2)}
    parts = vae_gan_study.parts()
    sets = [{image.tobytes() for image in part} for part in parts]
    assert not sets[1] & sets[2]
    assert not set(SEARCHED) & set(REPORTED["ring"])


def test_every_method_has_the_same_networks_inside():
    for data, methods in ITERATIONS.items():
        hidden = next_study.SETTINGS[data].hidden
        for method in methods:
            config = Next(method, data, 1e-3, (0,)).config()
            networks = [v for v in vars(config).values() if hasattr(v, "widths")]
            assert networks
            assert all(network.widths[1:-1] == hidden for network in networks), method
    assert set(ITERATIONS["ring"]) == set(NEXT_METHODS)


@pytest.mark.parametrize("study", [what_next_rates, what_next])
def test_the_shipped_records_are_of_the_study_as_it_is_now(study):
    shipped, planned = load(study.__name__), study()
    assert [o.name for o in shipped] == [e.name for e in planned]
    for outcome, experiment in zip(shipped, planned, strict=True):
        assert differences(outcome, experiment, "cpu") == []


def test_the_rates_are_those_of_the_search():
    searched = load("what_next_rates")
    best = chosen_rates(searched)
    for outcome in load("what_next"):
        key = (outcome.facts["data"], outcome.facts["method"])
        assert outcome.facts["lr"] == best[key]
        others = searched.where(data=key[0], method=key[1])
        glances = {o.facts["lr"]: o.last("glance").mean() for o in others}
        assert glances[best[key]] == min(glances.values())
