"""Laws on the line and in the plane, against SciPy's and against their definitions."""

from math import inf, pi, sqrt

import numpy as np
import pytest
from cases import HIGH_QUALITY
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from gantutor.distributions import (
    Dirac,
    Grid,
    Mixture,
    Normal,
    Pair,
    ParallelLines,
    Ring,
    Segment,
    SwissRoll,
    Uniform,
    running_pair,
    two_bumps,
)

X = np.linspace(-7, 7, 57)
U = np.array([0.0, 1e-12, 0.01, 0.3, 0.5, 0.77, 1 - 1e-12, 1.0])

ORACLES = [
    (Normal(1.5, 0.7), stats.norm(1.5, 0.7)),
    (Uniform(-2.0, 3.0), stats.uniform(-2.0, 5.0)),
]
LAWS = [
    Normal(-1.0, 2.0),
    Uniform(0.25, 1.0),
    two_bumps(),
    Mixture((0.2, 0.8), (Uniform(0.0, 1.0), Normal(3.0, 0.5))),
    Mixture((0.5, 0.5), (two_bumps(2.0), Normal(9.0, 0.1))),
]
DRAWN = [*LAWS, Dirac(2.0), Mixture((0.3, 0.7), (Dirac(0.0), Uniform(1.0, 2.0)))]
PLANE = [Ring(), Grid(), SwissRoll(), Segment()]


@pytest.mark.parametrize(("law", "oracle"), ORACLES, ids=lambda v: type(v).__name__)
def test_a_law_agrees_with_scipy(law, oracle):
    np.testing.assert_allclose(law.pdf(X), oracle.pdf(X), rtol=1e-13)
    np.testing.assert_allclose(law.logpdf(X), oracle.logpdf(X), rtol=1e-13)
    np.testing.assert_allclose(law.cdf(X), oracle.cdf(X), rtol=1e-13)
    np.testing.assert_allclose(law.sf(X), oracle.sf(X), rtol=1e-13)
    np.testing.assert_allclose(law.quantile(U), oracle.ppf(U), rtol=1e-13)
    assert (law.mean, law.std) == pytest.approx((oracle.mean(), oracle.std()), rel=1e-13)


def test_a_mixture_is_the_weighted_sum_of_its_parts():
    law = Mixture((0.25, 0.75), (Normal(-1, 0.5), Normal(2, 1.5)))
    p = 0.25 * stats.norm(-1, 0.5).pdf(X) + 0.75 * stats.norm(2, 1.5).pdf(X)
    F = 0.25 * stats.norm(-1, 0.5).cdf(X) + 0.75 * stats.norm(2, 1.5).cdf(X)
    np.testing.assert_allclose(law.pdf(X), p, rtol=1e-13)
    np.testing.assert_allclose(law.logpdf(X), np.log(p), rtol=1e-13)
    np.testing.assert_allclose(law.cdf(X), F, rtol=1e-13)
    assert law.mean == pytest.approx(0.25 * -1 + 0.75 * 2)
    assert law.std**2 == pytest.approx(0.25 * (0.25 + 1) + 0.75 * (2.25 + 4) - 1.25**2)


@pytest.mark.parametrize("law", LAWS, ids=repr)
def test_the_distribution_function_is_the_integral_of_the_density(law):
    low, high = law.breakpoints[0], law.breakpoints[-1]
    x = np.linspace(low, high, 200_001)
    middle = 0.5 * (x[1:] + x[:-1])
    area = np.concatenate([[0.0], np.cumsum(law.pdf(middle)) * (x[1] - x[0])])
    np.testing.assert_allclose(law.cdf(x), area, atol=1e-4)
    np.testing.assert_allclose(law.sf(x), 1 - area, atol=1e-4)
    assert np.all(np.diff(law.breakpoints) > 0)


@pytest.mark.parametrize("law", LAWS, ids=repr)
def test_the_score_is_the_slope_of_the_log_density(law):
    x = law.quantile(np.array([0.013, 0.26, 0.61, 0.93]))
    h = 1e-6
    np.testing.assert_allclose(
        law.score(x), (law.logpdf(x + h) - law.logpdf(x - h)) / (2 * h), rtol=1e-6, atol=1e-6
    )


