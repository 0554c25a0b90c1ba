"""Answers come out of a notebook or a script, and only what they need is run, once, in time."""

import sys

import pytest

from gantutor.checks.engine import answer_file
from gantutor.checks.engine.answer_file import AnswerError, AnswerFile, NotDefined, without_magics
from tests.checks.notebooks import notebook


def test_only_what_an_answer_needs_is_executed(tmp_path):
    file = notebook(
        tmp_path / "my.ipynb",
        "import math\nstep = 0.1\ntrained = undefined_training()",
        "@staticmethod\ndef unused():\n    return trained",
        "def size(n):\n    trained = step  # a local name\n    return trained * scale(n)",
        "if True:\n    factor = 2\n\ndef scale(n):\n    return factor * n + sum([x for x in ()])",
    )
    assert AnswerFile.read(file).load("size")(3) == pytest.approx(0.6)


def test_later_definitions_win_and_future_imports_hold(tmp_path):
    (tmp_path / "mine.py").write_text(
        "from __future__ import annotations\n"
        "from dataclasses import dataclass\n"
        "def f():\n    return 1\n"
        "@dataclass\nclass Pair:\n    first: Missing\n"
        "def f():\n    return Pair(2).first\n"
    )
    assert AnswerFile.read(str(tmp_path / "mine.py")).load("f")() == 2


def test_a_neighbouring_module_can_be_imported(tmp_path, monkeypatch):
    (tmp_path / "neighbour_of_mine.py").write_text("VALUE = 5\n")
    (tmp_path / "mine.py").write_text(
        "import neighbour_of_mine as n\ndef f():\n    return n.VALUE\n"
    )
    before = list(sys.path)
    assert AnswerFile.read(str(tmp_path / "mine.py")).load("f")() == 5
    assert sys.path == before


def test_a_helper_may_be_named_like_a_builtin(tmp_path):
    (tmp_path / "mine.py").write_text(
        "def round(x):\n    return 10 * x\n\ndef f(x):\n    return round(x) + len('ab')\n"
    )
    assert AnswerFile.read(str(tmp_path / "mine.py")).load("f")(1.5) == 17


