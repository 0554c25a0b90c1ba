"""``pytest --answer``: answers come from a notebook or a script, and only what they need is run."""

import json
import os
import subprocess
import sys
from importlib.metadata import entry_points

import pytest

from gantutor.checks.answers import AnswerError, Answers, without_magics

RIGHT = """
import numpy as np
from scipy.special import rel_entr

HALF = 0.5

def kl(a, b):
    return rel_entr(a, b).sum()

def js_divergence(p, q):
    m = (p + q) / 2
    return HALF * (kl(p, m) + kl(q, m))
"""


def notebook(path, *cells):
    cells = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": c}
        for c in cells
    ]
    cells.insert(0, {"cell_type": "markdown", "metadata": {}, "source": "# A title"})
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}))
    return str(path)


def shell(folder, *arguments):
    """A fresh pytest without this environment's plugins; the last word is where it would stand."""
    command = [sys.executable, "-m", "pytest", "-p", "gantutor.checks.plugin"]
    command += ["-p", "no:cacheprovider", "--pyargs", "-rs", *arguments]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
    environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120
    )


def test_a_right_and_a_missing_answer(tmp_path):
    file = notebook(
        tmp_path / "my.ipynb", "%matplotlib inline\n!ls", "weights = 1 / 0", RIGHT, "check(1)"
    )
    run = shell(tmp_path, "gantutor.checks.log2_plateau", "--answer", file)
    assert run.returncode == pytest.ExitCode.TESTS_FAILED
    assert "7 passed" in run.stdout and "3 errors" in run.stdout  # one for each missing function
    assert "my.ipynb does not define saturation; it defines js_divergence, kl" in run.stdout
    assert "Traceback" not in run.stdout + run.stderr


def test_a_wrong_answer_in_a_script(tmp_path):
    (tmp_path / "mine.py").write_text(RIGHT.replace("HALF = 0.5", "HALF = 1"))
    run = shell(tmp_path, "gantutor.checks.log2_plateau.test_js_divergence", "--answer", "mine.py")
    assert run.returncode == pytest.ExitCode.TESTS_FAILED
    assert "You returned 0.0676442, expected 0.0338221 — twice as large." in run.stdout
    assert "Hint: Each of the two KL terms counts with weight ½." in run.stdout


def test_stubs_are_skipped(tmp_path):
    (tmp_path / "mine.py").write_text("def js_divergence(p, q):\n    ...\n")
    run = shell(tmp_path, "gantutor.checks.log2_plateau.test_js_divergence", "--answer", "mine.py")
    assert run.returncode == pytest.ExitCode.OK
    assert "7 skipped" in run.stdout
    assert "log2_plateau.js_divergence: not attempted yet" in run.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "give your answers: --answer my_notebook.ipynb"),
        (("--answer", "no.ipynb"), "--answer: there is no file no.ipynb"),
    ],
)
def test_usage_errors_take_one_line(tmp_path, arguments, message):
    run = shell(tmp_path, "gantutor.checks.log2_plateau", *arguments)
    assert run.returncode == pytest.ExitCode.USAGE_ERROR
    assert message in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1


def test_the_plugin_costs_other_users_of_pytest_nothing():
    code = "import sys, gantutor.checks.plugin; print({'numpy', 'pytest'} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "set()"


def test_the_entry_point_where_the_package_is_installed():
    found = [point for point in entry_points(group="pytest11") if "gantutor" in point.value]
    assert {point.value for point in found} <= {"gantutor.checks.plugin"}


def test_only_what_an_answer_needs_is_executed(tmp_path):
    file = notebook(
        tmp_path / "my.ipynb",
        "import math\nstep = 0.1\ntrained = undefined_training()",
        "@staticmethod\ndef unused():\n    return trained",
        "def size(n):\n    trained = step  # a local name\n    return trained * scale(n)",
        "if True:\n    factor = 2\n\ndef scale(n):\n    return factor * n + sum([x for x in ()])",
    )
    assert Answers.read(file)["size"](3) == pytest.approx(0.6)


def test_later_definitions_win_and_future_imports_hold(tmp_path):
    (tmp_path / "mine.py").write_text(
        "from __future__ import annotations\n"
        "from dataclasses import dataclass\n"
        "def f():\n    return 1\n"
        "@dataclass\nclass Pair:\n    first: Missing\n"
        "def f():\n    return Pair(2).first\n"
    )
    assert Answers.read(str(tmp_path / "mine.py"))["f"]() == 2


def test_a_neighbouring_module_can_be_imported(tmp_path, monkeypatch):
    (tmp_path / "neighbour_of_mine.py").write_text("VALUE = 5\n")
    (tmp_path / "mine.py").write_text(
        "import neighbour_of_mine as n\ndef f():\n    return n.VALUE\n"
    )
    before = list(sys.path)
    assert Answers.read(str(tmp_path / "mine.py"))["f"]() == 5
    assert sys.path == before


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.txt", "x", "neither a notebook (.ipynb) nor a script (.py)"),
        ("a.ipynb", "not json", "is not a notebook of format 4"),
        ("a.ipynb", '{"worksheets": []}', "is not a notebook of format 4"),
        ("a.py", "x = 1", "a.py does not define f, nor any function"),
        ("a.py", "def g(:", "Not read: a.py, line 1: invalid syntax"),
        ("a.py", "import no_such_module as f", "a.py, line 1 raised ModuleNotFoundError"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path, name, text, message):
    (tmp_path / name).write_text(text)
    with pytest.raises(AnswerError) as error:
        _ = Answers.read(str(tmp_path / name))["f"]
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("cell", "plain"),
    [
        ("x = (7\n  % 4)", "x = (7\n  % 4)"),
        ("%time f()\ny = 1", "pass  # %time f()\ny = 1"),
        ("if colab:\n    !pip install pot", "if colab:\n    pass  # !pip install pot"),
        ("files = !ls\nprint?", "pass  # files = !ls\npass  # print?"),
        ("%%bash\nls", ""),
    ],
)
def test_magics(cell, plain):
    assert without_magics(cell) == plain
