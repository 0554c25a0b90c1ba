"""``gantutor check``: the short form in a shell, its table, its total and its exit status."""

import json
import subprocess
import sys
from dataclasses import replace
from itertools import combinations

import pytest

from gantutor.checks import exercises
from gantutor.checks.engine.command import main
from gantutor.checks.engine.finding import Finding, Kind
from gantutor.checks.engine.table import Table
from gantutor.checks.engine.verdict import Verdict
from tests.checks.notebooks import notebook

SET = "log2_plateau"
IDS = [id for id in exercises.known() if id.startswith(SET + ".")]
JS = f"{SET}.js_divergence"
TWICE = "\n\ndef js_divergence(p, q, right=js_divergence):\n    return 2 * right(p, q)\n"


def right(*ids):
    return "\n\n".join(exercises.get(id).source for id in ids)


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "140")
    return tmp_path


def test_all_right_is_the_only_success(here, capsys):
    (here / "mine.py").write_text(right(*IDS))
    assert main(["check", SET, "--answer", "mine.py"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "mine.py"
    count = len(IDS)
    rows = lines[2 : 2 + count]
    assert [line.split()[0] for line in rows] == IDS
    assert all(line.endswith("passed") for line in rows)
    checks = sum(len(exercises.get(id).checks()) for id in IDS)
    assert lines[2 + count] == f"  {count} of {count} exercises passed, {checks} of {checks} checks"


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ("return 1.0", "failed"),
        ("...", "not attempted yet"),
        ("import os; os._exit(0)", "ended the process"),
        ("raise SystemExit(0)", "raised an exception"),
    ],
)
def test_one_that_has_not_passed_is_no_success_and_the_next_is_checked(here, capsys, body, verdict):
    (here / "mine.py").write_text(f"{right(IDS[-1])}\ndef js_divergence(p, q):\n    {body}\n")
    assert main(["check", JS, IDS[-1], "--answer", "mine.py"]) == 1
    rows = capsys.readouterr().out.splitlines()
    assert f"  {verdict}" in rows[2]
    assert rows[3].endswith("passed")
    assert rows[4].startswith("  1 of 2 exercises passed, ")
    assert rows[4].endswith("; 1 not attempted yet") is (body == "...")


def test_a_missing_function_and_an_import_that_fails(here, capsys):
    (here / "mine.py").write_text(
        "import no_such_module\ndef js_divergence(p, q):\n    no_such_module"
    )
    assert main(["check", SET, "--answer", "mine.py"]) == 1
    out = capsys.readouterr().out
    assert out.count("no such function") == len(IDS) - 1
    assert "  not loaded           mine.py, line 1 raised ModuleNotFoundError" in out
    assert "  no such function     mine.py does not define merged_cells" in out


def test_a_row_has_the_first_failure_and_one_exercise_its_whole_verdict(here, capsys):
    (here / "mine.py").write_text(right(JS) + TWICE)
    assert main(["check", JS, "--answer", "mine.py"]) == 1
    rows = capsys.readouterr().out.splitlines()
    assert "two cells: You returned 0.0676442, expected 0.0338221 — twice" in rows[2]
    assert all(len(row) <= 140 for row in rows[:4])
    assert "Hint: Each of the two KL terms counts with weight ½." in rows
    main(["check", JS, IDS[-1], "--answer", "mine.py"])
    assert "Hint:" not in capsys.readouterr().out
    main(["check", JS, IDS[-1], "--long", "--answer", "mine.py"])
    assert "Hint:" in capsys.readouterr().out


def test_a_folder_has_a_row_for_each_file_and_exercise_and_a_total_for_each_file(here, capsys):
    for name in ("ann", "ben/deep", ".hidden"):
        (here / "in" / name).mkdir(parents=True)
    notebook(here / "in/ann/a.ipynb", right(JS))
    (here / "in/ben/deep/b.py").write_text(right(JS) + TWICE)
    (here / "in/ben/bad.ipynb").write_text("no notebook")
    (here / "in/.hidden/a.py").write_text(right(JS))
    assert main(["check", JS, "--answer", "in"]) == 1
    out = capsys.readouterr().out
    assert "bad.ipynb is not a notebook of format 4" in out
    files = ("ann/a.ipynb", "ben/bad.ipynb", "ben/deep/b.py")
    assert [line for line in out.splitlines() if line.strip() in files] == list(files)
    assert out.splitlines()[-4:] == [
        "ann/a.ipynb    1 of 1 exercises passed, 5 of 5 checks",
        "ben/bad.ipynb  0 of 1 exercises passed, 0 of 0 checks",
        "ben/deep/b.py  0 of 1 exercises passed, 1 of 5 checks",
        "3 files: 1 of 3 exercises passed, 6 of 10 checks",
    ]
    assert main(["check", JS, "--answer", "in/ann"]) == 0


def test_json_is_the_same_for_programs(here, capsys):
    (here / "mine.py").write_text(right(JS) + TWICE)
    assert main(["check", JS, "--json", "--answer", "mine.py"]) == 1
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["file"], row["exercise"], row["verdict"]) == ("mine.py", JS, "failed")
    assert (row["passed"], row["checks"], row["failed"]) == (1, 5, "two cells")
    assert row["message"].startswith("You returned 0.0676442")
    assert row["hint"].startswith("Each of the two")


