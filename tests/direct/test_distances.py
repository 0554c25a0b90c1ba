"""The distances between batches: against POT, scikit-learn, SciPy, and closed forms."""

import warnings

import numpy as np
import ot
import pytest
import torch
from scipy.stats import energy_distance
from sklearn.metrics.pairwise import rbf_kernel

from gantutor.direct import MMD, Energy, Sinkhorn, Sliced, entropic_cost
from gantutor.direct.sinkhorn import own_cost
from gantutor.transport import w1

DISTANCES = [Sliced(8), Sliced(8, 1), Sinkhorn(0.5, 30), Sinkhorn(0.5, 30, 2), Energy(), MMD()]
every_distance = pytest.mark.parametrize("distance", DISTANCES, ids=str)


def batches(n=30, m=30, dim=3, seeds=2, at=1.0, dtype=torch.float64):
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(seeds, n, dim)), rng.normal(at, 1.5, size=(seeds, m, dim))
    return torch.tensor(x, dtype=dtype), torch.tensor(y, dtype=dtype)


def lines(seeds=2, dim=3, p=8, dtype=torch.float64):
    drawn = torch.randn(seeds, dim, p, dtype=dtype, generator=torch.Generator().manual_seed(1))
    return torch.nn.functional.normalize(drawn, dim=1)


# Against others ----------------------------------------------------------------------------------


@pytest.mark.parametrize("power", [1, 2])
def test_sliced_is_pots_with_its_gradient(power):
    x, y = batches()
    y.requires_grad_()
    theta = lines()
    mine = Sliced(8, power).between(x, y, theta)
    theirs = torch.stack(
        [
            ot.sliced_wasserstein_distance(x[s], y[s], projections=theta[s], p=power) ** power
            for s in range(2)
        ]
    )
    torch.testing.assert_close(mine, theirs)
    torch.testing.assert_close(
        torch.autograd.grad(mine.sum(), y)[0], torch.autograd.grad(theirs.sum(), y)[0]
    )


@pytest.mark.parametrize("power", [1, 2])
def test_sinkhorn_divergence_is_pots_with_its_gradient(power):
    solve_batch = pytest.importorskip("ot.batch", reason="this POT has no ot.batch").solve_batch
    x, y = batches(n=25, m=20)
    y.requires_grad_()
    eps = 0.4

    def pots(a, b):
        # The constants by which POT's entropy differs from KL cancel in the divergence.
        C = torch.cdist(a, b) ** power / power
        return solve_batch(C, reg=eps, method="log_sinkhorn", max_iter=3000, tol=1e-12).value

    mine = Sinkhorn(eps, 400, power).between(x, y)
    theirs = pots(x, y) - 0.5 * (pots(x, x) + pots(y, y))
    torch.testing.assert_close(mine, theirs, rtol=1e-5, atol=1e-6)
    torch.testing.assert_close(
        torch.autograd.grad(mine.sum(), y)[0],
        torch.autograd.grad(theirs.sum(), y)[0],
        rtol=1e-4,
        atol=1e-6,
    )


def test_entropic_cost_is_that_of_pots_plan():
    x, y = batches(n=12, m=15, seeds=1)
    C = torch.cdist(x, y)
    eps = 0.3
    value, off = entropic_cost(C, eps, 300)
    plan = ot.sinkhorn([], [], C[0].numpy(), eps, method="sinkhorn_log", stopThr=1e-13)
    entropy = (plan * np.log(plan * 12 * 15)).sum()
    assert value.item() == pytest.approx((plan * C[0].numpy()).sum() + eps * entropy, rel=1e-8)
    assert off.item() < 1e-8
    assert entropic_cost(C, 0.02, 3)[1].item() > 1e-3, "few steps at a small ε: a poor plan"


