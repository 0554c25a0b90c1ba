"""The build's own tools: what a notebook depends on, and when a pair has drifted apart."""

import json

import pytest

from book.tools import execute, pairs

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
    assert {"constraints.py", "nets.py"} <= reached
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
