"""The training benchmarks run, and measure what they say."""

import sys
from itertools import chain, pairwise

import numpy as np
import pytest
import torch

from benchmarks import digits, gpu, memory, race, ring
from benchmarks.sections import CannotMeasure
from benchmarks.textbook import Textbook, copied_images, gradient_penalty, picked_from
from benchmarks.textbook import ring as draw_ring
from gantutor.report import Comparison, Growth, Reading


def test_the_textbook_loop_is_the_game_it_is_compared_with():
    """Both losses fall alike: a critic that is right, a generator that moves to the data."""

    def network(*widths):  # PyTorch's own initial weights: the textbook's take long to leave 0
        layers = [(torch.nn.Linear(a, b), torch.nn.ReLU()) for a, b in pairwise(widths)]
        return torch.nn.Sequential(*chain.from_iterable(layers)).append(torch.nn.Linear(32, 1))

    def networks():
        critic, generator = network(2, 32, 32), network(2, 32, 32)
        generator[-1] = torch.nn.Linear(32, 2)
        return critic, generator

    with torch.random.fork_rng():
        torch.manual_seed(0)  # it draws from the global generator, as such scripts do
        draw = draw_ring(0.1)
        loop = Textbook(draw, networks=networks, lr=2e-3, batch=64)
        start = np.linalg.norm(loop.fakes(500).numpy(), axis=1).mean()
        gaps = []
        for iterations in (20, 100):
            for _ in range(iterations):
                loop.iterate()
            with torch.no_grad():
                gap = loop.critic(draw(500)).mean() - loop.critic(loop.fakes(500)).mean()
            gaps.append(float(gap))
        end = np.linalg.norm(loop.fakes(500).numpy(), axis=1).mean()
    assert start < 0.4, "all samples start in the middle"
    assert 1.4 < end < 2.6, "they have gone where the data are"
    assert gaps[0] > 3, "the critic scores real higher"
    assert gaps[1] < 0.5 * gaps[0], "and finds less to tell apart as the samples come closer"


def test_the_textbook_networks_have_its_shapes_and_weights():
    loop = Textbook(draw_ring(0.1), width=32)
    shapes = [tuple(p.shape) for p in loop.critic.parameters()][::2]
    assert shapes == [(32, 2), (32, 32), (32, 32), (1, 32)]
    weights = torch.cat([p.flatten() for p in loop.generator.parameters() if p.dim() == 2])
    assert weights.std().item() == pytest.approx(0.02, rel=0.1)


def test_the_textbook_penalty_is_the_formula():
    line = torch.nn.Linear(2, 1, bias=False)
    with torch.no_grad():
        line.weight.copy_(torch.tensor([[3.0, 4.0]]))
    x, y = torch.randn(7, 2), torch.randn(7, 2)
    assert gradient_penalty(line, x, y, 0.1).item() == pytest.approx(0.1 * (5 - 1) ** 2, rel=1e-5)


def test_the_copied_script_has_its_shapes():
    critic, generator = copied_images(100, 64)
    assert critic(torch.zeros(3, 64)).shape == (3, 1)
    made = generator(torch.randn(5, 100))
    assert made.shape == (5, 64)
    assert made.abs().max() <= 1
    data = torch.arange(12.0).view(6, 2)
    batch = picked_from(data)(50)
    assert batch.shape == (50, 2)
    assert {tuple(row) for row in batch.tolist()} <= {tuple(row) for row in data.tolist()}


def test_learned_means_all_modes_and_nine_tenths_near_one():
    rng = np.random.default_rng(0)
    real = race.RING.sample(2000, rng)
    one_missing = real[np.linalg.norm(real - race.RING.centres[0], axis=1) > 1]
    one_missing = np.resize(one_missing, real.shape)
    noisy = real + 0.5 * rng.normal(size=real.shape) * (rng.random((2000, 1)) < 0.2)
    broken = np.full_like(real, np.nan)
    games = np.stack([real, one_missing, noisy, broken])
    assert race.learned(games).tolist() == [True, False, False, False]


def test_a_racer_counts_only_its_training_and_notes_when_each_seed_arrives():
    rng = np.random.default_rng(0)
    good, bad = race.RING.sample(500, rng), rng.normal(size=(500, 2))
    looks = iter([np.stack([bad, bad]), np.stack([good, bad]), np.stack([bad, good])])
    steps = []
    racer = race.Racer(lambda: steps.append(1), lambda: next(looks), every=3, last=100)
    assert racer.go(2, patience=60)
    assert racer.reached == {}
    assert racer.go(2, patience=60)
    assert list(racer.reached) == [0]
    assert not racer.go(2, patience=60), "both are there"
    assert len(steps) == racer.done == 9
    assert 0 < racer.reached[0] <= racer.reached[1] == racer.seconds


def found_by_unit(found, unit):
    return [f for f in found if isinstance(f, Reading) and f.unit == unit]


def test_short_runs_measure_every_section():
    found = ring.measurements(short=True)
    assert [c.goal for c in found if isinstance(c, Comparison)] == [1.6, None]
    limits, shares = found_by_unit(found, "GFLOP/s"), found_by_unit(found, "%")
    assert len(limits) == 2 and limits[0].value >= limits[1].value > 0
    assert [f.goal for f in shares] == [None, 50.0]
    assert ["0.256 GFLOP, " in shares[0].note, "2.05 GFLOP, " in shares[1].note] == [True, True]
    assert all(f.value > 0 for f in shares)
    assert [g.over for g in found if isinstance(g, Growth)] == ["width", "batch", "seeds"]
    arrived = race.measurements(short=True)
    assert arrived[-1].value == 0, "nobody learns the ring in ten iterations"
    scores = [f for f in digits.measurements(short=True) if isinstance(f, Reading)]
    assert len(scores) == 6
    assert all(0 <= f.value < 0.5 for f in scores), "nor the digits in five"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="peaks are read from Linux's /proc")
def test_memory_grows_with_the_seeds_from_the_first_on():
    """What loading took for a moment does not hide what a few seeds take."""
    (growth,) = memory.measurements(short=True)
    assert growth.sizes == (4.0, 8.0, 16.0)
    assert 1e6 < growth.values[0] < growth.values[1] < growth.values[2]


def test_memory_cannot_be_measured_elsewhere(monkeypatch):
    monkeypatch.setattr(memory.sys, "platform", "darwin")
    with pytest.raises(CannotMeasure, match="read from Linux's /proc, this is darwin"):
        memory.measurements()


@pytest.mark.gpu
def test_the_gpu_sections_run():
    if not torch.cuda.is_available():
        pytest.skip("NOT TESTED: this machine has no cuda device")
    found = gpu.sections(short=True)
    assert all(found.values())
    agreement = found["Captured against eager"]
    assert all(f.met for f in agreement)


@pytest.mark.parametrize(
    ("kernel", "kind"),
    [
        ("ampere_sgemm_128x32_nn", "matrix products"),
        ("void cutlass::Kernel2<…>", "matrix products"),
        ("Memcpy DtoD (Device -> Device)", "copies"),
        ("void at::native::reduce_kernel<512, 1>", "sums"),
        ("void at::native::vectorized_elementwise_kernel<4>", "elementwise operations"),
        ("distribution_elementwise_grid_stride_kernel", "random numbers"),
    ],
)
def test_kernels_are_sorted_by_name(kernel, kind):
    assert gpu.kind_of(kernel) == kind
