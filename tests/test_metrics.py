"""The measures beside every critic, against closed forms and independent computations."""

import math
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from scipy.linalg import sqrtm
from scipy.optimize import linear_sum_assignment
from scipy.spatial import cKDTree
from scipy.spatial.distance import cdist

from gantutor import metrics
from gantutor.data import digits
from gantutor.distributions import Ring
from gantutor.gan import Config, start
from gantutor.nets import MLP
from gantutor.recording import record

RING = Ring()


def fixed(fakes):
    """A match that always generates the same samples."""
    return SimpleNamespace(fakes=lambda n, seed=0: torch.as_tensor(fakes)[:, :n])


# exact W1 and its floor --------------------------------------------------------------------------


def test_w1_measure_is_the_assignment_cost_of_each_game():
    rng = np.random.default_rng(0)
    x, fakes = rng.normal(size=(40, 2)), rng.normal(size=(3, 40, 2)) + 1
    measured = metrics.w1_measure(x, n=40)(fixed(fakes))
    for config, value in zip(fakes, measured, strict=True):
        cost = cdist(x, config)
        assert value == pytest.approx(cost[linear_sum_assignment(cost)].mean(), abs=1e-9)


def test_w1_measure_of_a_shift_is_the_shift():
    x = np.random.default_rng(1).normal(size=(64, 2))
    fakes = np.stack([x, x + np.array([3.0, 4.0])])
    assert metrics.w1_measure(x, n=64)(fixed(fakes)) == pytest.approx([0.0, 5.0], abs=1e-9)


def test_w1_measure_takes_one_data_set_for_each_game():
    x = np.random.default_rng(2).normal(size=(2, 30, 1))
    fakes = x + np.array([1.0, -2.0])[:, None, None]
    assert metrics.w1_measure(x, n=30)(fixed(fakes)) == pytest.approx([1.0, 2.0], abs=1e-9)


def test_measures_record_a_real_match():
    x = Ring(std=0.1).sample(300, 0)
    config = Config(MLP((2, 16, 1)), MLP((2, 16, 2)), batch=32, n_critic=1, iterations=4)
    run = record(
        start(config, x, seeds=[0, 1, 2]),
        measures={
            "w1": metrics.w1_measure(x, n=64),
            "modes": metrics.of_fakes(lambda y: metrics.modes_covered(y, RING.centres, 0.1), 200),
            "recall": metrics.of_fakes(lambda y: metrics.precision_recall(x, y).recall, 100),
        },
        every=2,
    )
    assert run["w1"].shape == run["modes"].shape == run["recall"].shape == (3, 3)
    alone = start(config, x, seeds=[1])
    assert metrics.w1_measure(x, n=64)(alone) == pytest.approx(run["w1"][:1, 1], abs=1e-5)


def test_w1_measure_draws_the_same_real_samples_every_time_and_others_for_another_seed():
    x, fakes = RING.sample(500, 0), RING.sample(64, 1)[None]
    first = metrics.w1_measure(x, n=64, seed=5)(fixed(fakes))
    assert metrics.w1_measure(x, n=64, seed=5)(fixed(fakes)) == first
    assert metrics.w1_measure(x, n=64, seed=6)(fixed(fakes)) != first


def w1_by_assignment(x, fakes):
    cost = cdist(x, fakes)
    return cost[linear_sum_assignment(cost)].mean()


@pytest.mark.parametrize("dim", [1, 2, 8])
def test_w1_measure_of_a_run_does_not_depend_on_what_was_measured_before(dim):
    """Small steps, a diverged game, and matches of other sizes and orders."""
    rng = np.random.default_rng(9)
    x = rng.normal(size=(60, dim))
    y, v = rng.normal(1.0, 1.0, size=(3, 60, dim)), rng.normal(size=(3, 60, dim))
    broken = y + 0.02 * v
    broken[1] = np.nan
    measure = metrics.w1_measure(x, n=60)
    for fakes in (y, y + 0.01 * v, broken, y[:1], y[:, ::-1].copy(), y[[2, 0, 1]], x[None]):
        expected = [w1_by_assignment(x, f) if np.isfinite(f).all() else np.nan for f in fakes]
        np.testing.assert_allclose(measure(fixed(fakes)), expected, rtol=0, atol=1e-9)


