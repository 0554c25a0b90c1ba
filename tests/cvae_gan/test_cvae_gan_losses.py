"""The losses on tiny tensors, worked out by hand, and against torch's own functions."""

import numpy as np
import pytest
import torch
from torch import nn

from gantutor.cvae_gan import (
    RunningMeans,
    class_mean_matching,
    class_means,
    cross_entropy,
    mean_matching,
    pairwise,
)
from gantutor.vae import gaussian_kl

CPU = torch.device("cpu")


def hot(labels, classes):
    return nn.functional.one_hot(torch.tensor(labels), classes).float()[None]


def test_pairs_by_hand():
    """½(9 + 16) and ½ · 4, and their mean; a mean over dimensions would be half of that."""
    real = torch.tensor([[[0.0, 0.0], [1.0, 1.0]]])
    other = torch.tensor([[[3.0, 4.0], [1.0, 3.0]]])
    assert pairwise(real, other).tolist() == [(12.5 + 2.0) / 2]


def test_mean_matching_by_hand():
    """The means are (2, 0) and (0, 1): ½(4 + 1), although no two rows agree."""
    real = torch.tensor([[[1.0, 5.0], [3.0, -5.0]]])
    fake = torch.tensor([[[7.0, 0.0], [-7.0, 2.0]]])
    assert mean_matching(real, fake).tolist() == [2.5]
    assert mean_matching(real, real.flip(1)).tolist() == [0.0]


def test_class_means_by_hand_with_an_empty_class():
    features = torch.tensor([[[1.0, 0.0], [3.0, 2.0], [10.0, 20.0]]])
    means, count = class_means(features, hot([0, 0, 2], 3))
    assert means.tolist() == [[[2.0, 1.0], [0.0, 0.0], [10.0, 20.0]]]
    assert count.tolist() == [[[2.0], [0.0], [1.0]]]


def test_class_mean_matching_by_hand():
    """Class 0: (2, 1) against (0, 1); class 2: (10, 20) against (10, 17); class 1 is empty."""
    real = torch.tensor([[[1.0, 0.0], [3.0, 2.0], [10.0, 20.0]]])
    fake = torch.tensor([[[0.0, 1.0], [0.0, 1.0], [10.0, 17.0]]])
    assert class_mean_matching(real, fake, hot([0, 0, 2], 3)).tolist() == [0.5 * 4 + 0.5 * 9]


def test_classes_that_have_been_exchanged_are_seen_per_class_only():
    """Over the whole batch the means agree: that loss would let a 0 be drawn as a 1."""
    real = torch.tensor([[[1.0], [1.0], [-1.0], [-1.0]]])
    label = hot([0, 0, 1, 1], 2)
    assert mean_matching(real, -real).tolist() == [0.0]
    assert class_mean_matching(real, -real, label).tolist() == [0.5 * 4 + 0.5 * 4]


def test_cross_entropy_is_one_softmax():
    rng = torch.Generator().manual_seed(0)
    logits = torch.randn(2, 5, 4, generator=rng)
    labels = torch.randint(4, (2, 5), generator=rng)
    label = nn.functional.one_hot(labels, 4).float()
    expected = [
        nn.functional.cross_entropy(a, b).item() for a, b in zip(logits, labels, strict=True)
    ]
    assert cross_entropy(logits, label).tolist() == pytest.approx(expected, rel=1e-6)
    # A constant added to all logits changes nothing; it would to ten sigmoids.
    torch.testing.assert_close(cross_entropy(logits + 3, label), cross_entropy(logits, label))
    assert cross_entropy(torch.zeros(1, 2, 4), label[:1, :2]).item() == pytest.approx(np.log(4))


