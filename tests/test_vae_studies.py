"""The studies of autoencoders: frozen, measured on unseen images, and as they are shipped."""

import pickle
from dataclasses import replace

import numpy as np
import pytest
from scipy.integrate import trapezoid

from gantutor.experiments import Planned, load, run, vae_gan_study
from gantutor.experiments.resuming import differences
from gantutor.experiments.vae_gan_study import MEASURED, SideBySide, vae_gan
from gantutor.experiments.vae_study import BETAS, GRID, VAEExperiment, beta_sweep, vae_beta


@pytest.fixture(autouse=True)
def on_the_cpu(monkeypatch):
    monkeypatch.setenv("GANTUTOR_DEVICE", "cpu")


@pytest.fixture(scope="module")
def short():
    return run(VAEExperiment(1.0).shortened())


def test_an_experiment_travels_and_its_outcome_is_of_it(short):
    experiment = VAEExperiment(1.0).shortened()
    assert isinstance(experiment, Planned)
    assert pickle.loads(pickle.dumps(experiment)) == experiment
    assert differences(short, experiment, "cpu") == []
    assert differences(short, replace(experiment, beta=2.0), "cpu")


def test_frames_hold_each_dimension(short):
    record = short.record
    snapshots = len(record.iteration)
    assert record.frames["kl"].shape == (snapshots, 2, 8)
    assert record.frames["density"].shape == (snapshots, 2, 8, len(GRID))
    assert record.frames["examples"].shape == (snapshots, 2, 8, 10, 2)
    # A law of mass 1 that is near 0 at the start: nearly all of it lies on the grid.
    mass = trapezoid(record.frames["density"][0].astype(float), GRID, axis=-1)
    np.testing.assert_allclose(mass, 1, atol=0.05)
    assert (record.frames["gaps"][..., 0] <= record.frames["kl"] + 1e-4).all()


def test_the_shipped_sweep_is_of_the_study_as_it_is_now():
    shipped = load("vae_beta")
    planned = vae_beta()
    assert [o.name for o in shipped] == [e.name for e in planned]
    for outcome, experiment in zip(shipped, planned, strict=True):
        assert differences(outcome, experiment, "cpu") == []


def test_the_sweep_is_in_the_order_of_the_kl_terms():
    sweep = beta_sweep()
    assert sweep.betas.tolist() == list(BETAS)
    assert (np.diff(sweep.kl, axis=-1) <= 0).all()
    # The parts of one dimension stay together: each law has the price that its numbers say.
    assert (sweep.aggregate_kl <= sweep.kl + 1e-4).all()
    at_one = sweep.density[BETAS.index(1.0)]
    np.testing.assert_allclose(trapezoid(at_one, GRID, axis=-1), 1, atol=0.02)
    assert sweep.examples.shape == (*sweep.kl.shape, 10, 2)


@pytest.mark.parametrize("kind", ["vae", "gan"])
def test_both_sides_make_images_of_the_same_codes(kind):
    experiment = SideBySide(kind).shortened()
    outcome = run(experiment)
    assert differences(outcome, experiment, "cpu") == []
    assert all(np.isfinite(outcome.last(name)).all() for name in MEASURED)
    grid = outcome.record.frames["grid"]
    assert grid.dtype == np.uint8
    assert grid.shape[1:] == (2, 36, 64)
    assert outcome.facts == {"data": "digits", "method": kind}


def test_both_sides_have_one_generating_network():
    vae_side, gan_side = (SideBySide(kind).config() for kind in ("vae", "gan"))
    assert vae_side.decoder.widths == gan_side.generator.widths
    assert vae_side.batch == gan_side.batch
    with pytest.raises(ValueError, match="kind must be one of"):
        SideBySide("flow")


def test_the_judges_have_not_been_trained_on():
    train, judge, other = vae_gan_study.parts()
    rows = [{image.tobytes() for image in part} for part in (train, judge, other)]
    assert not rows[1] & rows[2]
    assert len(judge) == len(other)


def test_a_line_is_straight_in_the_latent_space_and_a_cross_fade_in_that_of_images():
    lines = vae_gan_study.lines()
    found = vae_gan_study.metrics.walk(lines)
    assert found.detour == pytest.approx(1, abs=1e-4)
    assert found.jump == pytest.approx(1, abs=1e-3)
    floor = vae_gan_study.floor()
    assert floor["detour"] == pytest.approx(1)
    assert floor["coverage"] > 0.9


def test_the_shipped_comparison_is_of_the_study_as_it_is_now():
    for outcome, experiment in zip(load("vae_gan"), vae_gan(), strict=True):
        assert differences(outcome, experiment, "cpu") == []