def test_a_diverged_game_is_nan_and_the_others_are_measured():
    x = np.random.default_rng(3).normal(size=(20, 2))
    fakes = np.stack([x + np.array([1.0, 0.0]), np.full((20, 2), np.nan), x])
    measured = metrics.w1_measure(x, n=20)(fixed(fakes))
    np.testing.assert_allclose(measured, [1.0, np.nan, 0.0], atol=1e-9)
    modes = metrics.of_fakes(lambda y: metrics.modes_covered(y, [[0.0, 0.0]], 10.0), n=20)
    np.testing.assert_array_equal(modes(fixed(fakes)), [1, np.nan, 1])
    everyone = fixed(np.full((2, 20, 2), np.inf))
    np.testing.assert_array_equal(modes(everyone), [np.nan, np.nan])


def test_w1_measure_names_what_does_not_fit():
    x = np.zeros((10, 2))
    with pytest.raises(ValueError, match="between 1 and the 10 samples of x, got 11"):
        metrics.w1_measure(x, n=11)
    with pytest.raises(ValueError, match=r"\(1, 5, 3\) do not fit real samples \(1, 5, 2\)"):
        metrics.w1_measure(x, n=5)(fixed(np.zeros((1, 5, 3))))
    with pytest.raises(ValueError, match=r"x\[:, None\]"):
        metrics.w1_measure(np.zeros(10), n=5)
    with pytest.raises(ValueError, match="one value for each of 2 seeds, got shape \\(3,\\)"):
        metrics.of_fakes(lambda y: np.zeros(3), n=5)(fixed(np.zeros((2, 5, 1))))


# Means of 400 and of 100 pairs. One pair scatters by a third (how many samples fall on each mode is
# chance), so means of a few, such as 0.37 and 0.21 once measured from 5, are rough.
@pytest.mark.parametrize(
    ("n", "repeats", "mean", "std"), [(64, 60, 0.438, 0.137), (256, 30, 0.221, 0.069)]
)
def test_ring_floor_is_what_was_measured(n, repeats, mean, std):
    floor = metrics.w1_floor(RING.sample, n, repeats, 0)
    assert floor.mean == pytest.approx(mean, abs=3 * std / math.sqrt(repeats))
    assert floor.std == pytest.approx(std, rel=0.35)
    assert (floor.n, floor.repeats) == (n, repeats)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("d", "fact", "tolerance"), [(2, 0.15, 0.03), (8, 1.55, 0.02), (32, 5.56, 0.03)]
)
def test_gaussian_floor_is_the_measured_fact(d, fact, tolerance):
    floor = metrics.w1_floor(lambda n, rng: rng.standard_normal((n, d)), 1000, 3, 0)
    assert floor.mean == pytest.approx(fact, abs=tolerance)


def test_floor_of_a_data_set_uses_disjoint_halves():
    data = np.arange(20.0)[:, None]
    seen = []

    def distance(x, y):
        seen.append(set(x.ravel()) | set(y.ravel()))
        return float(len(seen))

    floor = metrics.floor_of(distance, data, 10, 3, 0)
    assert all(len(points) == 20 for points in seen)
    assert floor == (2.0, 1.0, 10, 3)
    with pytest.raises(ValueError, match="n=11 need 22 samples, got 20"):
        metrics.w1_floor(data, 11, 2, 0)
    with pytest.raises(ValueError, match="repeats=1"):
        metrics.w1_floor(data, 2, 1, 0)


# modes -------------------------------------------------------------------------------------------


