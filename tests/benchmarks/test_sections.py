"""The sections of the benchmark: known by name, skipped where they cannot be measured."""

import json
from importlib import import_module
from sys import modules
from types import SimpleNamespace

import pytest
import torch

from benchmarks import __main__ as command
from benchmarks import build, pages
from benchmarks.machine import machine
from benchmarks.sections import SECTIONS, CannotMeasure
from gantutor.report import Reading, load


def test_the_times_are_read_from_the_last_build_and_test_run(tmp_path):
    times, tests = tmp_path / "times.json", tmp_path / "tests.xml"
    with pytest.raises(build.NoTimes, match=r"none.*make clean book"):
        build.book_times(times)
    times.write_text(json.dumps({"warm": {"total": 9.0}}))
    with pytest.raises(build.NoTimes, match="it has: warm"):
        build.book_times(times)
    cold = {"notebooks": {"a": 60.0, "b": 40.0}, "executing": 64.0, "sphinx": 30.0, "total": 95.0}
    times.write_text(json.dumps({"cold": cold}))
    assert build.book_times(times) == cold
    whole, side_by_side, *rest = build.book_measurements(cold)
    assert (whole.value, whole.met) == (95.0, True)
    assert side_by_side.ratio == pytest.approx(100 / 64)
    assert {f.what: f.value for f in rest} == {"Sphinx": 30.0, "a": 60.0, "b": 40.0}
    with pytest.raises(build.NoTimes, match="make test"):
        build.suite_measurements(cold, tests)
    tests.write_text(
        '<testsuites><testsuite time="900"><testcase classname="t.a" time="2"/>'
        '<testcase classname="t.b" time="7"/><testcase classname="t.a" time="1"/>'
        "</testsuite></testsuites>"
    )
    both, alone, *files = build.suite_measurements(cold, tests)
    assert (both.value, both.met) == (995.0, False)
    assert (alone.what, alone.value) == ("pytest, 3 tests", 900.0)
    assert [(f.what, f.value) for f in files] == [("t.b", 7.0), ("t.a", 3.0)]


def test_sections_are_known_by_name(capsys):
    assert command.main(["pges"]) == 2
    told = capsys.readouterr().err
    assert "unknown section 'pges'; known: pages, build, import" in told


@pytest.fixture
def a_benchmark_without_a_book(monkeypatch):
    """Two sections: one needs a test run that never was, one can be measured."""

    def no_tests(short):
        raise build.NoTimes("there is no tests.xml: make test")

    monkeypatch.setitem(modules, "bench_book", SimpleNamespace(measurements=no_tests))
    measured = SimpleNamespace(measurements=lambda short: [Reading("seconds of it", 3.0, "s")])
    monkeypatch.setitem(modules, "bench_any", measured)
    sections = {"build": ("Build", "bench_book"), "any": ("Anything", "bench_any")}
    monkeypatch.setattr(command, "SECTIONS", sections)


def test_what_cannot_be_measured_is_skipped_and_said(a_benchmark_without_a_book, capsys):
    assert command.main(["--short"]) == 0
    shown = capsys.readouterr()
    assert "seconds of it" in shown.out
    assert "skipped 'build': there is no tests.xml: make test" in shown.err


def test_a_section_asked_for_by_name_and_a_written_report_are_whole(
    a_benchmark_without_a_book, capsys, tmp_path
):
    assert command.main(["build", "--short"]) == 1
    assert "make test" in capsys.readouterr().err
    assert command.main(["--out", str(tmp_path / "cpu.json")]) == 1
    assert "make test" in capsys.readouterr().err
    assert not (tmp_path / "cpu.json").exists()


def test_every_section_is_there():
    for title, module in SECTIONS.values():
        assert title
        assert callable(import_module(module).measurements)


def test_a_report_says_on_what_machine_and_by_which_command(
    a_benchmark_without_a_book, capsys, tmp_path
):
    assert command.main(["any", "--short", "--out", str(tmp_path / "r.json")]) == 0
    written = load(tmp_path / "r.json")
    assert written.command == "python -m benchmarks any --short"
    assert list(written.sections) == ["Anything"]
    assert {"processor", "cores", "threads", "torch", "POT"} <= set(written.machine)
    assert written.machine == machine()
    assert written.heading() in capsys.readouterr().out


def test_pages_cannot_be_measured_without_a_browser_or_a_book(monkeypatch, tmp_path):
    monkeypatch.setattr(pages, "find", lambda: None)
    with pytest.raises(CannotMeasure, match="no Chromium is found"):
        pages.measurements(site=tmp_path)
    monkeypatch.setattr(pages, "find", lambda: "a browser")
    with pytest.raises(CannotMeasure, match=r"there is no built book in .*: make book"):
        pages.measurements(site=tmp_path)


def test_without_a_gpu_the_command_says_so_and_writes_nothing(tmp_path, capsys):
    if torch.cuda.is_available():
        pytest.skip("this machine has a GPU")
    path = tmp_path / "gpu.json"
    assert command.main(["gpu", "--short", "--out", str(path)]) == 1
    assert "needs a CUDA device" in capsys.readouterr().err
    assert not path.exists()


def test_the_gpu_is_measured_by_itself(capsys):
    assert command.main(["gpu", "import"]) == 2
    assert "gpu is measured by itself, got 'gpu import'" in capsys.readouterr().err