def test_the_symmetric_step_finds_the_same_value():
    x, _ = batches(seeds=3)
    C = torch.cdist(x, x)
    torch.testing.assert_close(
        own_cost(C, 0.3, 60), entropic_cost(C, 0.3, 800)[0], rtol=1e-7, atol=0
    )


def test_energy_distance_on_the_line_is_scipys():
    """SciPy's is the root, and of the empirical laws: pairs of a point with itself count there."""
    x, y = batches(n=40, m=30, dim=1, seeds=1)
    n, m = 40, 30
    own = [torch.cdist(p, p).sum().item() for p in (x[0], y[0])]
    biased = energy_distance(x[0, :, 0].numpy(), y[0, :, 0].numpy()) ** 2
    correction = own[0] * (1 / n**2 - 1 / (n * (n - 1))) + own[1] * (1 / m**2 - 1 / (m * (m - 1)))
    assert Energy().between(x, y).item() == pytest.approx(biased + correction, rel=1e-10)


def test_mmd_is_that_of_scikit_learns_kernel():
    x, y = batches(n=20, m=25, seeds=1)
    widths = (0.5, 2.0)

    def kernel(a, b):
        return sum(rbf_kernel(a[0].numpy(), b[0].numpy(), 0.5 / w**2) for w in widths)

    def others(k):
        n = len(k)
        return (k.sum() - np.trace(k)) / (n * (n - 1))

    expected = others(kernel(x, x)) + others(kernel(y, y)) - 2 * kernel(x, y).mean()
    assert MMD(widths).between(x, y).item() == pytest.approx(expected, rel=1e-9)


# Closed forms ------------------------------------------------------------------------------------


def test_a_shift_along_every_line():
    """Moved by δ, a batch is ⟨θ, δ⟩ away along θ: on average |δ|²/d for the second power."""
    x, _ = batches(dim=2)
    delta = torch.tensor([3.0, -4.0], dtype=torch.float64)
    angle = torch.arange(8) * torch.pi / 8  # even angles: the mean over the circle, exactly
    theta = torch.stack((angle.cos(), angle.sin()))[None].expand(2, -1, -1).double()
    torch.testing.assert_close(
        Sliced(8).between(x, x + delta, theta), torch.full((2,), 12.5, dtype=torch.float64)
    )


def test_mmd_of_two_normal_laws_is_the_closed_form():
    """E k = b^d (b² + s)^(−d/2) exp(−m²/2(b² + s)) for a difference of N(m, s I)."""
    rng = np.random.default_rng(3)
    reps, n, b, shift = 400, 100, 0.8, 1.0
    x = torch.tensor(rng.normal(size=(reps, n, 1)))
    y = torch.tensor(rng.normal(shift, 1, size=(reps, n, 1)))
    found = MMD((b,)).between(x, y)

    def mean_kernel(m):
        return b / np.sqrt(b**2 + 2) * np.exp(-0.5 * m**2 / (b**2 + 2))

    expected = 2 * (mean_kernel(0) - mean_kernel(shift))
    assert abs(found.mean() - expected) < 4 * found.std() / np.sqrt(reps)
    assert found.std() / np.sqrt(reps) < 0.02 * expected


def test_energy_and_mmd_are_unbiased_and_sliced_is_not():
    """Between two draws of one law: 0 on average, or not."""
    rng = np.random.default_rng(4)
    x, y = (torch.tensor(rng.normal(size=(600, 16, 2))) for _ in range(2))
    for distance in (Energy(), MMD()):
        found = distance.between(x, y)
        assert abs(found.mean()) < 4 * found.std() / np.sqrt(600)
        assert (found < 0).any()
    found = Sliced(8).between(x, y, lines(600, 2))
    assert found.mean() > 20 * found.std() / np.sqrt(600)