@pytest.mark.parametrize(
    "change",
    [
        'TABLE["a"] = 7',
        'TABLE["a"] += 6',
        'TABLE["b"], TABLE["a"] = 0, 7',
        'del TABLE["a"]\nTABLE.setdefault("a", 7)',
        "TABLE.update(a=7)",
        'for key in "ab":\n    TABLE[key] = 7',
        "if TABLE:\n    TABLE.update(a=7)",
        'with open("mine.py") as file:\n    TABLE["a"] = 7',
        "SEVEN = 7\nTABLE.update(a=SEVEN)",
        "class Holder:\n    TABLE['a'] = 7",
    ],
)
def test_a_statement_that_changes_what_an_answer_uses_is_executed(tmp_path, change, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text(
        f'TABLE = {{"a": 1}}\ndef f():\n    return TABLE["a"]\n{change}\n'
    )
    assert AnswerFile.read("mine.py").load("f")() == 7


@pytest.mark.parametrize(
    "change", ["box.items.append(2)", "box.items[0] = 3", "box.size = 1", "del box.items[:]"]
)
def test_a_change_deep_inside_counts(tmp_path, change):
    (tmp_path / "mine.py").write_text(
        "from types import SimpleNamespace\n"
        "box = SimpleNamespace(items=[0], size=0)\n"
        f"before = repr(box)\n{change}\n"
        "def f():\n    return before, repr(box)\n"
    )
    before, after = AnswerFile.read(str(tmp_path / "mine.py")).load("f")()
    assert before != after


@pytest.mark.parametrize(
    "statement",
    [
        "boom()",
        "boom(TABLE, f)",
        "print(boom(TABLE))",
        "OTHER.update(TABLE, b=boom())",
        "math.fsum([boom()])",
        "nn.init.zeros_(boom().weight)",
        "for step in range(3):\n    nn.utils.clip_grad_norm_(boom(), 1.0)",
        'def later():\n    TABLE["a"] = boom()',
        "change = lambda: TABLE.update(a=boom())",
        "assert TABLE.get('a') == boom()",
    ],
)
def test_what_only_reads_or_draws_is_not_executed(tmp_path, statement):
    (tmp_path / "mine.py").write_text(
        "import math\nfrom torch import nn\n"
        "def boom(*any):\n    raise RuntimeError('a training cell was run')\n"
        'OTHER, TABLE = {}, {"a": 1}\n'
        f"{statement}\n"
        'def f():\n    return TABLE["a"] + math.sqrt(0), nn\n'
    )
    assert AnswerFile.read(str(tmp_path / "mine.py")).load("f")()[0] == 1


def test_an_answer_is_loaded_once(tmp_path):
    count = tmp_path / "count"
    (tmp_path / "mine.py").write_text(
        f"with open({str(count)!r}, 'a') as file:\n    START = file.write('x')\n"
        "def f():\n    return START\n"
    )
    file = AnswerFile.read(str(tmp_path / "mine.py"))
    assert file.load("f") is file.load("f")
    assert count.read_text() == "x"


def test_a_file_that_does_not_end_is_stopped_and_the_statement_named(tmp_path, monkeypatch):
    monkeypatch.setattr(answer_file, "SECONDS", 0.2)
    file = notebook(
        tmp_path / "my.ipynb",
        "x = 0",
        "y = 1\nwhile True:\n    x += 1",
        "def f():\n    return x\n\ndef g():\n    return 5",
    )
    message = r"my.ipynb, cell 2, line 2 was still running after 0.2 s; f needs what it sets"
    with pytest.raises(AnswerError, match=message):
        AnswerFile.read(file).load("f")
    assert AnswerFile.read(file).load("g")() == 5


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("from no_such_module import *\n", "line 1 raised ModuleNotFoundError"),
        ("import sys\nsys.exit(3)\nf = sys.exit(4)", "line 3 raised SystemExit: 4"),
        ("f = [][1]", "line 1 raised IndexError"),
    ],
)
def test_what_fails_in_the_file_is_said_instead_of_not_defined(tmp_path, text, words):
    (tmp_path / "mine.py").write_text(text)
    with pytest.raises(AnswerError) as error:
        AnswerFile.read(str(tmp_path / "mine.py")).load("f")
    assert words in str(error.value)
    assert not isinstance(error.value, NotDefined)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("from math import *\n", "does not define f, nor any function"),
        ("if 1 > 2:\n    def f():\n        return 1", "on a condition that does not hold"),
        ("def f():\n    return 1\ndel f", "or deletes it"),
    ],
)
def test_what_the_file_does_not_define(tmp_path, text, words):
    (tmp_path / "mine.py").write_text(text)
    with pytest.raises(NotDefined, match=words):
        AnswerFile.read(str(tmp_path / "mine.py")).load("f")


def test_an_answer_may_come_by_a_star(tmp_path):
    (tmp_path / "stars_of_mine.py").write_text("def f():\n    return 7\n")
    (tmp_path / "mine.py").write_text("from stars_of_mine import *\n")
    assert AnswerFile.read(str(tmp_path / "mine.py")).load("f")() == 7


def test_a_byte_order_mark_is_no_mistake(tmp_path):
    (tmp_path / "mine.py").write_text("def f():\n    return 7\n", encoding="utf-8-sig")
    assert AnswerFile.read(str(tmp_path / "mine.py")).load("f")() == 7


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
        AnswerFile.read(str(tmp_path / name)).load("f")
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("cell", "plain"),
    [
        ("x = (7\n  % 4)", "x = (7\n  % 4)"),
        ("%time f()\ny = 1", "pass  # %time f()\ny = 1"),
        ("if colab:\n    !pip install pot", "if colab:\n    pass  # !pip install pot"),
        ("files = !ls\nprint?", "pass  # files = !ls\npass  # print?"),
        ("%%bash\nls", ""),
        (
            "%%time\ndef f():\n    %pip list\n    x = 1",
            "# %%time\ndef f():\n    pass  # %pip list\n    x = 1",
        ),
    ],
)
def test_magics(cell, plain):
    assert without_magics(cell) == plain