@pytest.mark.parametrize("law", LAWS, ids=repr)
def test_quantiles_invert_the_distribution_function(law):
    u = np.array([1e-9, 0.001, 0.1, 0.31, 0.5, 0.87, 0.999])
    # A quantile near 1 is rounded to 1e-16, and so is the level that belongs to it.
    np.testing.assert_allclose(law.cdf(law.quantile(u)), u, rtol=1e-9, atol=1e-15)
    low, high = law.support
    assert (law.quantile(0.0), law.quantile(1.0)) == (low, high)


def test_the_right_tail_of_a_mixture_has_its_own_digits():
    law = two_bumps()
    assert law.sf(8.0) == pytest.approx(0.5 * stats.norm(1.5, 0.5).sf(8.0), rel=1e-12, abs=0)
    # 1 − 1e-16 is the last number before 1: its quantile lies where sf is that small.
    u = np.nextafter(1.0, 0.0)
    assert law.sf(law.quantile(u)) == pytest.approx(1 - u, rel=1e-9, abs=0)


def test_a_quantile_in_a_gap_of_a_mixture_is_where_the_gap_begins():
    law = Mixture((0.5, 0.5), (Uniform(0, 1), Uniform(3, 4)))
    assert law.quantile(0.5) == pytest.approx(1.0)
    assert law.quantile(0.5 + 1e-9) == pytest.approx(3.0, abs=1e-8)
    steps = Mixture((0.25, 0.75), (Dirac(-1.0), Dirac(2.0)))
    np.testing.assert_array_equal(steps.quantile([0.1, 0.25, 0.26, 0.9]), [-1.0, -1.0, 2.0, 2.0])


def test_a_point_mass_has_no_density_and_one_atom():
    law = Dirac(2.0)
    assert law.atoms == ((2.0, 1.0),)
    np.testing.assert_array_equal(law.pdf([1.0, 2.0]), [0.0, 0.0])
    np.testing.assert_array_equal(law.cdf([1.9, 2.0, 2.1]), [0.0, 1.0, 1.0])
    np.testing.assert_array_equal(law.sf([1.9, 2.0, 2.1]), [1.0, 0.0, 0.0])
    assert (law.mean, law.std, law.support) == (2.0, 0.0, (2.0, 2.0))
    assert law.quantile(0.4) == 2.0


def test_atoms_at_one_place_are_added_up():
    law = Mixture((0.25, 0.25, 0.5), (Dirac(1.0), Dirac(1.0), Normal()))
    assert law.atoms == ((1.0, 0.5),)


@pytest.mark.parametrize("law", DRAWN, ids=repr)
@pytest.mark.parametrize("delta", [-8.0, 0.0, 0.3, 8.0])
def test_a_shift_moves_everything_by_delta(law, delta):
    moved = law.shift(delta)
    np.testing.assert_allclose(moved.cdf(X + delta), law.cdf(X), atol=1e-12)
    ends = (moved.breakpoints[0], moved.breakpoints[-1])
    assert ends == pytest.approx((law.breakpoints[0] + delta, law.breakpoints[-1] + delta))
    assert moved.mean == pytest.approx(law.mean + delta)
    assert moved.std == pytest.approx(law.std)
    assert law.shift(delta) == moved  # laws are values


@pytest.mark.parametrize("law", LAWS, ids=repr)
def test_samples_follow_the_law(law):
    draws = law.sample(4000, 7)
    assert draws.shape == (4000,)
    assert stats.kstest(draws, law.cdf).pvalue > 0.01


def test_samples_of_atoms_hit_them_as_often_as_they_weigh():
    draws = Mixture((0.3, 0.7), (Dirac(0.0), Uniform(1.0, 2.0))).sample(10_000, 3)
    assert np.mean(draws == 0.0) == pytest.approx(0.3, abs=4 * sqrt(0.3 * 0.7 / 10_000))
    np.testing.assert_array_equal(Dirac(4.0).sample(3, 0), [4.0, 4.0, 4.0])


