"""The build's own tools: what a notebook depends on, and when a pair has drifted apart."""

import json
from importlib import import_module
from sys import modules
from types import SimpleNamespace

import pytest

from book.tools import build, execute, lighten, pairs
from gantutor.bench import Reading
from tests.bench import __main__ as everything
from tests.bench import build as bench

ROOT = execute.ROOT


def notebook(folder, code):
    path = folder / "page.ipynb"
    cell = {"cell_type": "code", "source": code.splitlines(keepends=True)}
    path.write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    return path


def names(files):
    return {str(path.relative_to(ROOT / "gantutor")).split("/")[0] for path in files}


def test_dependencies_reach_through_imports():
    assert names(execute.dependencies("import numpy")) == set()
    direct = names(execute.dependencies("from gantutor import objectives"))
    assert direct == {"objectives.py"}
    # constraints imports nets; neither imports the widgets
    reached = names(execute.dependencies("from gantutor.constraints import Clip"))
    assert {"constraints.py", "nets"} <= reached
    assert "widgets" not in reached


def test_a_package_counts_with_its_scripts():
    files = execute.dependencies("from gantutor.widgets import MovingLaws")
    assert {path.suffix for path in files} >= {".py", ".js", ".css"}


def test_fingerprint_follows_what_is_imported_and_nothing_else(tmp_path, monkeypatch):
    package = tmp_path / "gantutor"
    package.mkdir()
    (tmp_path / "requirements.txt").write_text("numpy==2\n")
    for name, text in {
        "__init__": "",
        "laws": "x = 1\n",
        "transport": "from gantutor import laws\n",
        "plots": "y = 1\n",
    }.items():
        (package / f"{name}.py").write_text(text)
    monkeypatch.setattr(execute, "ROOT", tmp_path)
    page = notebook(tmp_path, "%pip install x\nfrom gantutor import transport\n")
    before = execute.fingerprint(page)

    (package / "plots.py").write_text("y = 2\n")
    assert execute.fingerprint(page) == before, "plots is not imported"
    (package / "laws.py").write_text("x = 2\n")
    changed = execute.fingerprint(page)
    assert changed != before, "laws is imported by transport"
    monkeypatch.setenv("GANTUTOR_PRESET", "smoke")
    assert execute.fingerprint(page) != changed, "the preset changes the results"


def test_every_notebook_of_the_contents_is_executed():
    found = {path.stem for path in execute.notebooks()}
    assert {path.stem for path in (ROOT / "chapters").glob("*.ipynb")} <= found
    assert "intro" in found


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda text: text.replace("print(1)", "print(2)"), "cell 2"),
        (lambda text: text + "\nOne more paragraph.\n", "cell"),
    ],
)
def test_a_drifted_pair_is_named(tmp_path, monkeypatch, change, word):
    monkeypatch.setattr(pairs, "ROOT", tmp_path)
    source = tmp_path / "page.md"
    header = "---\njupytext:\n  text_representation:\n    extension: .md\n    format_name: myst\n"
    header += "kernelspec:\n  display_name: Python 3\n  language: python\n  name: python3\n---\n"
    source.write_text(header + "\n# Title\n\n```{code-cell} ipython3\nprint(1)\n```\n\nText.\n")
    assert "missing" in pairs.difference(source)
    pairs.write(source)
    assert pairs.difference(source) is None
    source.write_text(change(source.read_text()))
    assert word in pairs.difference(source)


ICONS = (
    'var p={"trash-can":[448,512,[61460,"bin"],"f2ed","M1 2"],moon:[384,512,[127769],"f186",'
    '["M0","M1"]],0:[320,512,[],"30","M2"]};add(p);var p={github:[496,512,[],"f09b","M3"]};done()'
)


def test_only_the_icons_that_are_named_are_kept():
    named = lighten.icons_named('<i class="fas fa-bin fa-lg"></i><i class="fa-solid fa-moon"></i>')
    assert named == {"bin", "lg", "solid", "moon"}
    assert lighten.with_icons(ICONS, named) == (
        'var p={"trash-can":[448,512,[61460,"bin"],"f2ed","M1 2"],moon:[384,512,[127769],"f186",'
        '["M0","M1"]]};add(p);var p={};done()'
    )
    kept = lighten.with_icons(ICONS, {"trash-can", "moon", "0", "github"})
    assert kept == ICONS, "what is named is not touched"
    with pytest.raises(lighten.LightenError, match="no icons of the known form"):
        lighten.with_icons("done()", named)


def test_a_site_is_lightened_once(tmp_path):
    page = '<i class="fa-github"></i><script type="application/json">{}</script>'
    state = '<script type="application/vnd.jupyter.widget-state+json">{"a":1}</script>\n'
    styles = 'i{color:red}.fa-bin:before,.fa-trash-can:before{content:"\\f2ed"}.fa-lg{top:0}'
    for name, text in {
        "index.html": page,
        "chapters/one.html": page + state + "<p>after</p>",
        lighten.ICONS: ICONS,
        "_static/theme.js": 'icon("fa-moon")',
        lighten.STYLES: styles,
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert lighten.lighten(tmp_path) > len(state)
    assert (tmp_path / "index.html").read_text() == page
    assert (tmp_path / "chapters/one.html").read_text() == page + "<p>after</p>"
    script = (tmp_path / lighten.ICONS).read_text()
    assert "github" in script and "moon" in script and "trash-can" not in script
    assert (tmp_path / lighten.STYLES).read_text() == "i{color:red}.fa-lg{top:0}"
    assert lighten.lighten(tmp_path) == 0, "a second time there is nothing to do"


def test_times_are_kept_by_kind_of_build(tmp_path, monkeypatch):
    monkeypatch.setattr(build, "TIMES", tmp_path / "_build" / "times.json")
    assert [build.kind(n, 5) for n in (0, 2, 5)] == ["warm", "partly", "cold"]
    build.note("cold", {"total": 300.0})
    build.note("warm", {"total": 20.0})
    build.note("warm", {"total": 10.0})
    known = json.loads(build.TIMES.read_text())
    assert known == {"cold": {"total": 300.0}, "warm": {"total": 10.0}}


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
