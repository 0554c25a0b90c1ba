"""The time limit: it ends what it can, in time, and leaves imports alone."""

import builtins
import decimal
import importlib
import sys
import threading
import time

import pytest

from gantutor.checks.engine import time_limit
from gantutor.checks.engine.time_limit import TookTooLong, within


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
    with decimal.localcontext(prec=3):  # NumPy's error state is one only since NumPy 2
        assert within(5, lambda: decimal.getcontext().prec) == 3


@pytest.fixture
def slow_module(tmp_path, monkeypatch):
    """A module that takes a second to import, and cannot be imported after it was stopped."""
    (tmp_path / "slow_module.py").write_text(
        "import builtins, time\n"
        "assert not hasattr(builtins, 'slow_module_began'), 'was left half done'\n"
        "builtins.slow_module_began = True\n"
        "end = time.perf_counter() + 1\n"
        "while time.perf_counter() < end:\n"
        "    pass\n"
        "VALUE = 7\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    yield "slow_module"
    sys.modules.pop("slow_module", None)
    vars(builtins).pop("slow_module_began", None)


def test_an_import_does_not_count(slow_module):
    def imports_then_answers():
        return importlib.import_module(slow_module).VALUE

    assert within(0.2, imports_then_answers) == 7
    assert importlib.import_module(slow_module).VALUE == 7


def test_what_comes_after_an_import_counts(slow_module):
    def imports_then_loops():
        importlib.import_module(slow_module)
        while True:
            pass

    start = time.perf_counter()
    with pytest.raises(TookTooLong):
        within(0.2, imports_then_loops)
    assert 1 < time.perf_counter() - start < 5
    assert importlib.import_module(slow_module).VALUE == 7


def test_an_import_that_is_not_waited_for_is_not_stopped_either(slow_module, monkeypatch):
    monkeypatch.setattr(time_limit, "IMPORTS", 0.1)
    with pytest.raises(TookTooLong):
        within(0.1, importlib.import_module, name=slow_module)
    assert importlib.import_module(slow_module).VALUE == 7  # waits for the other thread


def swallow_everything(seconds):
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        try:
            sum(range(100))
        except BaseException:
            continue