def test_the_kl_is_a_sum_over_dimensions():
    """½(1 + 4 + e − 1 − 1 + 0): two means, one log-variance of 1."""
    mean, logvar = torch.tensor([[1.0, 2.0]]), torch.tensor([[1.0, 0.0]])
    assert gaussian_kl(mean, logvar).item() == pytest.approx(0.5 * (5 + np.e - 2))
    twice = gaussian_kl(mean.repeat(1, 2), logvar.repeat(1, 2))
    assert twice.item() == pytest.approx(5 + np.e - 2)


# Running averages ------------------------------------------------------------------------------


def some(seed, n=9, dim=4):
    return torch.randn(2, n, dim, generator=torch.Generator().manual_seed(seed))


def test_the_first_batch_counts_in_full():
    label = hot([0, 1, 2] * 3, 3).expand(2, -1, -1)
    means = RunningMeans(2, 3, 4, keep=0.9, device=CPU)
    real, fake = some(0), some(1)
    torch.testing.assert_close(means(real, fake, label), class_mean_matching(real, fake, label))


def test_averages_are_those_of_the_recursion_and_absent_classes_stay():
    keep, batches = 0.7, [[0, 0, 1], [0, 2, 2], [1, 1, 1], [0, 2, 1]]
    means = RunningMeans(1, 3, 2, keep, CPU)
    rng = np.random.default_rng(0)
    kept = {kind: [np.zeros(2) for _ in range(3)] for kind in ("real", "fake")}
    gathered = np.zeros(3)
    for labels in batches:
        samples = {kind: rng.normal(size=(3, 2)) for kind in kept}
        for c in set(labels):
            rows = [b for b, label in enumerate(labels) if label == c]
            for kind in kept:
                kept[kind][c] = keep * kept[kind][c] + (1 - keep) * samples[kind][rows].mean(0)
            gathered[c] = keep * gathered[c] + 1 - keep
        loss = means(*(torch.tensor(samples[k]).float()[None] for k in kept), hot(labels, 3))
        expected = sum(
            0.5 * np.sum(((kept["real"][c] - kept["fake"][c]) / gathered[c]) ** 2)
            for c in range(3)
            if gathered[c]
        )
        assert loss.item() == pytest.approx(expected, rel=1e-5)


def test_the_gradient_is_the_steadied_difference_through_this_batch_alone():
    """And a class that the batch lacks moves nothing, although its difference is in the loss."""
    means = RunningMeans(1, 3, 2, keep=0.9, device=CPU)
    means(some(0, 6, 2)[:1], some(1, 6, 2)[:1], hot([0, 0, 1, 1, 2, 2], 3))
    fake = some(2, 4, 2)[:1].requires_grad_()
    real = some(3, 4, 2)[:1].requires_grad_()
    loss = means(real, fake, hot([0, 0, 0, 2], 3))
    by_fake, by_real = torch.autograd.grad(loss.sum(), (fake, real), allow_unused=True)
    difference = ((means.fake - means.real) / means.gathered)[0]
    expected = torch.stack([difference[0] / 3] * 3 + [difference[2]])
    torch.testing.assert_close(by_fake[0], expected)
    assert by_real is None
    assert difference[1].abs().min() > 0


def test_averages_steady_the_difference():
    """Of one law, the mean of a batch of 16 is off by a random step; averages are off by less."""
    plain, steadied = [], []
    means = RunningMeans(2, 1, 4, keep=0.95, device=CPU)
    everybody = torch.ones(2, 16, 1)
    for i in range(200):
        real, fake = some(2 * i, 16), some(2 * i + 1, 16)
        plain.append(mean_matching(real, fake))
        steadied.append(means(real, fake, everybody))
    expected = 4 / 16  # the trace of the covariance over the batch size
    assert torch.stack(plain).mean().item() == pytest.approx(expected, rel=0.2)
    # A mean over the past with weights (1 − k)kⁱ has the variance (1 − k)/(1 + k) of one batch.
    settled = torch.stack(steadied[100:]).mean().item()
    assert settled == pytest.approx(expected * 0.05 / 1.95, rel=0.5)
