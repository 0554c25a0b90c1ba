"""The study of a real text: frozen, judged on the held-out chapter, and as it is shipped."""

import pickle
from dataclasses import replace

import numpy as np
import pytest
import torch

from gantutor import data, metrics
from gantutor import sequences as seq
from gantutor.experiments import Planned, load, run, text_study
from gantutor.experiments.resuming import differences
from gantutor.experiments.text_study import LENGTH, MEASURED, VOCABULARY, TextExperiment


@pytest.fixture(autouse=True)
def on_the_cpu(monkeypatch):
    monkeypatch.setenv("GANTUTOR_DEVICE", "cpu")


@pytest.fixture(scope="module", params=text_study.METHODS)
def played(request):
    experiment = TextExperiment(request.param).shortened()
    return experiment, run(experiment)


def test_an_experiment_travels_and_its_outcome_is_of_it(played):
    experiment, outcome = played
    assert isinstance(experiment, Planned)
    assert pickle.loads(pickle.dumps(experiment)) == experiment
    assert differences(outcome, experiment, "cpu") == []
    assert differences(outcome, replace(experiment, iterations=3), "cpu")


def test_what_is_measured_is_there(played):
    experiment, outcome = played
    last = {name: outcome.last(name) for name in MEASURED}
    assert all(values.shape == (2,) for values in last.values())
    for n in text_study.ORDERS:
        assert ((last[f"js_{n}"] > 0) & (last[f"js_{n}"] < np.log(2))).all()
    if experiment.method == "critic":
        assert np.isnan(last["nats"]).all()
        assert (last["sure"] < 0.5).all()
    else:  # two steps from weights near zero: nearly all characters are alike
        np.testing.assert_allclose(last["nats"], np.log(VOCABULARY), atol=0.4)
        assert (last["sure"] == 1).all()
    assert (np.diff(outcome.record["seconds"][:, 0]) > 0).all()
    kept = outcome.record.frames["samples"]
    assert kept.dtype == np.uint8
    assert kept.shape[1:] == (2, text_study.KEPT, LENGTH)
    assert kept.max() < VOCABULARY
    # Half precision keeps places: the samples are the ones that were judged.
    texts = data.decode(outcome.samples.astype(int))
    assert metrics.ngram_js(data.alice().held_out, texts, 3) == last["js_3"][0]


def test_rows_by_place_and_by_channel_are_each_others_inverse():
    x = data.windows("off with her head, said the queen", LENGTH)
    rows = data.one_hot(x)
    channels = text_study.by_channel(rows)
    np.testing.assert_array_equal(text_study.by_place(channels), rows)
    table = channels.reshape(len(x), VOCABULARY, LENGTH)
    for t in range(LENGTH):
        np.testing.assert_array_equal(table[:, :, t].argmax(1), x[:, t])


def test_generated_rows_are_laws_of_the_characters_at_their_place():
    experiment = TextExperiment("critic").shortened()
    generator = experiment.config().generator.build((0, 1))
    z = torch.randn(2, 5, text_study.LATENT, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        rows = text_study.by_place(generator(z).numpy()).reshape(2, 5, LENGTH, VOCABULARY)
    np.testing.assert_allclose(rows.sum(-1), 1, atol=1e-5)


def test_nats_are_those_of_the_ordinary_recurrence():
    experiment = TextExperiment("likelihood").shortened()
    started = seq.start(
        experiment.config(), text_study.training_windows()[:100], seeds=(4, 5), device="cpu"
    )
    x = torch.from_numpy(text_study.held_out_windows())
    cell, to_logits = started.model.member(1)
    state, before, total = torch.zeros(len(x), text_study.HIDDEN), torch.zeros(len(x), 31), 0.0
    with torch.no_grad():
        for t in range(LENGTH):
            state = cell(before, state)
            total += torch.nn.functional.cross_entropy(to_logits(state), x[:, t]).item()
            before = torch.nn.functional.one_hot(x[:, t], 31).float()
    assert text_study.held_out_nats(started)[1] == pytest.approx(total / LENGTH, rel=1e-5)


def test_scores_at_their_ends():
    book = data.alice()
    itself = text_study.scores([book.held_out])
    assert [itself[f"js_{n}"] for n in text_study.ORDERS] == [0, 0, 0, 0]
    assert itself["copied"] == 0
    (copies,) = text_study.real_windows(repeats=1, n=300)
    found = text_study.scores(copies)
    assert found["copied"] == found["words"] == 1
    assert 0 < found["js_1"] < found["js_2"] < found["js_3"] < found["js_4"] < np.log(2)


def test_an_unknown_method_is_refused():
    with pytest.raises(ValueError, match="unknown method 'diffusion'; known: critic, likelihood"):
        TextExperiment("diffusion")


def test_the_shipped_record_is_of_the_study_as_it_is_now():
    for outcome, experiment in zip(load("text"), text_study.text(), strict=True):
        assert differences(outcome, experiment, "cpu") == []