def test_sinkhorn_goes_from_w1_to_half_the_energy_distance():
    x, y = batches(n=20, m=20)
    exact = torch.tensor([w1(a.numpy(), b.numpy()) for a, b in zip(x, y, strict=True)]).double()
    torch.testing.assert_close(Sinkhorn(0.02, 1000).between(x, y), exact, rtol=0.02, atol=0)
    n = x.shape[1]
    own = sum(torch.cdist(p, p).sum((1, 2)) * (1 / (n * (n - 1)) - 1 / n**2) for p in (x, y))
    biased = Energy().between(x, y) + own  # of the empirical laws, as the divergence is
    torch.testing.assert_close(Sinkhorn(1e4, 20).between(x, y), biased / 2, rtol=1e-3, atol=0)


def test_no_slice_is_longer_than_the_exact_distance():
    x, y = batches()
    sliced = Sliced(8, 1).between(x, y, lines())
    assert all(s < w1(a.numpy(), b.numpy()) for s, a, b in zip(sliced, x, y, strict=True))


# What all have in common -------------------------------------------------------------------------


@every_distance
def test_seeds_do_not_touch_and_single_precision_agrees(distance):
    x, y = batches()
    theta = lines()
    both = distance.between(x, y, theta)
    assert both.shape == (2,)
    torch.testing.assert_close(both[1:], distance.between(x[1:], y[1:], theta[1:]))
    single = distance.between(x.float(), y.float(), theta.float())
    torch.testing.assert_close(single.double(), both, rtol=1e-3, atol=1e-4)


@every_distance
def test_the_gradient_is_that_of_finite_differences(distance):
    x, y = batches(n=6, m=6)
    theta = lines()
    y.requires_grad_()
    distance.between(x, y, theta).sum().backward()
    rng = np.random.default_rng(5)
    way = torch.tensor(rng.normal(size=y.shape))
    h = 1e-5
    with torch.no_grad():
        ahead, behind = (distance.between(x, y + k * h * way, theta).sum() for k in (1, -1))
    slope = (ahead - behind) / (2 * h)
    # Sinkhorn's steps are not run to the end: its plan is the derivative but for what is missing.
    torch.testing.assert_close((y.grad * way).sum(), slope, rtol=2e-3, atol=1e-6)


@every_distance
def test_batches_that_share_points_have_a_finite_gradient(distance):
    x, _ = batches(n=8, dtype=torch.float32)
    y = x.clone().requires_grad_()
    distance.between(x, y, lines(dtype=torch.float32)).sum().backward()
    assert y.grad.isfinite().all()


@every_distance
def test_batches_that_do_not_fit_are_refused(distance):
    x, y = batches()
    for bad in (y[:1], y[..., :2], y[0], y[:, :0]):
        with pytest.raises(ValueError, match=r"batches must be \(S, n, d\) and \(S, m, d\)"):
            distance.between(x, bad, lines())


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Sliced(0), "projections must be at least 1, got 0"),
        (lambda: Sliced(power=3), "power must be 1 or 2, got 3"),
        (lambda: Sinkhorn(0.0), "eps must be finite and above 0, got 0.0"),
        (lambda: Sinkhorn(power=0), "power must be 1 or 2, got 0"),
        (lambda: Sinkhorn(steps=0), "steps must be at least 1, got 0"),
        (lambda: MMD(()), "there must be a bandwidth, got none"),
        (lambda: MMD((1.0, -1.0)), "a bandwidth must be finite and above 0, got -1.0"),
    ],
)
def test_parameters_that_make_no_sense_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_what_a_distance_cannot_do_is_said():
    x, y = batches(n=5, m=6)
    with pytest.raises(ValueError, match="must be of one size, got 5 and 6"):
        Sliced().between(x, y, lines())
    with pytest.raises(ValueError, match=r"needs directions, \(S, d, projections\), got none"):
        Sliced().between(x, x)
    for distance in (Energy(), MMD()):
        with pytest.raises(ValueError, match="needs at least 2 samples, got 1"):
            distance.between(x[:, :1], y[:, :1])


def test_nothing_is_warned_of():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        x, y = batches()
        Sinkhorn().between(x, y)
