"""Experiments on images: frozen, judged by held-out images, recorded with their grids."""

import pickle
from dataclasses import replace

import numpy as np
import pytest

from gantutor import gan, nets
from gantutor.experiments import (
    IMAGE_SETS,
    ImageExperiment,
    Results,
    frog_tips,
    image_search,
    image_studies,
    pictures,
    run,
)
from gantutor.experiments.image_search import best
from gantutor.experiments.image_sets import SCORES, ImageSet
from gantutor.experiments.results import read
from gantutor.experiments.resuming import differences

SHAPE = (1, 8, 8)
DIGITS = ImageSet("digits", "digits 8 × 8", "digits")


@pytest.fixture(autouse=True)
def on_the_cpu(monkeypatch):
    monkeypatch.setenv("GANTUTOR_DEVICE", "cpu")


def experiment(**changes):
    game = gan.Config(
        critic=nets.image_critic(SHAPE, (4, 8)),
        generator=nets.image_generator(SHAPE, (8, 4), latent=8),
        batch=16,
        n_critic=1,
        iterations=4,
        lr=1e-3,
    )
    return ImageExperiment(
        **{"method": "gp", "data": DIGITS, "game": game, "seeds": (0, 1)} | changes
    )


@pytest.fixture(scope="module")
def outcome():
    return run(experiment())


def test_an_outcome_holds_scores_laws_and_the_images_from_one_z(outcome):
    record = outcome.record
    assert set(SCORES) <= set(record.series)
    assert all(np.isfinite(values).all() for values in record.series.values())
    snapshots = len(record.iteration)
    assert record.frames["laws"].shape == (snapshots, 2, 400, 2)
    assert outcome.growth.shape == (snapshots, 2, 16, *SHAPE)
    assert outcome.growth.dtype == np.uint8
    assert outcome.samples.shape == (16, 64)
    # From one z: the images of a seed change little in an iteration, two seeds' differ.
    steps = np.abs(np.diff(outcome.growth.astype(int), axis=0)).mean()
    seeds = np.abs(outcome.growth[:, 0].astype(int) - outcome.growth[:, 1]).mean()
    assert 0 < steps < seeds


def test_it_travels_and_gives_the_same_elsewhere(outcome):
    there = pickle.loads(pickle.dumps(experiment()))
    assert there == experiment()
    again = run(there)
    for name in outcome.record.series:
        np.testing.assert_array_equal(outcome.record[name], again.record[name])


def test_saved_and_read_the_grids_are_nearly_the_same(outcome, tmp_path):
    Results("try", "a command", (outcome,)).save(tmp_path / "try.zip")
    (found,) = read(tmp_path / "try.zip")
    assert found.facts == {"data": "digits", "method": "gp", "lr": 1e-3, "part": "report"}
    assert found.growth.shape == outcome.growth.shape
    off = np.abs(found.growth.astype(int) - outcome.growth)
    assert off.mean() < 14  # of 255: a JPEG of what is still noise
    assert "grid" not in found.record.frames
    assert found.real == outcome.real == DIGITS.real_scores("report")
    np.testing.assert_allclose(found.real_statistics, DIGITS.real_statistics("report"), atol=2e-3)
    assert found.real["frechet"] < outcome.record["frechet"].min()
    assert differences(found, experiment(), "cpu") == []
    assert differences(found, replace(experiment(), seeds=(0, 2)), "cpu")


def test_a_strip_in_colour_keeps_places_and_colours():
    growth = np.zeros((3, 4, 3, 16, 16), np.uint8)
    growth[1, 2, 0] = 200  # one red image
    found = pictures.cut(pictures.strip(growth), growth.shape)
    assert found.shape == growth.shape
    assert np.abs(found.astype(int) - growth).max() < 40
    assert found[1, 2, 0].mean() == pytest.approx(200, abs=4)
    assert found[1, 2, 1].mean() < 6
    with pytest.raises(ValueError, match="cannot be a picture of"):
        pictures.cut(pictures.strip(growth), (3, 5, 3, 16, 16))


