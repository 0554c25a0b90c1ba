"""A check neither hears the process around it nor leaves a trace in it."""

import random
import sys
import warnings

import numpy as np
import torch

from gantutor.checks.engine.isolation import quiet, seeded


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
    with seeded():
        first = draw()
    with seeded():
        assert draw() == first
    assert [*found, draw()] == undisturbed


def test_what_is_printed_is_kept_up_to_a_length():
    with quiet() as printed:
        print("a word")
        print("another", file=sys.stderr)
        warnings.warn("not heard", stacklevel=1)
        for _ in range(1000):
            print("much " * 1000)
    assert printed.getvalue().startswith("a word\nanother\nmuch much")
    assert len(printed.getvalue()) == 1001  # one more than is shown: there was more
