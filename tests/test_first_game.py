"""The first game of the book, recorded for longer: settings, rulers, and as it is shipped."""

import pickle
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from gantutor.experiments import Planned, load, run
from gantutor.experiments.first_game import FirstGame, first_game, judged, measures
from gantutor.experiments.resuming import differences


@pytest.fixture(autouse=True)
def on_the_cpu(monkeypatch):
    monkeypatch.setenv("GANTUTOR_DEVICE", "cpu")


def test_an_experiment_travels_and_its_outcome_is_of_it():
    experiment = FirstGame().shortened()
    assert isinstance(experiment, Planned)
    assert pickle.loads(pickle.dumps(experiment)) == experiment
    outcome = run(experiment)
    assert differences(outcome, experiment, "cpu") == []
    assert differences(outcome, replace(experiment, iterations=3), "cpu")
    assert all(np.isfinite(outcome.last(name)).all() for name in experiment.measured())
    grid = outcome.record.frames["grid"]
    assert grid.dtype == np.uint8
    assert grid.shape == (3, 2, 36, 784)
    # Levels of images in [0, 1]: the samples of the first seed, rounded.
    np.testing.assert_allclose(grid[-1, 0] / 255, outcome.samples.astype(float), atol=3e-3)


def test_the_two_sets_that_measure_have_no_image_in_common():
    by = judged()
    assert by.x.shape == (5000, 784)
    assert (by.x.min(), by.x.max()) == (0, 1)
    together = np.unique(np.concatenate([by.ours, by.others]), axis=0)
    assert len(together) == len(by.ours) + len(by.others)


def scored(images):
    """What a run would score whose three seeds make these images, whatever its latent points."""
    made = SimpleNamespace(fakes=lambda n, seed: np.repeat(images[None, :n], 3, axis=0))
    return {name: measure(made) for name, measure in measures().items()}


def test_rulers_on_images_whose_scores_are_known():
    by = judged()
    same = scored(by.others)
    np.testing.assert_allclose(same["variety"], 1)
    assert same["digits"].tolist() == [10, 10, 10]
    np.testing.assert_allclose(same["w1"], 0, atol=1e-5)
    sheet = scored(np.zeros_like(by.others))
    assert sheet["variety"].tolist() == [0, 0, 0]
    assert sheet["digits"].tolist() == [1, 1, 1]
    # One image again and again: every plan costs the mean distance to it.
    expected = np.linalg.norm(by.others, axis=1).mean()
    np.testing.assert_allclose(sheet["w1"], expected, rtol=1e-5)


def test_the_shipped_record_is_of_the_study_as_it_is_now():
    shipped, planned = load("first_game"), first_game()
    assert [o.name for o in shipped] == [e.name for e in planned]
    for outcome, experiment in zip(shipped, planned, strict=True):
        assert differences(outcome, experiment, "cpu") == []
        assert outcome.record.iteration.tolist() == list(range(0, 10_001, 1000))
