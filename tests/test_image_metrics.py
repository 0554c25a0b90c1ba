"""Metrics of images: a classifier's features, density and coverage, the nearest real one."""

import numpy as np
import pytest
from prdc import compute_prdc
from scipy.spatial.distance import cdist

from gantutor import data, metrics


@pytest.fixture(scope="module")
def classifier():
    return metrics.ImageClassifier(data.digits(), epochs=8, batch=64)


def test_the_classifier_knows_digits_that_it_never_saw(classifier):
    report = data.split(data.digits()).report
    right = classifier.predict(report.images) == report.labels
    assert classifier.accuracy == pytest.approx(right.mean())
    assert classifier.accuracy > 0.85
    probabilities = classifier.probabilities(report.images)
    assert probabilities.shape == (len(report), 10)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, atol=1e-5)
    assert (probabilities.argmax(axis=1) == classifier.predict(report.images)).all()


def test_features_are_of_each_image_alone(classifier):
    images = data.digits().images[:600]
    features = classifier.features(images)
    assert features.shape == (600, 64)
    assert features.min() == 0
    stacked = classifier.features(np.stack([images[:5], images[5:10]]))
    np.testing.assert_allclose(stacked.reshape(10, 64), features[:10], atol=1e-5)


def test_the_same_seed_gives_the_same_classifier():
    few = data.digits()[::6]
    one, same, other = (
        metrics.ImageClassifier(few, seed=s, epochs=1).features(few.images) for s in (3, 3, 4)
    )
    np.testing.assert_array_equal(one, same)
    assert np.abs(one - other).max() > 0.01


def test_names_of_the_classes_are_kept_when_some_are_absent():
    ones, sevens = data.digits().of("1"), data.digits().of("7")
    classifier = metrics.ImageClassifier(ones.joined(sevens), epochs=3, batch=16)
    assert classifier.classes == ("1", "7")
    assert classifier.accuracy > 0.9
    assert (classifier.predict(sevens.images) == 1).mean() > 0.9


def test_what_a_classifier_refuses(classifier):
    with pytest.raises(ValueError, match=r"needs two classes, got \['1'\]"):
        metrics.ImageClassifier(data.digits().of("1"))
    with pytest.raises(ValueError, match=r"shape \(n, 64\) or \(S, n, 64\), got \(2, 784\)"):
        classifier.features(np.zeros((2, 784)))
    with pytest.raises(ValueError, match=r"lie in \[-1, 1\], got values from 0 to 255"):
        classifier.features(np.array([[0.0] * 63 + [255.0]]))


def test_density_and_coverage_agree_with_the_formulas_written_out():
    rng = np.random.default_rng(0)
    real, fake, k = rng.normal(size=(60, 3)), rng.normal(0.5, 1.2, size=(2, 40, 3)), 4
    density, coverage = metrics.density_coverage(real, fake, k)
    for s in range(2):
        inside, held = 0, 0
        for x in real:
            radius = np.sort(np.linalg.norm(real - x, axis=1))[k]
            near = np.linalg.norm(fake[s] - x, axis=1) <= radius
            inside, held = inside + near.sum(), held + near.any()
        assert density[s] == pytest.approx(inside / (k * 40))
        assert coverage[s] == held / 60
    assert metrics.density_coverage(real, fake[1], k) == (density[1], coverage[1])


def test_coverage_of_the_same_law_is_its_expectation():
    """Naeem et al. 2020, lemma 2: 1 − (n−1)⋯(n−k) / ((m+n−1)⋯(m+n−k)) for equal laws."""
    rng, n, m, k = np.random.default_rng(1), 60, 40, 3
    found = [
        metrics.density_coverage(rng.normal(size=(n, 5)), rng.normal(size=(m, 5)), k).coverage
        for _ in range(400)
    ]
    i = np.arange(1, k + 1)
    expected = 1 - np.prod((n - i) / (m + n - i))
    error = np.std(found) / np.sqrt(len(found))
    assert abs(np.mean(found) - expected) < 4 * error


def test_density_and_coverage_at_their_extremes_and_what_they_refuse():
    rng = np.random.default_rng(0)
    real = rng.normal(size=(50, 2))
    assert metrics.density_coverage(real, real + 100.0) == (0.0, 0.0)
    crowd = np.repeat(real[:1], 30, axis=0)
    density, coverage = metrics.density_coverage(real, crowd)
    assert density > 1
    assert coverage < 0.5
    with pytest.raises(ValueError, match="k must be at least 1, got 0"):
        metrics.density_coverage(real, real, k=0)
    with pytest.raises(ValueError, match="real needs more than k=50 samples, got 50"):
        metrics.density_coverage(real, real, k=50)
    with pytest.raises(ValueError, match="must agree in d"):
        metrics.density_coverage(real, np.zeros((5, 3)))


def test_the_nearest_real_image():
    rng = np.random.default_rng(0)
    real, fake = rng.normal(size=(30, 4)), rng.normal(size=(2, 7, 4))
    fake[0, 3] = real[11]
    row, distance = metrics.nearest_real(real, fake)
    assert row.shape == distance.shape == (2, 7)
    assert (row[0, 3], distance[0, 3]) == (11, 0.0)
    expected = cdist(fake[1], real)
    np.testing.assert_array_equal(row[1], expected.argmin(axis=1))
    np.testing.assert_allclose(distance[1], expected.min(axis=1))
    assert metrics.nearest_real(real, fake[1]).row.shape == (7,)
    with pytest.raises(ValueError, match="must agree in d"):
        metrics.nearest_real(real, np.zeros((5, 3)))


@pytest.mark.parametrize("k", [3, 5])
def test_precision_recall_density_and_coverage_agree_with_their_authors_program(k):
    rng = np.random.default_rng(0)
    real, fake = rng.normal(size=(150, 6)), 0.8 * rng.normal(size=(120, 6)) + 0.3
    theirs = compute_prdc(real, fake, nearest_k=k)
    assert metrics.precision_recall(real, fake, k) == pytest.approx(
        (theirs["precision"], theirs["recall"])
    )
    assert metrics.density_coverage(real, fake, k) == pytest.approx(
        (theirs["density"], theirs["coverage"])
    )
