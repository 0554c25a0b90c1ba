"""A check neither hears the process around it nor leaves a trace in it."""

import random
import sys
import warnings

import numpy as np
import pytest
import torch

from gantutor.checks.engine.isolation import process_defaults, quiet, thread_defaults


def draw():
    legacy = np.random.rand()  # noqa: NPY002 (learners draw from it)
    return random.random(), legacy, torch.rand(1).item()


def test_the_global_generators_are_seeded_and_go_on_afterwards():
    def together():
        random.seed(5)
        np.random.seed(5)  # noqa: NPY002
        torch.manual_seed(5)

    together()
    undisturbed = [draw(), draw()]
    together()
    found = [draw()]
    with process_defaults():
        first = draw()
    with process_defaults():
        assert draw() == first
    assert [*found, draw()] == undisturbed


@pytest.mark.filterwarnings("ignore:invalid value")
def test_defaults_that_the_reader_set_are_put_aside_and_come_back():
    torch.set_default_dtype(torch.float64)
    torch.set_default_device("meta")
    try:
        with np.errstate(all="raise"):
            with process_defaults(), thread_defaults():
                inside = torch.zeros(1)
                np.exp(np.array([-1e4])) / np.zeros(1)  # underflows, then divides by 0
            assert np.geterr() == dict.fromkeys(("divide", "over", "under", "invalid"), "raise")
        outside = torch.zeros(1)
    finally:
        torch.set_default_device(None)
        torch.set_default_dtype(torch.float32)
    assert (inside.dtype, inside.device.type) == (torch.float32, "cpu")
    assert (outside.dtype, outside.device.type) == (torch.float64, "meta")


def test_what_is_printed_is_kept_up_to_a_length():
    with quiet() as printed:
        print("a word")
        print("another", file=sys.stderr)
        warnings.warn("not heard", stacklevel=1)
        for _ in range(1000):
            print("much " * 1000)
    assert printed.getvalue().startswith("a word\nanother\nmuch much")
    assert len(printed.getvalue()) == 1001  # one more than is shown: there was more
