"""Every exercise in the package, held to the same rules; a new one is found by itself."""

import ast
import importlib
import re
from functools import cache
from pathlib import Path

import pytest

from gantutor.checks import check, exercises
from gantutor.checks.engine.answer_file import AnswerFile, without_magics
from gantutor.checks.engine.finding import Kind
from gantutor.checks.engine.stubs import defined_text

ROOT = Path(__file__).parents[2]
CHAPTERS, GALLERY = ROOT / "chapters", sorted((ROOT / "book").glob("broken_*.md"))
GALLERY.append(ROOT / "book" / "curves_to_bugs.md")
IDS = exercises.known()
BROKEN = [id for id in IDS if id.startswith("broken.")]
EMPTY = [id for id in IDS if id not in BROKEN]  # those that begin with an empty function


def together(id, *more):
    """One process runs all tests of an exercise, so that each wrong answer is checked once."""
    return pytest.param(
        id, *more, id="-".join((id, *more)), marks=pytest.mark.xdist_group(f"exercise {id}")
    )


MUTANTS = [together(id, name) for id in IDS for name in exercises.get(id).mutants()]


@pytest.fixture(params=map(together, IDS))
def exercise(request):
    return exercises.get(request.param)


@pytest.fixture(params=map(together, EMPTY))
def from_a_stub(request):
    return exercises.get(request.param)


@pytest.fixture(params=map(together, BROKEN))
def exhibit(request):
    return exercises.get(request.param)


def test_every_chapter_has_three_exercises_or_more():
    chapters = [id.partition(".")[0] for id in IDS]
    assert chapters
    assert [chapter for chapter in chapters if chapters.count(chapter) < 3] == []


def test_the_reference_answer_passes(exercise):
    verdict = check(exercise.id, exercise.reference)
    assert verdict.ok, str(verdict)
    assert verdict.passed == verdict.total >= 1


def test_the_stub_is_not_attempted(from_a_stub):
    verdict = check(from_a_stub.id, run(from_a_stub.stub, from_a_stub))
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


@pytest.mark.parametrize(("id", "name"), MUTANTS)
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


def test_every_check_has_a_hint(exercise):
    checks = exercise.checks()
    assert checks
    assert [name for name, check in checks.items() if not getattr(check, "hint", "")] == []


def test_no_verdict_on_an_exercise_in_place_says_that_something_was_returned(exercise):
    if not exercise.in_place:
        pytest.skip("this answer returns what is checked")
    for name in exercise.mutants():
        assert "You returned" not in on_mutant(exercise.id, name).finding.message, name


def test_the_stub_has_a_docstring_and_no_answer(exercise):
    node = ast.parse(exercise.stub).body[0]
    assert node.name == exercise.name
    assert ast.get_docstring(node), "the docstring says what comes in and what goes out"
    assert exercise.stub not in exercise.solution


def test_the_stub_leaves_something_to_write(from_a_stub):
    assert "..." in from_a_stub.stub


def test_the_chapter_asks_it_with_this_stub(from_a_stub):
    chapter, _, name = from_a_stub.id.partition(".")
    code = "\n\n".join(code_cells(chapter_text(chapter)))
    assert defined_text(code, name) == from_a_stub.stub
    assert f'check("{from_a_stub.id}", {name})' in code


def test_it_says_how_difficult_it_is_and_how_long_it_takes(exercise):
    assert exercise.difficulty is not None, "DIFFICULTY = 1, 2 or 3 in the file of the checks"
    assert exercise.minutes is not None, "MINUTES = … in the file of the checks"


def test_the_chapter_has_its_title_its_marks_and_its_task(from_a_stub):
    """The heading says how difficult and how long; the task is the one of the checks.

    What comes before "Write `name(…)`", the scene, may be told in another way on the page.
    """
    chapter = from_a_stub.id.partition(".")[0]
    marks, _, minutes = from_a_stub.effort.partition(" · ")
    heading, text = sections(chapter)[from_a_stub.id]
    assert heading == f"{from_a_stub.title}  {marks} {minutes}"
    asked = re.search(r"\b(Write|Finish|Mend) `", from_a_stub.task)
    assert asked, "the task says what to write: Write `name(…)`"
    assert from_a_stub.task[asked.start() :] in " ".join(text.split())


@pytest.mark.parametrize("chapter", sorted({id.partition(".")[0] for id in EMPTY}))
def test_exercises_of_a_chapter_go_from_easy_to_difficult(chapter):
    levels = [exercises.get(id).difficulty for id in sections(chapter)]
    assert levels
    assert levels == sorted(levels)