def test_true_samples_are_of_high_quality_as_often_as_the_closed_form_says():
    samples = RING.sample(40_000, 0)
    expected = 1 - math.exp(-4.5)
    margin = 4 * math.sqrt(expected * (1 - expected) / len(samples))
    assert metrics.high_quality(samples, RING.centres, RING.std) == pytest.approx(
        expected, abs=margin
    )


def test_modes_and_quality_by_hand():
    centres, std = np.array([[0.0, 0.0], [10.0, 0.0], [0.0, 10.0]]), 1.0
    games = np.array(
        [
            [[0.0, 2.9], [0.0, 3.1], [10.0, 0.0], [5.1, 0.0]],
            [[0.0, 0.1], [0.1, 0.0], [0.0, 0.0], [0.2, 0.0]],
        ]
    )
    np.testing.assert_array_equal(metrics.modes_covered(games, centres, std), [2, 1])
    np.testing.assert_array_equal(metrics.high_quality(games, centres, std), [0.5, 1.0])
    np.testing.assert_array_equal(metrics.mode_counts(games, centres), [[2, 2, 0], [4, 0, 0]])
    half = math.log(3) - math.log(2)
    np.testing.assert_allclose(metrics.mode_kl(games, centres), [half, math.log(3)], atol=1e-12)
    one = metrics.modes_covered(games[0], centres, std)
    assert one == 2 and isinstance(one, int)
    assert isinstance(metrics.high_quality(torch.as_tensor(games[0]), centres, std), float)


def test_mode_kl_of_true_samples_is_about_its_expectation():
    n = 400
    games = np.stack([RING.sample(n, seed) for seed in range(200)])
    kl = metrics.mode_kl(games, RING.centres)
    assert kl.mean() == pytest.approx(7 / (2 * n), rel=0.15)


@given(st.lists(st.integers(0, 30), min_size=2, max_size=6).filter(lambda c: sum(c) > 0))
def test_mode_kl_is_log_k_minus_the_entropy(counts):
    centres = np.stack([np.arange(len(counts)) * 5.0, np.zeros(len(counts))], axis=1)
    samples = np.repeat(centres, counts, axis=0)
    q = np.array([c for c in counts if c]) / sum(counts)
    expected = math.log(len(counts)) + float(q @ np.log(q))
    assert metrics.mode_kl(samples, centres) == pytest.approx(expected, abs=1e-12)


def test_modes_name_what_is_wrong():
    with pytest.raises(ValueError, match=r"std=0\.0"):
        metrics.modes_covered(np.zeros((3, 2)), np.zeros((1, 2)), 0.0)
    with pytest.raises(ValueError, match="samples have d=3 but centres have d=2"):
        metrics.high_quality(np.zeros((3, 3)), np.zeros((1, 2)), 1.0)
    with pytest.raises(ValueError, match="got 1 NaN or infinite of 2"):
        metrics.mode_kl([[np.nan, 0.0]], np.zeros((1, 2)))
    with pytest.raises(ValueError, match="must not be empty"):
        metrics.mode_kl(np.zeros((0, 2)), np.zeros((1, 2)))


# precision and recall ----------------------------------------------------------------------------


def by_trees(real, fake, k):
    """Precision and recall again, one ball at a time and by another library."""

    def covered(points, centres):
        radii = cKDTree(centres).query(centres, k=k + 1)[0][:, k]
        pairs = zip(centres, radii, strict=True)
        hit = set().union(*(cKDTree(points).query_ball_point(c, r) for c, r in pairs))
        return len(hit) / len(points)

    return covered(fake, real), covered(real, fake)


@pytest.mark.parametrize("k", [1, 3, 5])
def test_precision_recall_agrees_with_an_independent_computation(k):
    rng = np.random.default_rng(k)
    real, fake = rng.normal(size=(150, 3)), rng.normal(size=(2, 130, 3)) * 1.3 + 0.5
    precision, recall = metrics.precision_recall(real, fake, k)
    for config in range(2):
        expected = by_trees(real, fake[config], k)
        assert (precision[config], recall[config]) == pytest.approx(expected, abs=1e-12)
    assert metrics.precision_recall(real, fake[1], k) == (precision[1], recall[1])


