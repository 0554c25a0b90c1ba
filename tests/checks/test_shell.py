"""``pytest --answer``, in a process of its own, on a notebook or a script."""

import os
import subprocess
import sys
from importlib.metadata import entry_points
from types import SimpleNamespace

import pytest

from gantutor.checks import exercises
from gantutor.checks.engine import own_process, plugin
from tests.checks.notebooks import notebook

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


# The other exercises of this chapter.
OTHERS = [id for id in exercises.known() if id.startswith("log2_plateau.") and "js_" not in id]


def shell(folder, *arguments):
    """A fresh pytest without this environment's plugins; the last word is where it would stand."""
    command = [sys.executable, "-m", "pytest", "-p", "gantutor.checks.engine.plugin"]
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
    assert "7 passed" in run.stdout
    assert f"{len(OTHERS)} failed" in run.stdout  # one for each missing function
    assert "my.ipynb does not define merged_cells; it defines js_divergence, kl" in run.stdout
    assert "Traceback" not in run.stdout + run.stderr


def test_a_wrong_answer_in_a_script(tmp_path):
    (tmp_path / "mine.py").write_text(RIGHT.replace("HALF = 0.5", "HALF = 1"))
    run = shell(tmp_path, "gantutor.checks.log2_plateau.test_js_divergence", "--answer", "mine.py")
    assert run.returncode == pytest.ExitCode.TESTS_FAILED
    assert "You returned 0.0676442, expected 0.0338221 — twice as large." in run.stdout
    assert "Hint: Each of the two KL terms counts with weight ½." in run.stdout


@pytest.mark.parametrize("collect", [False, True])
def test_what_the_collected_checks_need_is_imported_once_for_all(monkeypatch, collect):
    prepared = []
    monkeypatch.setattr(own_process, "prepare", lambda ids: prepared.append(list(ids)))
    module = exercises.get("log2_plateau.merged_cells").module
    config = SimpleNamespace(option=SimpleNamespace(answer="mine.py", collectonly=collect))
    items = [SimpleNamespace(module=module), SimpleNamespace(module=pytest), SimpleNamespace()]
    plugin.pytest_collection_finish(SimpleNamespace(config=config, items=items))
    assert prepared == ([] if collect else [["log2_plateau.merged_cells"]])


def test_stubs_are_skipped(tmp_path):
    (tmp_path / "mine.py").write_text("def js_divergence(p, q):\n    ...\n")
    run = shell(tmp_path, "gantutor.checks.log2_plateau.test_js_divergence", "--answer", "mine.py")
    assert run.returncode == pytest.ExitCode.NO_TESTS_COLLECTED, "nothing attempted is no success"
    assert "7 skipped" in run.stdout
    assert "log2_plateau.js_divergence: not attempted yet" in run.stdout


def test_an_import_that_fails_is_said_and_not_taken_for_a_missing_function(tmp_path):
    (tmp_path / "mine.py").write_text("from no_such_module import kl\n" + RIGHT + "\nkl = kl\n")
    run = shell(tmp_path, "gantutor.checks.log2_plateau.test_js_divergence", "--answer", "mine.py")
    assert run.returncode == pytest.ExitCode.TESTS_FAILED
    assert "mine.py, line 1 raised ModuleNotFoundError: No module named" in run.stdout
    assert "js_divergence: the code around it could not be run" in run.stdout
    assert "no such function" not in run.stdout and "does not define" not in run.stdout


@pytest.mark.parametrize(
    "statement",
    [
        "raise KeyboardInterrupt",
        "raise SystemExit(0)",
        "import pytest; pytest.exit('done', 0)",
        "import pytest; pytest.skip('not today')",
    ],
)
def test_no_answer_ends_the_run_as_a_success(tmp_path, statement):
    (tmp_path / "mine.py").write_text(f"def js_divergence(p, q):\n    {statement}\n")
    run = shell(tmp_path, "gantutor.checks.log2_plateau.test_js_divergence", "--answer", "mine.py")
    assert run.returncode == pytest.ExitCode.TESTS_FAILED, run.stdout
    assert "7 failed" in run.stdout
    assert "Your function raised" in run.stdout


def test_one_answer_and_stubs_are_a_success(tmp_path):
    stubs = [exercises.get(id).stub for id in OTHERS]
    (tmp_path / "mine.py").write_text("\n\n".join([RIGHT, *stubs]))
    run = shell(tmp_path, "gantutor.checks.log2_plateau", "--answer", "mine.py")
    assert run.returncode == pytest.ExitCode.OK, run.stdout
    assert "7 passed" in run.stdout


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
    code = (
        "import sys, gantutor.checks.engine.plugin; print({'numpy', 'pytest'} & set(sys.modules))"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "set()"


def test_the_entry_point_where_the_package_is_installed():
    found = [point for point in entry_points(group="pytest11") if "gantutor" in point.value]
    assert {point.value for point in found} <= {"gantutor.checks.engine.plugin"}
