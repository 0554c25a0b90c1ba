"""The learner's function as checks call it: copies, refusals, and the last call in words."""

import numpy as np
import pytest
import torch

from gantutor.checks.engine.guarded_answer import GuardedAnswer, NotAttempted, ReturnedNothing


def test_arguments_are_copied_wherever_they_hide():
    def spoil(array, listed, named):
        array[:] = 0
        listed[0][:] = 0
        listed.append(1)
        named["x"][:] = 0
        return 1

    array, listed, named = np.ones(2), [np.ones(2)], {"x": np.ones(2)}
    assert GuardedAnswer(spoil, "spoil")(array, listed, named=named) == 1
    assert array.tolist() == listed[0].tolist() == named["x"].tolist() == [1, 1]
    assert len(listed) == 1


def test_gradients_flow_through_the_copy():
    x = torch.ones(3, requires_grad=True)
    GuardedAnswer(lambda t: (t.square()).sum(), "f")(x).backward()
    assert x.grad.tolist() == [2, 2, 2]


def test_an_answer_in_place_gets_the_thing_itself():
    array = np.ones(2)

    def zero(a):
        a[:] = 0

    assert GuardedAnswer(zero, "zero", in_place=True)(array) is None
    assert array.tolist() == [0, 0]


def test_none_and_ellipsis_are_refused():
    with pytest.raises(ReturnedNothing):
        GuardedAnswer(lambda: None, "f")()
    with pytest.raises(NotAttempted):
        GuardedAnswer(lambda: ..., "f")()


def test_the_last_call_is_remembered():
    guarded = GuardedAnswer(lambda x, power=1: x, "f")
    guarded(np.array([0.5]), power=2)
    assert guarded.last_call == "f([0.5], power=2)"
