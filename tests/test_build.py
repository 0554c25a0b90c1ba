"""What the benchmarks say of the book's build."""

import json
from importlib import import_module
from sys import modules
from types import SimpleNamespace

import pytest
from gantutor.bench import Reading
from tests.bench import __main__ as everything
from tests.bench import build as bench


def test_findings_are_read_from_the_last_build_and_test_run(tmp_path):
    times, tests = tmp_path / "times.json", tmp_path / "tests.xml"
    with pytest.raises(bench.NoTimes, match=r"none.*make clean book"):
        bench.book_times(times)
    times.write_text(json.dumps({"warm": {"total": 9.0}}))
    with pytest.raises(bench.NoTimes, match="it has: warm"):
        bench.book_times(times)
    cold = {"notebooks": {"a": 60.0, "b": 40.0}, "executing": 64.0, "sphinx": 30.0, "total": 95.0}
    times.write_text(json.dumps({"cold": cold}))
    assert bench.book_times(times) == cold
    whole, side_by_side, *rest = bench.book_findings(cold)
    assert (whole.value, whole.met) == (95.0, True)
    assert side_by_side.ratio == pytest.approx(100 / 64)
    assert {f.what: f.value for f in rest} == {"Sphinx": 30.0, "a": 60.0, "b": 40.0}
    with pytest.raises(bench.NoTimes, match="make test"):
        bench.suite_findings(cold, tests)
    tests.write_text(
        '<testsuites><testsuite time="900"><testcase classname="t.a" time="2"/>'
        '<testcase classname="t.b" time="7"/><testcase classname="t.a" time="1"/>'
        "</testsuite></testsuites>"
    )
    both, alone, *files = bench.suite_findings(cold, tests)
    assert (both.value, both.met) == (995.0, False)
    assert (alone.what, alone.value) == ("pytest, 3 tests", 900.0)
    assert [(f.what, f.value) for f in files] == [("t.b", 7.0), ("t.a", 3.0)]


def test_the_bench_names_its_sections(capsys):
    assert everything.main(["pges"]) == 2
    told = capsys.readouterr().err
    assert "'pges'" in told and "pages, build, import" in told


@pytest.fixture
def a_bench_without_a_book(monkeypatch):
    """Two sections: one needs a test run that never was, one can be measured."""

    def no_tests(short):
        raise bench.NoTimes("there is no tests.xml: make test")

    monkeypatch.setitem(modules, "bench_book", SimpleNamespace(findings=no_tests))
    measured = SimpleNamespace(findings=lambda short: [Reading("seconds of it", 3.0, "s")])
    monkeypatch.setitem(modules, "bench_any", measured)
    sections = {"build": ("Build", "bench_book"), "any": ("Anything", "bench_any")}
    monkeypatch.setattr(everything, "SECTIONS", sections)


def test_what_cannot_be_measured_is_skipped_and_said(a_bench_without_a_book, capsys):
    assert everything.main(["--short"]) == 0
    shown = capsys.readouterr()
    assert "seconds of it" in shown.out
    assert "skipped 'build': there is no tests.xml: make test" in shown.err


def test_a_section_asked_for_by_name_and_a_written_report_are_whole(
    a_bench_without_a_book, capsys, tmp_path
):
    assert everything.main(["build", "--short"]) == 1
    assert "make test" in capsys.readouterr().err
    assert everything.main(["--out", str(tmp_path / "cpu.json")]) == 1
    assert "make test" in capsys.readouterr().err
    assert not (tmp_path / "cpu.json").exists()


def test_every_section_of_the_bench_is_there():
    for title, module in everything.SECTIONS.values():
        assert title
        assert callable(import_module(module).findings)
