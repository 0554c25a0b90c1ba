"""The study at equal time: frozen, judged by what nothing was trained on, and as it is shipped."""

import ast
import pickle

import numpy as np
import pytest

from gantutor.experiments import Planned, load, next_budgets, next_study, run, vae_gan_study
from gantutor.experiments.next_methods import NEXT_METHODS
from gantutor.experiments.next_study import (
    BUDGET,
    ITERATIONS,
    RATES,
    REPORTED,
    SEARCHED,
    Next,
    budgets,
    chosen_rates,
    costs,
    fresh,
    in_wgan_gp,
    train,
    what_next,
    what_next_rates,
)
from gantutor.experiments.resuming import differences


@pytest.fixture(autouse=True)
def on_the_cpu(monkeypatch):
    monkeypatch.setenv("GANTUTOR_DEVICE", "cpu")


@pytest.mark.parametrize(
    ("data", "method"),
    [("ring", "map"), ("digits", "wgan_gp"), ("digits", "diffusion")],
)
def test_an_experiment_travels_and_its_outcome_is_of_it(data, method, monkeypatch):
    monkeypatch.setattr(next_study, "JUDGED", 60)
    monkeypatch.setattr(next_study, "GLANCED", 30)
    monkeypatch.setattr(next_study, "COMPARED", 1)
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
    assert np.isfinite(outcome.samples).all()
    beside = outcome.record["yardstick"][:, 0]
    np.testing.assert_allclose(in_wgan_gp(outcome) * beside.mean(), seconds[:, 0])


def test_only_the_end_has_all_scores_and_a_search_has_none(monkeypatch):
    monkeypatch.setattr(next_study, "JUDGED", 60)
    monkeypatch.setattr(next_study, "GLANCED", 30)
    monkeypatch.setattr(next_study, "COMPARED", 1)
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
    with pytest.raises(ValueError, match="turns must be at least 1, got 0"):
        costs("ring", 0)


def test_judged_by_samples_that_nothing_was_trained_on_and_nothing_was_chosen_by():
    rows = {tuple(row) for row in train("ring").round(5)}
    assert not rows & {tuple(row) for row in fresh(1000, 2).astype(np.float32).round(5)}
    assert not {tuple(r) for r in fresh(500, 1)} & {tuple(r) for r in fresh(1000, 2)}
    parts = vae_gan_study.parts()
    sets = [{image.tobytes() for image in part} for part in parts]
    assert not sets[1] & sets[2]
    assert not set(SEARCHED) & set(REPORTED["ring"])


def test_every_method_has_the_same_networks_inside():
    assert set(ITERATIONS) == set(next_study.SETTINGS)
    for data, methods in ITERATIONS.items():
        assert set(methods) == set(NEXT_METHODS)
        hidden = next_study.SETTINGS[data].hidden
        for method in methods:
            config = Next(method, data, 1e-3, (0,)).config()
            networks = [v for v in vars(config).values() if hasattr(v, "widths")]
            assert networks
            assert all(network.widths[1:-1] == hidden for network in networks), method


def test_a_budget_is_the_time_of_so_many_iterations_of_wgan_gp():
    """The middle turn counts, and a turn in which all were slow is worth as much as another."""
    found = {"wgan_gp": [2.0, 20.0, 4.0], "flow": [0.5, 5.0, 100.0], "map": [3.0, 30.0, 6.0]}
    own = BUDGET["ring"]
    assert budgets("ring", found) == {
        "wgan_gp": own,
        "flow": 4 * own,
        "map": 10 * round(own / 15),
    }


def test_the_command_prints_a_budget_for_every_method(monkeypatch, capsys):
    monkeypatch.setattr(next_study, "CHUNK", 1)
    next_budgets.main(["--turns", "1"])
    printed = ast.literal_eval("{" + capsys.readouterr().out + "}")
    for data, iterations in printed.items():
        assert list(iterations) == list(ITERATIONS[data])
        assert iterations["wgan_gp"] == BUDGET[data]
        assert min(iterations.values()) > 0
    with pytest.raises(SystemExit):
        next_budgets.main(["--turns", "0"])
    assert "--turns must be at least 1, got 0" in capsys.readouterr().err


@pytest.mark.parametrize("study", [what_next_rates, what_next])
def test_the_shipped_records_are_of_the_study_as_it_is_now(study):
    shipped, planned = load(study.__name__), study()
    assert [o.name for o in shipped] == [e.name for e in planned]
    for outcome, experiment in zip(shipped, planned, strict=True):
        assert differences(outcome, experiment, "cpu") == []


def test_in_the_shipped_record_every_method_had_its_share_of_the_time():
    """As it was recorded, in a unit that a busy machine stretches along with what it measures."""
    for outcome in load("what_next"):
        share = in_wgan_gp(outcome)[-1] / BUDGET[outcome.facts["data"]]
        assert 0.75 < share < 1.33, outcome.name


def test_the_rates_are_those_of_the_search():
    searched = load("what_next_rates")
    best = chosen_rates(searched)
    for outcome in load("what_next"):
        key = (outcome.facts["data"], outcome.facts["method"])
        assert outcome.facts["lr"] == best[key]
        others = searched.where(data=key[0], method=key[1])
        assert tuple(o.facts["lr"] for o in others) == RATES
        glances = {o.facts["lr"]: o.last("glance").mean() for o in others}
        assert glances[best[key]] == min(glances.values())