def test_without_an_answer_the_notebook_here_that_asks_for_the_checks(here, capsys):
    notebook(here / "other.ipynb", "x = 1")
    (here / "broken.ipynb").write_text("no notebook")
    notebook(here / "mine.ipynb", right(JS), f'check("{JS}", js_divergence)')
    assert main(["check", JS]) == 0
    assert capsys.readouterr().out.startswith("mine.ipynb\n")
    notebook(here / "copy.ipynb", f'check("{JS}", js_divergence)')
    assert main(["check", JS]) == 2
    assert "and 2 do: copy.ipynb, mine.ipynb" in capsys.readouterr().err
    assert main(["check", IDS[-1]]) == 2
    assert f'has to have check("{IDS[-1]}", …), and none does' in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "name what to check, one of adversarial_game, "),
        (["log_plateau"], "there is no set log_plateau. Did you mean log2_plateau? (known: adv"),
        (["nonsense"], "there is no set nonsense. (known: adversarial_game, "),
        ([f"{SET}.js"], f"there is no exercise {SET}.js. "),
        ([f"{SET}.js"], f"({SET} has disjoint_supports, honest_bound, "),
        ([SET, "--answer", "no.ipynb"], "there is no file no.ipynb"),
        ([SET, "--answer", "a.txt"], "a.txt is neither a notebook (.ipynb) nor a script (.py)"),
        ([SET, "--answer", "empty"], "neither a notebook (.ipynb) nor a script (.py) in empty"),
    ],
)
def test_what_makes_no_sense_is_said_in_one_line(here, capsys, arguments, words):
    (here / "empty").mkdir()
    (here / "a.txt").write_text("x")
    assert main(["check", *arguments]) == 2
    said = capsys.readouterr()
    assert words in said.err
    assert said.out == ""
    assert len(said.err.splitlines()) == 1


NAMESAKES = next(
    pair
    for pair in combinations(exercises.known(), 2)
    if exercises.get(pair[0]).name == exercises.get(pair[1]).name
)
SHARED = exercises.get(NAMESAKES[0]).name


@pytest.mark.parametrize("order", [NAMESAKES, NAMESAKES[::-1]])
def test_two_functions_of_one_name_are_told_apart_by_the_checks_below_them(here, capsys, order):
    cells = [c for id in order for c in (right(id), f'check("{id}", {SHARED})')]
    notebook(here / "mine.ipynb", *cells)
    assert main(["check", *NAMESAKES, "--answer", "mine.ipynb"]) == 0
    assert "both ask for" not in capsys.readouterr().out


def test_two_functions_of_one_name_that_nothing_tells_apart_are_noticed(here, capsys):
    (here / "mine.py").write_text(right(*NAMESAKES))
    assert main(["check", *NAMESAKES, "--answer", "mine.py"]) == 1
    words = " and ".join(NAMESAKES) + f": both ask for {SHARED}, and the last definition was"
    assert words in capsys.readouterr().out


def test_difficulty_and_minutes_are_shown_where_an_exercise_has_them(capsys):
    exercise = exercises.get(JS)
    assert replace(exercise, difficulty=2, minutes=10).effort == "●●○ · 10 min"
    assert replace(exercise, difficulty=3, minutes=None).effort == "●●●"
    assert replace(exercise, difficulty=None, minutes=None).effort == ""
    verdict = Verdict(JS, Kind.FAILED, "A title", total=4, effort="●●○ · 10 min")
    assert str(verdict).startswith(f"{JS}: A title (●●○ · 10 min)\n")
    assert '<span role="img" aria-label="difficulty 2 of 3">●●○</span> · 10 min' in (
        verdict._repr_html_()
    )
    rows = Table([replace(exercise, difficulty=2, minutes=10)])
    rows.head("mine.py")
    rows.row(replace(verdict, finding=Finding(Kind.FAILED, "one", message="off")))
    head, row = capsys.readouterr().out.splitlines()[1:]
    assert " ".join(row.split()) == f"{JS} ●●○ · 10 min 0 / 4 failed one: off"
    assert (head.index("verdict"), head.index("first")) == (row.index("failed"), row.index("one"))


@pytest.mark.parametrize(
    ("name", "value"), [("DIFFICULTY", 4), ("DIFFICULTY", True), ("MINUTES", 0)]
)
def test_a_difficulty_that_makes_no_sense_is_refused(monkeypatch, name, value):
    monkeypatch.setattr(exercises.get(JS).module, name, value, raising=False)
    exercises.get.cache_clear()
    try:
        with pytest.raises(
            ValueError, match=rf"test_js_divergence: {name} is 1 to \d+, got {value}"
        ):
            exercises.get(JS)
    finally:
        exercises.get.cache_clear()


def test_it_is_a_program(here):
    (here / "mine.py").write_text(right(JS))
    command = [sys.executable, "-m", "gantutor", "check", JS, "--answer", "mine.py"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "1 of 1 exercises passed, 5 of 5 checks" in done.stdout
