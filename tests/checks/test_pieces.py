"""Guard, stubs and time limit, each by itself."""

import threading
import time

import numpy as np
import pytest
import torch

from gantutor.checks.guard import Guarded, NotAttempted, ReturnedNothing
from gantutor.checks.limit import TookTooLong, within
from gantutor.checks.stubs import solution_of, stub_of, untouched


def test_arguments_are_copied_wherever_they_hide():
    def spoil(array, listed, named):
        array[:] = 0
        listed[0][:] = 0
        listed.append(1)
        named["x"][:] = 0
        return 1

    array, listed, named = np.ones(2), [np.ones(2)], {"x": np.ones(2)}
    assert Guarded(spoil, "spoil")(array, listed, named=named) == 1
    assert array.tolist() == listed[0].tolist() == named["x"].tolist() == [1, 1]
    assert len(listed) == 1


def test_gradients_flow_through_the_copy():
    x = torch.ones(3, requires_grad=True)
    Guarded(lambda t: (t.square()).sum(), "f")(x).backward()
    assert x.grad.tolist() == [2, 2, 2]


def test_an_answer_in_place_gets_the_thing_itself():
    array = np.ones(2)

    def zero(a):
        a[:] = 0

    assert Guarded(zero, "zero", in_place=True)(array) is None
    assert array.tolist() == [0, 0]


def test_none_and_ellipsis_are_refused():
    with pytest.raises(ReturnedNothing):
        Guarded(lambda: None, "f")()
    with pytest.raises(NotAttempted):
        Guarded(lambda: ..., "f")()


def test_the_last_call_is_remembered():
    guarded = Guarded(lambda x, power=1: x, "f")
    guarded(np.array([0.5]), power=2)
    assert guarded.last_call == "f([0.5], power=2)"


WHOLE = '''"""Module."""
import numpy as np

def helper():
    return 1

@decorated(
    1)
def f(a,
      b=2):
    """One line.

    More.
    """
    # this comment would give it away
    return a + b
'''


def test_a_stub_is_the_function_without_its_body():
    assert stub_of(WHOLE, "f") == (
        "@decorated(\n    1)\ndef f(a,\n      b=2):\n"
        '    """One line.\n\n    More.\n    """\n    ...'
    )
    assert stub_of("def f(x):\n    # why\n    return x", "f") == "def f(x):\n    ..."
    with pytest.raises(LookupError, match="'g'"):
        stub_of(WHOLE, "g")


def test_a_stub_with_marked_regions_keeps_the_rest():
    source = (
        "def f(x):\n    y = x + 1\n    # BEGIN SOLUTION\n    z = y * 2\n    # END SOLUTION\n"
        "    return z\n"
    )
    assert stub_of(source, "f") == "def f(x):\n    y = x + 1\n    ...\n    return z"
    assert solution_of(source) == "def f(x):\n    y = x + 1\n    z = y * 2\n    return z"


def test_untouched_compares_what_the_code_does():
    stub = 'def f(x):\n    """Doc."""\n    y = x + 1\n    ...\n    return y'

    def f(x):
        y = x + 1
        ...
        return y

    def changed(x):
        y = x + 2
        ...
        return y

    assert untouched(f, stub, "f")
    assert not untouched(changed, stub, "f")
    assert not untouched(np.sum, stub, "f")
    assert not untouched(3, stub, "f")


def test_within_returns_the_value_and_raises_the_error():
    assert within(5, lambda a, b: a - b, a=3, b=1) == 2
    with pytest.raises(ZeroDivisionError):
        within(5, lambda: 1 / 0)


@pytest.mark.parametrize("block", [lambda: time.sleep(3), lambda: swallow_everything(3)])
def test_within_gives_up_in_time(block):
    start = time.perf_counter()
    with pytest.raises(TookTooLong):
        within(0.05, block)
    assert time.perf_counter() - start < 2.5


def test_a_late_call_is_ended():
    ended = threading.Event()

    def endless():
        try:
            while True:
                pass
        finally:
            ended.set()

    with pytest.raises(TookTooLong):
        within(0.05, endless)
    assert ended.wait(5)


def test_within_runs_in_the_callers_context():
    with np.errstate(divide="raise"), pytest.raises(FloatingPointError):
        within(5, lambda: np.ones(1) / 0)


def swallow_everything(seconds):
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        try:
            sum(range(100))
        except BaseException:
            continue
