"""The operations of an iteration, counted from the widths, are those that PyTorch counts."""

import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from benchmarks import flops
from benchmarks.digits import digits_run
from benchmarks.ring import ring_run
from gantutor import constraints, gan, nets

PENALTY = constraints.GradientPenalty


def small(**settings):
    settings = {
        "critic": nets.MLP((3, 16, 8, 1)),
        "generator": nets.MLP((2, 8, 3)),
        "constraint": PENALTY(1.0),
        "batch": 5,
        "n_critic": 2,
        **settings,
    }
    return gan.Config(**settings)


def counted(run):
    """What PyTorch counts in the second iteration: the first makes what is made once."""
    run.iterate()
    with FlopCounterMode(display=False) as counter:
        run.iterate()
    return counter.get_total_flops()


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"n_critic": 1},
        {"critic": nets.MLP((3, 1)), "constraint": constraints.Clip(0.1)},
        {"critic": nets.MLP((3, 7, 1)), "generator": nets.MLP((4, 3))},
        {"critic": nets.MLP((3, 6, 6, 6, 1), activation="leaky_relu")},
        {"generator": nets.MLP((2, 9, 9, 3), activation="tanh", output="sigmoid")},
        {"constraint": PENALTY(1.0, rule="one_sided", where="fake"), "objective": "hinge"},
        {"constraint": PENALTY(1.0, rule="zero_centred", where="real")},
        {"constraint": constraints.Free(), "objective": "minimax"},
    ],
)
@pytest.mark.parametrize("seeds", [1, 3])
def test_the_count_is_that_of_pytorch(settings, seeds):
    config = small(**settings)
    run = gan.start(config, torch.randn(20, 3), seeds=range(seeds), device="cpu")
    assert flops.of_iteration(config, seeds) == counted(run)


def test_the_games_of_the_benchmark_are_counted():
    for run in (ring_run(2), digits_run(1)):
        assert flops.of_iteration(run.config, len(run.seeds)) == counted(run)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"critic": nets.Autoencoder((3, 4)), "objective": "energy"}, "games of two MLPs"),
        ({"critic": nets.MLP((3, 4, 1), activation="tanh")}, "linear pieces, got MLP"),
        ({"constraint": constraints.SpectralNorm()}, "not counted for SpectralNorm"),
    ],
)
def test_what_is_not_counted_is_refused(settings, words):
    if "objective" in settings:
        settings["constraint"] = constraints.Free()
    with pytest.raises(ValueError, match=words):
        flops.of_iteration(small(**settings), 1)
