"""What a report says: ratios, goals, fitted exponents, and a record that comes back whole."""

import json

import numpy as np
import pytest

from gantutor import report
from gantutor.report import (
    Comparison,
    Growth,
    Reading,
    Report,
    ReportError,
    medians,
    reports,
    sidebyside,
)
from gantutor.report.tables import seconds


def test_ways_take_turns_and_the_warm_up_does_not_count():
    calls = []
    took = medians({"a": lambda: calls.append("a"), "b": lambda: calls.append("b")}, 3, warm_up=2)
    assert calls == ["a", "b"] * 5
    assert set(took) == {"a", "b"}
    with pytest.raises(ValueError, match="rounds must be at least 1, got 0"):
        medians({"a": lambda: None}, 0)


def test_the_median_is_of_each_way_s_own_seconds(monkeypatch):
    """On a clock that the ways themselves move: nothing here depends on the machine."""
    now = [0.0]
    durations = {"a": iter([9.0, 1.0, 5.0, 2.0]), "b": iter([9.0, 10.0, 30.0, 20.0])}

    def way(name):
        def call():
            now[0] += next(durations[name])

        return call

    monkeypatch.setattr(sidebyside.time, "perf_counter", lambda: now[0])
    assert medians({name: way(name) for name in durations}, 3) == {"a": 2.0, "b": 20.0}


def test_goals_are_met_from_the_right_side():
    assert Comparison("x", "p", 6.0, "o", 2.0).ratio == 3.0
    assert Comparison("x", "p", 6.0, "o", 2.0).met is None
    assert Comparison("x", "p", 6.0, "o", 2.0, goal=3.0).met is True
    assert Comparison("x", "p", 6.0, "o", 2.0, goal=3.1).met is False
    assert Reading("x", 1.0, "s", goal=1.5).met is True
    assert Reading("x", 2.0, "s", goal=1.5).met is False
    assert Reading("x", 7, "", goal=7, at_least=True).met is True
    assert Reading("x", 6, "", goal=7, at_least=True).met is False


@pytest.mark.parametrize("exponent", [-0.5, 0.0, 1.0, 3.0])
def test_the_exponent_of_a_power_is_found_exactly(exponent):
    sizes = (10.0, 30.0, 100.0, 1000.0)
    growth = Growth("x", "n", sizes, tuple(2.5 * n**exponent for n in sizes), "s")
    assert growth.exponent == pytest.approx(exponent, abs=1e-12)
    assert growth.error == pytest.approx(0.0, abs=1e-12)


def test_the_exponent_and_its_error_are_those_of_a_regression():
    from scipy.stats import linregress

    rng = np.random.default_rng(0)
    sizes = np.array([8.0, 16.0, 32.0, 64.0, 128.0, 256.0])
    values = sizes**1.5 * np.exp(rng.normal(0, 0.3, 6))
    growth = Growth("x", "n", sizes.tolist(), values.tolist(), "s")
    fit = linregress(np.log(sizes), np.log(values))
    assert growth.exponent == pytest.approx(fit.slope, rel=1e-12)
    assert growth.error == pytest.approx(fit.stderr, rel=1e-9)
    assert growth.error > 0.02


@pytest.mark.parametrize(
    ("sizes", "values", "words"),
    [
        ((1, 2), (1, 2), "at least 3 sizes"),
        ((1, 2, 3), (1, 2), "3 sizes and 2 values"),
        ((1, 2, 3), (1, 0, 2), "must be above 0"),
    ],
)
def test_what_has_no_exponent_is_refused(sizes, values, words):
    with pytest.raises(ValueError, match=words):
        Growth("x", "n", sizes, values, "s")


def a_report():
    return Report(
        "make bench",
        {
            "Training": (
                Comparison("a step", "plain", 2.0, "ours", 0.5, 5.0, note="σ = 1%"),
                Reading("share", 12.5, "%", 15.0),
            ),
            "Growth": (Growth("LP", "n", (1, 2, 4), (1.0, 4.0, 16.0), "s"),),
        },
        {"processor": "fast", "threads": "1"},
    )


def test_a_report_comes_back_whole(tmp_path):
    made = a_report()
    made.save(tmp_path / "r.json")
    back = report.load(tmp_path / "r.json")
    assert (back.command, dict(back.machine)) == (made.command, dict(made.machine))
    assert {t: tuple(f) for t, f in back.sections.items()} == made.sections
    assert [p.name for p in tmp_path.iterdir()] == ["r.json"]
    assert back.heading() == "processor fast, threads 1; `make bench`"


def test_the_tables_say_ratio_goal_and_exponent():
    text = a_report().markdown()
    assert "| a step (σ = 1%) | plain: 2 s | ours: 500 ms | 4 | ≥ 5, not reached |" in text
    assert "| share | 12.5% | ≤ 15%, reached |" in text
    assert "| LP | n, 1 to 4 | 1 s to 16 s | 2.00 ± 0.00 |" in text
    assert a_report().markdown([]) == ""
    assert "LP" not in a_report().markdown(["Training"])
    with pytest.raises(KeyError, match="no section 'Pages'; there are: Training, Growth"):
        a_report().markdown(["Training", "Pages"])


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda text: text[: len(text) // 2], "is not a 'gantutor bench 1'"),
        (lambda text: text.replace("gantutor bench 1", "other"), "is a 'other'"),
        (lambda text: text.replace("Comparison", "Guess"), "'Guess'"),
        (lambda text: json.dumps([1]), "is not a 'gantutor bench 1'"),
    ],
)
def test_a_damaged_report_is_named(tmp_path, damage, words):
    path = tmp_path / "r.json"
    a_report().save(path)
    path.write_text(damage(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(ReportError, match=words) as error:
        report.load(path)
    assert "r.json" in str(error.value)


def test_a_missing_report_is_named_and_one_that_was_never_made_is_none(tmp_path, monkeypatch):
    with pytest.raises(ReportError, match="there is no report"):
        report.load(tmp_path / "none.json")
    monkeypatch.setattr(reports, "RECORDS", tmp_path)
    assert report.shipped("gpu") is None
    a_report().save(tmp_path / "gpu.json")
    assert report.shipped("gpu").command == "make bench"
    with pytest.raises(ValueError, match="unknown kind of report 'tpu'; known: cpu, gpu"):
        report.shipped("tpu")


def test_the_shipped_report_says_where_it_comes_from():
    there = report.shipped("cpu")
    assert {"processor", "cores", "threads", "torch", "POT"} <= set(there.machine)
    assert "--short pages" in there.command
    assert {"Training: one iteration", "Exact transport"} <= set(there.sections)


@pytest.mark.parametrize(
    ("value", "words"),
    [(123.4, "123 s"), (1.5, "1.5 s"), (0.0321, "32.1 ms"), (4.2e-5, "42 µs"), (1e-8, "1.0e-08 s")],
)
def test_durations_are_written_with_a_fitting_unit(value, words):
    assert seconds(value) == words