def test_an_exhibit_looks_right_and_runs(exhibit):
    """As found, it passes the check that it runs; then a number is wrong, and nothing is raised."""
    names = list(exhibit.checks())
    assert names[0] == "test_it_runs"
    assert next(iter(exhibit.mutants())) == exercises.AS_FOUND
    verdict = on_mutant(exhibit.id, exercises.AS_FOUND)
    assert verdict.passed >= 1
    assert verdict.finding.check != "it runs", str(verdict)
    assert verdict.kind is Kind.FAILED, str(verdict)
    assert "could not use" not in verdict.finding.message
    assert re.search(r"\d|nan", verdict.finding.message), "the symptom is a number that is wrong"


def test_an_exhibit_says_how_it_shows(exhibit):
    assert 1 <= len(re.findall(r"[.?!](?:\s|$)", exhibit.symptom)) <= 4
    assert all(hasattr(exercises.get(id).module, "SYMPTOM") is (id in BROKEN) for id in IDS)


def test_one_gallery_page_shows_the_exhibit_as_found(exhibit):
    """The program and its check in one cell, and the symptom, folded, in the same words."""
    asked = f'check("{exhibit.id}", {exhibit.name})'
    pages = [page for page in GALLERY if asked in page.read_text(encoding="utf-8")]
    assert len(pages) == 1, f"shown on {[page.name for page in pages]}"
    text = pages[0].read_text(encoding="utf-8")
    (cell,) = [cell for cell in code_cells(text) if asked in cell]
    assert defined_text(cell, exhibit.name) == exhibit.stub
    folded = re.findall(r"<details>\s*<summary>[^<]*</summary>(.*?)</details>", text, flags=re.S)
    assert any(exhibit.symptom in " ".join(part.split()) for part in folded), exhibit.symptom


def test_what_the_page_imports_is_all_that_the_exhibit_needs(exhibit):
    """Taken from the notebook as a reader's own answer is: the program as found, and it runs."""
    asked = f'check("{exhibit.id}", {exhibit.name})'
    for page in GALLERY:
        if asked in page.read_text(encoding="utf-8"):
            program = AnswerFile.read(str(page.with_suffix(".ipynb"))).load(exhibit.name)
            found = on_mutant(exhibit.id, exercises.AS_FOUND)
            assert str(check(exhibit.id, program)) == str(found)
            return
    pytest.fail("no page shows it")


@pytest.mark.parametrize("chapter", sorted({id.partition(".")[0] for id in IDS}))
def test_every_file_belongs_to_an_exercise(chapter):
    """A misspelt file name would leave an exercise unchecked without a word."""
    folder = Path(importlib.import_module(f"gantutor.checks.{chapter}").__file__).parent
    names = {id.partition(".")[2] for id in IDS if id.startswith(chapter + ".")}
    for part in ("solutions", "mutants", "styles"):
        assert {file.stem for file in (folder / part).glob("*.py")} - {"__init__"} == names
    assert {file.stem for file in folder.glob("*.py")} == {"__init__"} | {
        f"test_{n}" for n in names
    }


@cache
def on_mutant(id, name):
    return check(id, exercises.get(id).mutants()[name])


@cache
def chapter_text(chapter):
    (source,) = CHAPTERS.glob(f"[0-9][0-9]_{chapter}.md")
    return source.read_text(encoding="utf-8")


@cache
def sections(chapter):
    """By id, in the order of the chapter: the heading of an exercise and the text below it."""
    (_, part) = chapter_text(chapter).split("\n## Exercises\n")
    part = part.partition("\n## ")[0]
    found = {}
    for piece in part.split("\n### ")[1:]:
        heading, _, text = piece.partition("\n")
        for id in re.findall(r'^check\("([\w.]+)"', text, flags=re.M):
            found[id] = (heading, text)
    return found


def run(source, exercise):
    namespace = {}
    exec(source, namespace)
    return namespace[exercise.name]


def code_cells(text):
    """The code cells of a paired chapter, without their options."""
    cells = re.findall(r"^```\{code-cell\}[^\n]*\n(.*?)^```$", text, flags=re.M | re.S)
    cells = [re.sub(r"\A(?:---\n.*?---\n|(?::[^\n]*\n)+)", "", cell, flags=re.S) for cell in cells]
    return [without_magics(cell) for cell in cells]
