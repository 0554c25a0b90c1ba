"""The benchmark of exact transport: its ways agree, and all of it runs. Nothing is timed here."""

import pytest

from benchmarks import referee, transport
from gantutor.report import Comparison, Growth, Reading


def test_the_benchmark_of_exact_transport_runs():
    found = transport.measurements(short=True)
    compared = [f for f in found if isinstance(f, Comparison)]
    assert {f.plain for f in compared} == {"linprog (HiGHS)", "assignment", "POT"}
    assert {f.ours for f in compared} == {"POT", "sorting"}
    assert all(f.plain_seconds > 0 and f.our_seconds > 0 for f in compared)
    grows = [f for f in found if isinstance(f, Growth)]
    assert [f.what.rpartition(", ")[2] for f in grows] == ["POT", "assignment", "linprog (HiGHS)"]
    assert len(compared) + len(grows) == len(found)


def test_the_benchmark_of_the_referee_trains_and_measures():
    found = referee.measurements(short=True)
    assert len(found) == 4
    for reading in found:
        assert isinstance(reading, Reading)
        assert (reading.unit, reading.goal, reading.at_least) == ("%", 15.0, False)
        assert 0 < reading.value < 100


def test_ways_that_differ_are_an_error():
    transport.agree({"a": 1.0, "b": 1.0 + 1e-12}, "one")
    transport.agree({"a": [1.0, 2.0], "b": [1.0, 2.0]}, "two")
    with pytest.raises(RuntimeError, match=r"one: the ways should agree to 1e-09, they are 1e-06"):
        transport.agree({"a": 1.0, "b": 1.0 + 1e-6}, "one")
    with pytest.raises(RuntimeError, match=r"two: .* a .*, b "):
        transport.agree({"a": [1.0, 2.0], "b": [1.0, 2.1]}, "two")
    with pytest.raises(RuntimeError, match="they are nan apart"):
        transport.agree({"a": 1.0, "b": float("nan")}, "three")


def test_all_ways_find_the_same_distance():
    C = transport.plane(24)
    assert C.shape == (24, 24)
    expected = pytest.approx(transport.by_assignment(C), abs=1e-9)
    assert transport.by_pot(C) == expected
    assert transport.by_linprog(C) == expected