def test_precision_recall_at_its_extremes():
    real = np.random.default_rng(0).normal(size=(200, 2))
    assert metrics.precision_recall(real, real) == (1.0, 1.0)
    assert metrics.precision_recall(real, real + 100.0) == (0.0, 0.0)
    collapsed = np.repeat(real[:1], 50, axis=0)  # one real sample, learned by heart
    assert metrics.precision_recall(real, collapsed) == (1.0, 1 / 200)


def test_precision_recall_does_not_depend_on_the_slicing(monkeypatch):
    rng = np.random.default_rng(4)
    real, fake = rng.normal(size=(50, 2)), rng.normal(size=(70, 2)) + 0.7
    whole = metrics.precision_recall(real, fake)
    monkeypatch.setattr("gantutor.metrics.manifold._ROWS", 7)
    assert metrics.precision_recall(real, fake) == whole


def test_precision_recall_names_what_is_wrong():
    three, four = np.zeros((3, 2)), np.zeros((4, 2))
    with pytest.raises(ValueError, match="fake needs more than k=3 samples, got 3"):
        metrics.precision_recall(four, three)
    with pytest.raises(ValueError, match="real needs more than k=3 samples, got 3"):
        metrics.precision_recall(three, four)
    with pytest.raises(ValueError, match="k must be at least 1, got 0"):
        metrics.precision_recall(four, four, k=0)
    with pytest.raises(ValueError, match="must agree in d"):
        metrics.precision_recall(four, np.zeros((4, 3)))


# Fréchet distance --------------------------------------------------------------------------------


def covariances(seed, d):
    a, b = np.random.default_rng(seed).normal(size=(2, d, d))
    return a @ a.T, b @ b.T


@pytest.mark.parametrize("d", [1, 2, 7])
def test_gaussian_frechet_agrees_with_the_general_matrix_root(d):
    cx, cy = covariances(d, d)
    mx, my = np.zeros(d), np.arange(1.0, d + 1)
    expected = my @ my + np.trace(cx + cy - 2 * sqrtm(cx @ cy).real)
    assert metrics.gaussian_frechet(mx, cx, my, cy) == pytest.approx(expected, rel=1e-8)
    assert metrics.gaussian_frechet(my, cy, mx, cx) == pytest.approx(expected, rel=1e-8)


def test_gaussian_frechet_of_commuting_covariances_is_the_closed_form():
    sx, sy = np.array([1.0, 2.0, 0.0]), np.array([3.0, 0.5, 4.0])  # one of them singular
    value = metrics.gaussian_frechet([0, 0, 0], np.diag(sx**2), [1, 2, 2], np.diag(sy**2))
    assert value == pytest.approx(9.0 + ((sx - sy) ** 2).sum(), rel=1e-12)
    assert metrics.gaussian_frechet([0, 0, 0], np.diag(sx), [0, 0, 0], np.diag(sx)) < 1e-12


def test_frechet_distance_of_samples_whose_moments_are_known():
    x = np.array([[-1.0, 0.0], [1.0, 0.0], [0.0, -1.0], [0.0, 1.0]])  # covariance 2/3 · I
    y = np.stack([x, 3 * x + [3.0, 4.0]])
    # Scaling by 3 about the mean: 25 for the shift, 2 dimensions × (3 − 1)² × 2/3.
    np.testing.assert_allclose(metrics.frechet_distance(x, y), [0.0, 25 + 16 / 3], atol=1e-12)
    assert metrics.frechet_distance(x, y[1]) == pytest.approx(25 + 16 / 3)


def test_frechet_distance_is_w2_squared_of_large_gaussian_samples():
    rng = np.random.default_rng(0)
    x, y = rng.normal(0, 1, size=(40_000, 1)), rng.normal(2, 3, size=(40_000, 1))
    assert metrics.frechet_distance(x, y) == pytest.approx(4 + 4, rel=0.03)