def test_images_are_judged_by_others_than_they_were_chosen_by():
    train, selection, report = DIGITS.parts
    rows = [{image.tobytes() for image in part.images} for part in (train, selection, report)]
    assert not rows[1] & rows[2]
    real = DIGITS.real_scores("report")
    assert set(real) == set(SCORES)
    assert 0.7 < real["precision"] <= 1
    assert real["entropy"] == pytest.approx(np.log(10), abs=0.05)
    noise = np.random.default_rng(0).uniform(-1, 1, size=(1, 300, 64))
    assert DIGITS.classifier.features(noise).shape == (1, 300, 64)
    with pytest.raises(ValueError, match="part must be 'selection' or 'report', got 'train'"):
        experiment(part="train")


def test_the_statistics_are_ink_and_a_standardised_direction():
    report = DIGITS.parts.report.images
    found = DIGITS.statistics(report[None])[0]
    np.testing.assert_allclose(found[:, 0], (report.mean(axis=1) + 1) / 2, atol=1e-6)
    assert found[:, 1].mean() == pytest.approx(0, abs=1e-9)
    assert found[:, 1].std(ddof=1) == pytest.approx(1)


def test_without_a_film_only_the_last_images_are_kept(outcome):
    kept = run(experiment(seeds=(0,), growing=8, film=False))
    assert kept.growth.shape == (1, 1, 8, *SHAPE)
    np.testing.assert_array_equal(kept.growth[0, 0], outcome.growth[-1, 0, :8])


def test_laws_keep_their_shape_though_every_seed_ran_away():
    class Lost:
        def fakes(self, n, seed=0):
            return np.full((2, n, 64), np.nan)

    assert DIGITS.laws(Lost()).shape == (2, 400, 2)
    assert np.isnan(DIGITS.laws(Lost())).all()


def test_studies_choose_on_other_seeds_and_images_than_they_report():
    searched = image_studies.mnist_rates()
    assert {e.part for e in searched} == {"selection"}
    assert {s for e in searched for s in e.seeds}.isdisjoint(image_search.REPORTED)
    assert not any(e.film for e in searched)
    assert len({e.name for e in searched}) == len(searched)
    horses = image_studies.horses_jpeg()
    assert {e.data.name for e in horses} == {"horses_jpeg"}
    assert [e.seeds for e in horses] == [(0,), (1,), (2,)]
    assert {e.part for e in horses} == {"report"}
    assert all(name == data.name for name, data in IMAGE_SETS.items())


def test_the_best_of_each_way_is_the_one_of_least_distance(outcome):
    def scored(method, lr, value):
        series = {**outcome.record.series, "frechet": np.array([[9.0, 9.0], [value, value]])}
        facts = {**outcome.facts, "method": method, "lr": lr}
        return replace(outcome, facts=facts, record=replace(outcome.record, series=series))

    results = Results(
        "mnist_rates",
        "",
        (
            scored("dcgan", 1e-3, 5.0),
            scored("dcgan", 2e-3, 4.0),
            scored("wdcgan_0.1", 1e-3, np.nan),
            scored("wdcgan_0.3", 2e-3, 7.0),
            scored("wdcgan_gp", 2e-3, 3.0),
        ),
    )
    assert image_studies.best_of_each_way(results) == {
        "dcgan": ("dcgan", 2e-3),
        "wdcgan": ("wdcgan_0.3", 2e-3),
        "wdcgan_gp": ("wdcgan_gp", 2e-3),
    }
    assert best(results)["wdcgan_0.1"] == ("wdcgan_0.1", 1e-3)  # a group of its own, if a lost one


def test_each_frog_game_differs_from_the_one_with_all_tips_in_its_own_way():
    games = frog_tips.frog_games()
    every, differing = games.pop("all"), {}
    for name, game in games.items():
        mine, its = every.settings(), game.settings()
        differing[name] = {key for key in mine if mine[key] != its[key]}
    assert differing == {
        "labels": {"objective"},
        "dropout": {"critic"},
        "normal": {"latent"},
        "tanh": {"generator"},
        "strides": {"critic"},
        "kernel": {"critic", "generator"},
        "adam": {"optimiser"},
        "copied": {"generator"},
        "none": {"critic", "generator", "latent", "objective", "optimiser"},
    }
