"""The galleries' programs in one game: as they are now, mended the sound game, and as recorded."""

import pickle
from functools import cache

import numpy as np
import pytest
import torch

from gantutor.experiments import Planned, load
from gantutor.experiments.bug_curves import (
    NOTHING,
    PLACES,
    UNNAMED,
    Broken,
    Game,
    both,
    bug_curves,
    floor,
    unnamed,
)
from gantutor.experiments.resuming import differences

MEND_TO_ONE_GAME = [e for e, p in PLACES.items() if p.sound == NOTHING and p.part != "none"]
CLIPPED = [e for e, p in PLACES.items() if p.held == "clip" and p.part != "none"]


@pytest.fixture(scope="module")
def results():
    return load("bug_curves")


@cache
def played(exhibit, version, iterations=2):
    return Broken(exhibit, version, seeds=(0,), iterations=iterations).run().record


@pytest.mark.parametrize("exhibit", [*MEND_TO_ONE_GAME, *CLIPPED])
def test_a_mended_program_plays_the_sound_game(exhibit):
    """So one recorded sound game stands for what each of them is, mended."""
    sound, mended = played(PLACES[exhibit].sound, "mended"), played(exhibit, "mended")
    for name in ("w1", "slope", "gap", "loss"):
        np.testing.assert_allclose(mended[name], sound[name], rtol=1e-3, atol=1e-5)
    found = played(exhibit, "as found")
    assert any(abs(found[n] - sound[n]).max() > 1e-4 for n in ("w1", "slope", "gap", "loss"))


def test_a_game_can_go_on_from_its_state_and_a_look_changes_nothing():
    game, other = (Game(Broken("alternate", seeds=(3, 4), iterations=4)) for _ in range(2))
    for _ in range(2):
        game.iterate()
        game.measure()
        other.iterate()
    late = Game(Broken("alternate", seeds=(3, 4), iterations=4))
    late.load_state_dict(game.state_dict())
    for one in (game, other, late):
        one.iterate()
    wanted = game.measure()
    for one in (other, late):
        for name, values in one.measure().items():
            np.testing.assert_array_equal(values, wanted[name])
    with pytest.raises(ValueError, match="must be of 2 seeds, got 1"):
        late.load_state_dict({"players": [None], "iteration": 0})


def test_randomness_is_the_game_s_own():
    torch.manual_seed(0)
    first = Broken("penalised_step", seeds=(0,), iterations=2).run().record
    torch.manual_seed(1)
    again = Broken("penalised_step", seeds=(0,), iterations=2).run().record
    np.testing.assert_array_equal(again["w1"], first["w1"])


def test_unknown_names_are_refused():
    with pytest.raises(ValueError, match="unknown exhibit 'gan'; known: slope_penalty"):
        Broken("gan")
    with pytest.raises(ValueError, match="unknown version 'as found'; known: mended"):
        Broken(NOTHING)


def test_the_shipped_record_is_of_the_study_as_it_is_now(results):
    planned = bug_curves()
    assert [o.name for o in results] == [e.name for e in planned]
    for outcome, experiment in zip(results, planned, strict=True):
        assert isinstance(experiment, Planned)
        assert pickle.loads(pickle.dumps(experiment)) == experiment
        assert differences(outcome, experiment, "cpu") == []


def test_each_curve_shows_its_symptom(results):
    """What the galleries say of them, in every seed, where it is said of a curve."""
    found = {e: both(e, results)["as found"] for e in PLACES if PLACES[e].part != "none"}
    sound = both("alternate", results)["mended"]
    clipped = both("one_round", results)["mended"]
    last = {e: {n: r[n][-1] for n in ("gap", "w1", "slope", "loss")} for e, r in found.items()}
    assert (found["slope_penalty"]["slope"][5:].mean(0) < 0.25).all()
    assert (sound["slope"][5:].mean(0) > 0.8).all()
    assert (found["penalised_step"]["slope"][-7:].mean(0) > 5).all()
    assert (abs(found["make_critic"]["gap"]) < 0.3).all() and (
        last["make_critic"]["w1"] > 1.5
    ).all()
    assert (found["score_network"]["gap"] < 1).all()
    assert abs(found["joint_gap"]["gap"]).max() < 1e-4
    assert (found["step_and_log"]["gap"][0] < -0.5).all()
    np.testing.assert_allclose(found["step_and_log"]["w1"], sound["w1"], rtol=1e-4)
    assert (last["alternate"]["w1"] > 5).all() and (last["one_round"]["w1"] > 50).all()
    assert (np.diff(found["one_round"]["gap"][3:], axis=0) > 0).all()
    tail = {e: r["w1"][-8:].mean(0).mean() for e, r in found.items()}
    assert tail["two_steps"] > 1.5 * clipped["w1"][-8:].mean()
    assert np.isnan(last["input_slopes"]["w1"]).any()
    assert np.isfinite(both("input_slopes", results)["mended"]["w1"]).all()
    assert (sound["w1"][-8:].mean(0) < 1).all() and (sound["w1"] > 0.5 * floor()[0]).all()


def test_the_unnamed_curves_are_of_other_seeds(results):
    curves = unnamed(results)
    assert list(curves) == list(UNNAMED)
    named = {seed for o in results if not o.facts["letter"] for seed in o.record.seeds.tolist()}
    assert not named & {seed for record in curves.values() for seed in record.seeds.tolist()}
