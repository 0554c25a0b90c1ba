"""Every exercise in the package, held to the same rules; a new one is found by itself."""

import ast
import importlib
import re
from functools import cache
from pathlib import Path

import pytest

from gantutor.checks import check, exercises
from gantutor.checks.answers import without_magics
from gantutor.checks.finding import Kind
from gantutor.checks.stubs import defined_text

CHAPTERS = Path(__file__).parents[2] / "chapters"
IDS = exercises.known()
MUTANTS = [(id, name) for id in IDS for name in exercises.get(id).mutants()]


@pytest.fixture(params=IDS)
def exercise(request):
    return exercises.get(request.param)


def test_every_chapter_has_three_exercises_or_more():
    chapters = [id.partition(".")[0] for id in IDS]
    assert chapters
    assert [chapter for chapter in chapters if chapters.count(chapter) < 3] == []


def test_the_reference_answer_passes(exercise):
    verdict = check(exercise.id, exercise.reference)
    assert verdict.ok, str(verdict)
    assert verdict.passed == verdict.total >= 1


def test_the_stub_is_not_attempted(exercise):
    verdict = check(exercise.id, run(exercise.stub, exercise))
    assert verdict.kind is Kind.NOT_ATTEMPTED, str(verdict)


def test_an_ellipsis_is_not_attempted(exercise):
    assert check(exercise.id, ...).kind is Kind.NOT_ATTEMPTED


def test_returning_none_asks_for_return(exercise):
    if exercise.in_place or isinstance(exercise.reference, type):
        pytest.skip("this answer has nothing to return")

    def forgetful(*args, **kwargs):
        exercise.reference(*args, **kwargs)

    verdict = check(exercise.id, forgetful)
    assert verdict.kind is Kind.RETURNED_NOTHING
    assert "did you forget `return`?" in str(verdict)


def test_two_wrong_answers_or_more(exercise):
    assert len(exercise.mutants()) >= 2


@pytest.mark.parametrize(("id", "name"), MUTANTS, ids=[f"{id}-{name}" for id, name in MUTANTS])
def test_a_wrong_answer_gets_the_hint_that_fits_it(id, name):
    verdict = on_mutant(id, name)
    assert verdict.kind in (Kind.FAILED, Kind.RAISED, Kind.TOO_SLOW), str(verdict)
    assert verdict.finding.message
    assert exercises.get(id).mutants()[name].expected_hint in verdict.hint, str(verdict)


def test_wrong_answers_of_different_kinds_get_different_hints(exercise):
    """Else ``wrong("a")`` would fit every hint."""
    mutants = exercise.mutants().items()
    hints = {m.expected_hint: on_mutant(exercise.id, name).hint for name, m in mutants}
    assert len(set(hints.values())) == len(hints)
    for words in hints:
        assert sum(words in hint for hint in hints.values()) == 1, words


def test_the_text_is_complete(exercise):
    assert exercise.title and len(exercise.title) <= 60
    assert f"`{exercise.name}(" in exercise.task, "the task shows how the function is called"
    assert exercise.hints and all(hint.strip() for hint in exercise.hints)
    assert exercise.name in exercise.solution
    assert 0 < exercise.limit <= 30


def test_every_check_has_a_hint(exercise):
    checks = {k: v for k, v in vars(exercise.checks).items() if k.startswith("test_")}
    assert checks
    assert [name for name, check in checks.items() if not getattr(check, "hint", "")] == []


def test_the_stub_has_a_docstring_and_no_answer(exercise):
    node = ast.parse(exercise.stub).body[0]
    assert node.name == exercise.name
    assert ast.get_docstring(node), "the docstring says what comes in and what goes out"
    assert "..." in exercise.stub
    assert exercise.stub not in exercise.solution


def test_the_chapter_asks_it_with_this_stub(exercise):
    chapter, _, name = exercise.id.partition(".")
    sources = sorted(CHAPTERS.glob(f"{chapter.removeprefix('ch')}_*.md"))
    if not sources or "check(" not in sources[0].read_text():
        pytest.skip(f"{chapter} asks no exercise yet")
    code = "\n\n".join(code_cells(sources[0].read_text()))
    assert defined_text(code, name) == exercise.stub
    assert f'check("{exercise.id}", {name})' in code


@pytest.mark.parametrize("chapter", sorted({id.partition(".")[0] for id in IDS}))
def test_every_file_belongs_to_an_exercise(chapter):
    """A misspelt file name would leave an exercise unchecked without a word."""
    folder = Path(importlib.import_module(f"gantutor.checks.{chapter}").__file__).parent
    names = {id.partition(".")[2] for id in IDS if id.startswith(chapter + ".")}
    for part in ("solutions", "mutants"):
        assert {file.stem for file in (folder / part).glob("*.py")} - {"__init__"} == names
    assert {file.stem for file in folder.glob("*.py")} == {"__init__"} | {
        f"test_{n}" for n in names
    }


@cache
def on_mutant(id, name):
    return check(id, exercises.get(id).mutants()[name])


def run(source, exercise):
    namespace = {}
    exec(source, namespace)
    return namespace[exercise.name]


def code_cells(text):
    """The code cells of a paired chapter, without their options."""
    cells = re.findall(r"^```\{code-cell\}[^\n]*\n(.*?)^```$", text, flags=re.M | re.S)
    cells = [re.sub(r"\A(?:---\n.*?---\n|(?::[^\n]*\n)+)", "", cell, flags=re.S) for cell in cells]
    return [without_magics(cell) for cell in cells]