def test_frechet_names_what_is_no_covariance():
    zero, eye = np.zeros(2), np.eye(2)
    with pytest.raises(ValueError, match="negative eigenvalue, got -1"):
        metrics.gaussian_frechet(zero, eye, zero, np.diag([1.0, -1.0]))
    with pytest.raises(ValueError, match="symmetric"):
        metrics.gaussian_frechet(zero, np.array([[1.0, 1.0], [0.0, 1.0]]), zero, eye)
    with pytest.raises(ValueError, match="at least 2 samples"):
        metrics.frechet_distance(np.zeros((1, 2)), np.zeros((5, 2)))
    with pytest.raises(ValueError, match="must agree in d"):
        metrics.frechet_distance(np.zeros((5, 2)), np.zeros((5, 3)))


@given(st.integers(0, 10_000), st.integers(1, 5))
def test_psd_root_squares_to_the_matrix(seed, d):
    a = np.random.default_rng(seed).normal(size=(d, max(1, d - 1)))  # singular for d > 1
    root = metrics.psd_root(a @ a.T)
    np.testing.assert_allclose(root @ root, a @ a.T, atol=1e-9 * (1 + np.abs(a).max() ** 2))
    np.testing.assert_allclose(root, root.T, atol=1e-12)


# digits ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def classifier():
    return metrics.DigitsClassifier()


def test_digits_classifier_is_good_and_the_same_every_time(classifier):
    assert 0.96 <= classifier.accuracy <= 0.999
    images = digits().images[:200]
    again = metrics.DigitsClassifier()
    assert again.accuracy == classifier.accuracy
    np.testing.assert_array_equal(again.features(images), classifier.features(images))


def test_digits_features_have_the_shape_of_the_games(classifier):
    images = digits().images[:60]
    features = classifier.features(images.reshape(3, 20, 64))
    np.testing.assert_allclose(features.reshape(60, 32), classifier.features(images), atol=1e-12)
    assert features.min() == 0.0 < features.max()


def test_class_counts_are_nearly_the_labels(classifier):
    data = digits()
    counts = metrics.class_counts(data.images, classifier)
    assert counts.sum() == len(data.labels)
    assert np.abs(counts - np.bincount(data.labels)).max() <= 8
    ones = data.images[data.labels == 1][:100].reshape(2, 50, 64)
    assert (metrics.class_counts(ones, classifier)[:, 1] >= 46).all()


def test_digits_mlp_frechet_distance_orders_what_the_eye_orders(classifier):
    rng = np.random.default_rng(0)
    images = rng.permutation(digits().images)

    def distance(x, y):
        return metrics.frechet_distance(classifier.features(x), classifier.features(y))

    floor = metrics.floor_of(distance, images, 500, 4, 0)
    noisy = np.clip(images[500:1000] + 0.5 * rng.normal(size=(500, 64)), -1, 1)
    pure_noise = rng.uniform(-1, 1, size=(500, 64))
    scores = [distance(images[:500], other) for other in (noisy, pure_noise)]
    assert 0 < floor.mean < scores[0] / 3 < scores[1] / 3


@pytest.mark.parametrize(
    ("images", "message"),
    [
        (np.zeros((3, 63)), r"\(n, 64\) or \(S, n, 64\), got \(3, 63\)"),
        (np.full((3, 64), 1.5), "from 1.5 to 1.5"),
        (np.full((3, 64), np.nan), "192 NaN or infinite"),
    ],
)
def test_digits_classifier_names_what_is_no_image(classifier, images, message):
    with pytest.raises(ValueError, match=message):
        classifier.predict(images)


# weights -----------------------------------------------------------------------------------------


def test_pile_up_counts_the_edge_of_the_box():
    weights = np.array([[-0.1, 0.0991, 0.0989, 0.0], [0.1, -0.1, 0.1, 0.1]])
    np.testing.assert_array_equal(metrics.pile_up(weights, 0.1), [0.5, 1.0])
    assert metrics.pile_up(np.linspace(-1, 1, 20_001), 1.0) == pytest.approx(0.01, abs=1e-3)
    with pytest.raises(ValueError, match=r"must lie in \[-0.05, 0.05\], got 0.1 in size"):
        metrics.pile_up(weights, 0.05)


