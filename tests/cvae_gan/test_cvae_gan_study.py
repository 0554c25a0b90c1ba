"""The study: its forms, what it measures, and what comes with the package."""

import pickle
from dataclasses import asdict

import numpy as np
import pytest
import torch

from gantutor import cvae_gan
from gantutor.cvae_gan import SIMPLE, Weights
from gantutor.experiments import cvae_gan_study as study
from gantutor.experiments import load, shipped
from gantutor.experiments import study as planned_for
from gantutor.experiments.resuming import differences


def weights(variant):
    return study.VARIANTS[variant][0]


def changed(variant, base):
    """The terms that a form weighs otherwise than another."""
    ours, theirs = asdict(weights(variant)), asdict(base)
    return {name: ours[name] for name in ours if ours[name] != theirs[name]}


def test_each_form_is_what_its_name_says():
    full, weighed = weights("full"), weights("weighed")
    assert weights("full, published") == Weights()
    assert weights("simple") == SIMPLE
    assert changed("full", Weights()) == {"discriminator_means": 0.1, "classifier_means": 0.1}
    assert changed("full, no L_KL", full) == {"kl": 0.0}
    assert changed("full, no L_GD", full) == {"discriminator_means": 0.0}
    assert changed("full, no L_GC", full) == {"classifier_means": 0.0}
    pairs = {"pixels": 0.0, "discriminator_pairs": 0.0, "classifier_pairs": 0.0}
    assert changed("full, no L_G", full) == pairs
    assert changed("full, mean KL", full) == {"kl": 3 / study.LATENT}
    ones = {"kl": 1.0, "discriminator_means": 1.0, "classifier_means": 1.0}
    assert changed("full, all 1", full) == ones
    assert changed("weighed, no fooling", weighed) == {"fooling": 0.0}
    assert changed("weighed, no labelling", weighed) == {"labelling": 0.0}
    for variant, base in (("full, WGAN-GP", "full"), ("weighed, WGAN-GP", "weighed")):
        assert weights(variant) == weights(base)
        config = study.CVAEGANExperiment(variant).config()
        assert config.objective.name == "wasserstein"
    assert set(study.SHOWN) <= set(study.VARIANTS)


def test_an_experiment_travels_and_says_which_run_it_is():
    one = study.CVAEGANExperiment("full").shortened()
    assert pickle.loads(pickle.dumps(one)) == one
    data = study.IMAGE_SETS["mnist_5k"].train
    run = cvae_gan.start(one.config(), data.images, data.labels, seeds=one.seeds, device="cpu")
    assert one.settings() == pickle.loads(pickle.dumps(one)).settings()
    assert one.settings()["data"] == run.settings()["data"]
    names = [e.name for e in planned_for("cvae_gan_terms")]
    assert len(set(names)) == len(names) == len(study.VARIANTS)


class Stub:
    """A classifier of two numbers: features are the numbers, the class is the larger's place."""

    def features(self, images):
        return np.asarray(images)[..., :2]

    def predict(self, images):
        return np.asarray(images)[..., :10].argmax(-1)


@pytest.fixture
def judge():
    rng = np.random.default_rng(0)
    labels = np.arange(1000) % 10
    images = (0.3 * rng.normal(size=(1000, 784))).clip(-1, 1).astype(np.float32)
    images[np.arange(1000), labels] = 1.0
    return study.Judge(Stub(), study.Images(images, labels, (1, 28, 28)))


def test_the_judge_against_its_own_images(judge):
    images = judge.held_out.images
    scores = judge.scores(np.stack([images, images]))
    assert scores.shape == (2, 10, 3)
    np.testing.assert_allclose(scores[..., 0], 1)
    np.testing.assert_allclose(scores[..., 1], 0, atol=1e-6)
    np.testing.assert_allclose(scores[..., 2], 1, rtol=1e-6)


def test_what_the_judge_says_of_wrong_labels_and_of_one_image_again_and_again(judge):
    images = judge.held_out.images
    turned = judge.scores(np.roll(images, 1, axis=0)[None])[0]
    assert (turned[:, 0] == 0).all()
    same = judge.scores(np.tile(images[:10], (100, 1))[None])[0]
    assert (same[:, 0] == 1).all()
    np.testing.assert_allclose(same[:, 2], 0, atol=1e-9)
    assert (same[:, 1] > 0).all()


def test_a_seed_that_ran_away_is_measured_as_nan(judge):
    class Run:
        seeds, iteration = (0, 1), 0

        def fakes(self, n):
            fakes = np.stack([judge.held_out.images, judge.held_out.images])
            fakes[1, 0, 0] = np.inf
            return fakes

    measures, run = judge.measures(), Run()
    assert measures["label_accuracy"](run)[0] == 1
    assert np.isnan(measures["frechet"](run)[1])


def test_ink_is_the_mean_level():
    assert study.ink(np.array([[-1.0, -1.0], [1.0, -1.0]])).tolist() == [0.0, 0.5]


@pytest.mark.skipif("cvae_gan_terms" not in shipped(), reason="NOT TESTED: no record is shipped")
def test_the_shipped_record_is_of_the_study_as_it_is_now():
    results = load("cvae_gan_terms")
    planned = {e.name: e for e in planned_for("cvae_gan_terms")}
    assert [o.name for o in results] == list(planned)
    assert results.command == "python -m gantutor.experiments cvae_gan_terms"
    for outcome in results:
        assert differences(outcome, planned[outcome.name], "cpu") == []
        assert torch.tensor(outcome.record["frechet"]).isfinite().all()
        assert (outcome.growth is not None) == (outcome.facts["method"] in study.SHOWN)
