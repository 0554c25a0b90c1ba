"""The critic that is timed: its slope by hand is autograd's, and so is the gradient of both."""

import pytest
import torch

from benchmarks import images


@pytest.fixture
def critic():
    torch.manual_seed(0)
    return images.Critic().double()


def test_the_slope_by_hand_is_that_of_autograd(critic):
    x = torch.randn(5, *images.DIGIT, dtype=torch.float64)
    by_hand, by_autograd = critic.slope_by_hand(x), critic.slope_by_autograd(x)
    torch.testing.assert_close(by_hand, by_autograd)
    assert by_hand.min() > 0


def test_both_penalties_have_the_same_gradients_and_they_count(critic):
    rng = torch.Generator().manual_seed(0)
    x, y = (torch.randn(4, *images.DIGIT, generator=rng, dtype=torch.float64) for _ in range(2))
    found = {}
    for name, slope in (
        ("without", None),
        ("by hand", critic.slope_by_hand),
        ("double", critic.slope_by_autograd),
    ):
        critic.step(x, y, slope)
        found[name] = [p.grad.clone() for p in critic.parameters()]
    for by_hand, double in zip(found["by hand"], found["double"], strict=True):
        torch.testing.assert_close(by_hand, double)
    both = zip(found["without"], found["double"], strict=True)
    assert any((a - b).abs().max() > 1e-3 for a, b in both)


def test_the_sections_compare_four_ways():
    found = images.measurements(short=True)
    assert [m.plain for m in found] == [
        "penalty, double backward",
        "penalty, double backward",
        "one run a seed",
        "penalised",
    ]
    assert all(m.plain_seconds > 0 and m.our_seconds > 0 for m in found)