def test_flat_weights_has_one_row_for_each_seed():
    network = MLP((2, 3, 1)).build([0, 1, 2, 3])
    flat = metrics.flat_weights(network)
    assert flat.shape == (4, 2 * 3 + 3 + 3 * 1 + 1)
    alone = metrics.flat_weights(MLP((2, 3, 1)).build([2]))
    np.testing.assert_array_equal(flat[2], alone[0])
    with pytest.raises(ValueError, match="same number of seeds"):
        metrics.flat_weights(torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.Linear(3, 1)))


# numbers as words --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ([0.91, 1.08, 1.25], "1.08 ± 0.17"),
        ([8, 8, 8], "8 ± 0"),
        ([0.25, 0.25], "0.250 ± 0"),
        ([1e6, 1e6], "(1.00 ± 0) × 10⁶"),
        ([0.0, 0.996, 2e-9], "0.33 ± 0.58"),
        ([1.7e-5, 1.9e-5, 2.1e-5], "(1.90 ± 0.20) × 10⁻⁵"),
        ([1e7, 3e7], "(2.0 ± 1.4) × 10⁷"),
        ([18_000, 20_000], "19,000 ± 1,414"),
        ([-1.0, -2.0], "−1.50 ± 0.71"),
        ([1.0, 1.1408, float("nan"), float("inf")], "1.07 ± 0.10 (2 of 4 seeds not finite)"),
        ([1.234], "1.23 (one seed)"),
        ([1.234, float("nan")], "1.23 (1 of 2 seeds not finite)"),
        ([float("nan")] * 3, "not finite (3 of 3 seeds)"),
        ([0.0, 0.0], "0 ± 0"),
        ([-0.001, 0.001], "0.0000 ± 0.0014"),
        (torch.tensor([0.91, 1.08, 1.25], requires_grad=True), "1.08 ± 0.17"),
    ],
)
def test_mean_and_spread(values, text):
    assert metrics.mean_and_spread(values) == text


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ([1, 2, 3.456], "2.00 (1.00 to 3.46)"),
        ([0.0, 0.5, 4e7], "0.500 (0 to 4.00 × 10⁷)"),
        ([7, 8, 8], "8 (7 to 8)"),
        ([0, 0, 0], "0 (0 to 0)"),
        ([1e-6, 2e-6, 9e-6], "2.00 × 10⁻⁶ (1.00 × 10⁻⁶ to 9.00 × 10⁻⁶)"),
        ([1, 2, 3.25, float("inf")], "2.00 (1.00 to 3.25) (1 of 4 seeds not finite)"),
    ],
)
def test_median_and_range(values, text):
    assert metrics.median_and_range(values) == text


@given(st.lists(st.floats(-1e9, 1e9), min_size=2, max_size=8))
def test_mean_and_spread_says_what_numpy_says(values):
    text = metrics.mean_and_spread(values)
    plain = text.replace(",", "").replace("−", "-").replace("(", "").replace(")", "")
    plain, _, power = plain.partition(" × 10")
    power = power.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))
    scale = 10.0 ** int(power or 0)
    mean, spread = (float(part) * scale for part in plain.split(" ± "))
    exact = np.std(values, ddof=1)
    assert spread == pytest.approx(exact, rel=0.051, abs=1e-11 * abs(np.mean(values)))
    assert mean == pytest.approx(np.mean(values), rel=0.006, abs=0.051 * exact)


def test_words_need_values():
    for words in (metrics.mean_and_spread, metrics.median_and_range):
        with pytest.raises(ValueError, match="at least one value"):
            words([])
    with pytest.raises(ValueError, match="digits must be at least 1, got 0"):
        metrics.mean_and_spread([1.0, 2.0], digits=0)
