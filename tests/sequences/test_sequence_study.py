"""The recorded study of sequences: chosen as said, held to the model's laws, and it runs."""

import numpy as np
import pytest

from gantutor import experiments
from gantutor import sequences as seq
from gantutor.experiments import sequence_study as study

LANGUAGE = seq.small_language()


@pytest.fixture(scope="module")
def found():
    return experiments.load("sequences")


def test_the_study_takes_each_way_s_best_settings_of_the_search(found):
    searched = experiments.load("sequences_rates")
    for planned in study.sequences():
        tried = searched.where(method=planned.method)
        best = min(tried, key=lambda o: o.last("w1").mean()).facts
        assert (planned.lr, planned.softness) == (best["lr"], best["softness"])
        assert found.one(method=planned.method).facts == planned.facts()
    assert not set(study.SEARCHED) & set(study.REPORTED), "chosen on other seeds"


@pytest.mark.parametrize("method", study.METHODS)
def test_what_was_recorded_fits_together(found, method):
    record = found.one(method=method).record
    values, real, _ = study.scores()
    laws = record.frames["score_law"]
    np.testing.assert_allclose(laws.sum(-1), 1, atol=1e-5)
    np.testing.assert_allclose(laws @ values, record["quality"], atol=1e-4)
    at_one = study.TEMPERATURES.index(1.0)
    curve = record.frames["temperatures"][..., at_one, :]
    np.testing.assert_allclose(curve[..., 0], record["quality"], atol=1e-4)
    np.testing.assert_allclose(curve[..., 1], record["diversity"], atol=1e-4)
    h = seq.entropy(LANGUAGE.law)
    np.testing.assert_allclose(record["kl"], -record["diversity"] - h, atol=1e-6)
    assert real.sum() == pytest.approx(1)
    assert record["w1"].min() > 0


def test_the_scores_of_what_was_heard():
    values, real, heard = study.scores()
    assert values.shape == real.shape == (56,)
    own = LANGUAGE.log_prob(study.heard(study.REPORTED)).mean(-1)
    np.testing.assert_allclose(heard @ values, own)
    assert values @ real == pytest.approx(-seq.entropy(LANGUAGE.law))


def test_the_floor_is_the_w1_of_each_seed_s_sentences():
    found = study.floor(seeds=(0, 3))
    for seed, w1 in zip((0, 3), found, strict=True):
        counts = seq.empirical(LANGUAGE.sample(study.SENTENCES, seed), 4)
        assert w1 == pytest.approx(seq.w1(LANGUAGE.law, counts, LANGUAGE.sentences))


@pytest.mark.parametrize("method", ["likelihood", "gumbel"])
def test_a_short_experiment_runs(method):
    outcome = study.SequenceExperiment(method, 2e-3, 0.3).shortened().run()
    assert outcome.record.iteration.tolist() == [0, 1, 2]
    assert set(outcome.record.series) >= {"kl", "reverse_kl", "w1", "quality", "diversity"}
    assert outcome.samples.shape == (study.DRAWN, 5)


def test_an_unknown_method_is_refused():
    with pytest.raises(ValueError, match="unknown method 'max'; known: likelihood"):
        study.SequenceExperiment("max", 2e-3)
    with pytest.raises(ValueError, match="lr must be finite and above 0"):
        study.SequenceExperiment("likelihood", 0.0)