@pytest.mark.parametrize("law", [*DRAWN, *PLANE], ids=repr)
def test_a_seed_and_its_generator_draw_the_same(law):
    once = law.sample(20, np.random.default_rng(5))
    np.testing.assert_array_equal(law.sample(20, 5), once)
    if law != Dirac(2.0):
        assert not np.array_equal(law.sample(20, 6), once)


@pytest.mark.parametrize("law", [*DRAWN, *PLANE], ids=repr)
def test_samples_do_not_touch_the_global_stream(law):
    before = np.random.get_state()[1].copy()  # noqa: NPY002 — the stream to leave alone
    law.sample(5, 0)
    np.testing.assert_array_equal(np.random.get_state()[1], before)  # noqa: NPY002


def test_a_scalar_goes_in_and_a_scalar_comes_out():
    for law in DRAWN:
        for f in (law.pdf, law.logpdf, law.cdf, law.sf, law.score):
            assert np.ndim(f(0.4)) == 0
            assert np.shape(f(np.zeros((2, 3)))) == (2, 3)
        assert np.ndim(law.quantile(0.4)) == 0
        assert np.shape(law.quantile(np.full((2, 3), 0.4))) == (2, 3)


def test_the_running_pair_is_two_unit_normals_real_first():
    assert running_pair() == Pair(real=Normal(0.0, 1.0), fake=Normal(2.0, 1.0))
    real, fake = running_pair(5.0)
    assert (real.mean, fake.mean) == (0.0, 5.0)


def test_two_bumps_are_symmetric():
    law = two_bumps(distance=4.0, std=0.3)
    np.testing.assert_allclose(law.pdf(X), law.pdf(-X), rtol=1e-12)
    assert (law.mean, law.std) == pytest.approx((0.0, sqrt(4 + 0.09)))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Normal(0.0, 0.0), "std must be positive and finite, got 0"),
        (lambda: Normal(0.0, -1.0), "std must be positive"),
        (lambda: Normal(float("nan"), 1.0), "mean must be finite, got nan"),
        (lambda: Normal(0.0, inf), "std must be positive and finite, got inf"),
        (lambda: Uniform(1.0, 1.0), "low must be below high, got low=1.0, high=1.0"),
        (lambda: Uniform(-inf, 1.0), "low must be finite"),
        (lambda: Dirac(float("nan")), "at must be finite"),
        (lambda: Mixture((), ()), "as many weights as laws"),
        (lambda: Mixture((1.0,), (Normal(), Normal())), "got 1 weights and 2 laws"),
        (lambda: Mixture((0.5, 0.4), (Normal(), Normal())), "weights must sum to 1, got 0.9"),
        (lambda: Mixture((1.5, -0.5), (Normal(), Normal())), "weights must be positive"),
        (lambda: Mixture((float("nan"), 1.0), (Normal(), Normal())), "weights must be positive"),
        (lambda: Normal().quantile([0.5, 1.5]), r"levels must lie in \[0, 1\]"),
        (lambda: two_bumps().quantile(-0.1), r"levels must lie in \[0, 1\]"),
        (lambda: Normal().quantile(float("nan")), r"levels must lie in \[0, 1\]"),
        (lambda: Normal().shift(inf), "mean must be finite"),
        (lambda: Normal().sample(0, 1), "n must be a whole number of at least 1, got 0"),
        (lambda: Ring(modes=0), "modes must be a whole number of at least 1, got 0"),
        (lambda: Ring(radius=0.0), "radius must be positive"),
        (lambda: Ring(std=-1.0), "std must be positive"),
        (lambda: Ring(centre=(0.0, inf)), "centre must be two finite numbers"),
        (lambda: Grid(side=0), "side must be a whole number"),
        (lambda: Grid(spacing=0.0), "spacing must be positive"),
        (lambda: SwissRoll(radius=-1.0), "radius must be positive"),
        (lambda: SwissRoll(noise=-0.1), "noise must be finite and not negative"),
        (lambda: Segment(length=0.0), "length must be positive"),
        (lambda: ParallelLines(float("nan")), "theta must be finite"),
        (lambda: Ring().shift((1.0, 2.0, 3.0)), "delta must be two finite numbers"),
        (lambda: Ring().shift(1.0), "delta must be two finite numbers"),
        (lambda: Grid().sample(0, 1), "n must be a whole number"),
    ],
)
def test_bad_values_are_named(make, message):
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize("law", [Normal(), two_bumps(), Dirac(), Ring(), SwissRoll()], ids=repr)
@pytest.mark.parametrize("rng", [None, 1.5, "0"])
def test_randomness_is_handed_in(law, rng):
    with pytest.raises(TypeError):
        law.sample(3, rng)


@settings(max_examples=20)
@given(
    st.floats(-5, 5),
    st.floats(0.05, 4),
    st.floats(-5, 5),
    st.floats(0.05, 4),
    st.floats(0.01, 0.99),
)
def test_any_mixture_of_two_normals_is_a_law(m1, s1, m2, s2, w):
    law = Mixture((w, 1 - w), (Normal(m1, s1), Normal(m2, s2)))
    u = np.array([1e-6, 0.2, 0.5, 0.8, 1 - 1e-6])
    x = law.quantile(u)
    assert np.all(np.diff(x) > 0)
    np.testing.assert_allclose(law.cdf(x), u, rtol=1e-9)
    np.testing.assert_allclose(law.cdf(x) + law.sf(x), 1.0, rtol=1e-12)


def test_the_ring_lies_on_its_circle_and_the_grid_on_its_ticks():
    ring = Ring(modes=8, radius=2.0, std=0.02, centre=(1.0, -1.0))
    np.testing.assert_allclose(np.hypot(*(ring.centres - [1.0, -1.0]).T), 2.0)
    angles = np.unwrap(np.arctan2(*(ring.centres - [1.0, -1.0]).T[::-1]))
    np.testing.assert_allclose(np.diff(angles), 2 * pi / 8)
    grid = Grid(side=3, spacing=2.0)
    assert {tuple(c) for c in grid.centres} == {(x, y) for x in (-2, 0, 2) for y in (-2, 0, 2)}


@pytest.mark.parametrize("law", [Ring(), Grid(), Ring(modes=3, std=0.1)], ids=repr)
def test_modes_are_equally_heavy_and_as_wide_as_they_say(law):
    n = 20_000
    draws = law.sample(n, 11)
    distance = np.linalg.norm(draws[:, None] - law.centres, axis=2)
    k = len(law.centres)
    counts = np.bincount(distance.argmin(axis=1), minlength=k)
    assert stats.chisquare(counts).pvalue > 0.01
    assert np.mean(distance.min(axis=1) < 3 * law.std) == pytest.approx(HIGH_QUALITY, abs=0.003)


def test_the_swiss_roll_is_a_spiral_of_its_radius():
    draws = SwissRoll(radius=2.0, noise=0.0).sample(5000, 2)
    length = np.hypot(*draws.T)
    assert 2 / 3 <= length.min() < 0.68
    assert 1.99 < length.max() <= 2.0
    angle = length / 2.0 * 4.5 * pi  # on an Archimedean spiral the radius tells the angle
    np.testing.assert_allclose(draws[:, 0], length * np.cos(angle), atol=1e-12)
    np.testing.assert_allclose(draws[:, 1], length * np.sin(angle), atol=1e-12)
    noisy = SwissRoll(noise=0.1).sample(5000, 2) - SwissRoll(noise=0.0).sample(5000, 2)
    assert noisy.std() == pytest.approx(0.1, rel=0.05)


def test_the_parallel_lines_are_theta_apart():
    real, fake = ParallelLines(0.7).pair()
    x, y = real.sample(50, 1), fake.sample(50, 1)
    np.testing.assert_allclose(y - x, np.tile([0.0, 0.7], (50, 1)))
    assert np.all((x[:, 0] >= 0) & (x[:, 0] <= 1) & (x[:, 1] == 0))


@pytest.mark.parametrize("law", PLANE, ids=repr)
def test_a_shift_in_the_plane_moves_every_sample(law):
    moved = law.shift((0.5, -1.5)).shift(np.array([1.0, 0.0]))
    step = np.tile([1.5, -1.5], (10, 1))
    np.testing.assert_allclose(moved.sample(10, 4) - law.sample(10, 4), step, atol=1e-12)
    assert type(moved) is type(law)
