"""``gantutor check SET…``: check answers in a shell, as a table with a total.

The exit status is 0 only when every exercise that was asked for has passed, 1 when one has not,
and 2 when the question makes no sense.
"""

import argparse
import difflib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gantutor.checks.engine import exercises, table
from gantutor.checks.engine.answer_file import AnswerError, AnswerFile
from gantutor.checks.engine.finding import Finding, Kind
from gantutor.checks.engine.own_process import AttemptInOwnProcess, prepare
from gantutor.checks.engine.verdict import Verdict, verdict, verdict_of

PASSED, NOT_PASSED, MISUSED, INTERRUPTED = 0, 1, 2, 130


@dataclass(frozen=True)
class Question:
    """A file and the exercises that it is to answer."""

    name: str  # of the file, as it is shown
    path: Path
    ids: tuple[str, ...]


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line asks for and return the exit status."""
    parser = argparse.ArgumentParser(prog="gantutor")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="check answers", description=__doc__)
    check.add_argument("what", nargs="*", metavar="SET[.EXERCISE]", help=f"one of {_sets()}")
    check.add_argument(
        "--answer",
        metavar="PATH",
        help="a notebook (.ipynb), a script (.py) or a folder of them; "
        "default: the notebook in this folder that asks for these checks",
    )
    check.add_argument("--long", action="store_true", help="the verdicts in full, with hints")
    check.add_argument("--json", action="store_true", help="a list of objects instead of a table")
    asked = parser.parse_args(arguments)
    try:
        ids = [id for word in asked.what for id in _ids(word)]
        if not ids:
            raise AnswerError(f"name what to check, one of {_sets()}")
        questions = _questions(tuple(dict.fromkeys(ids)), asked.answer)
    except AnswerError as error:
        print(f"gantutor check: {error}", file=sys.stderr)
        return MISUSED
    try:
        return _answer(questions, as_json=asked.json, long=asked.long)
    except KeyboardInterrupt:
        print("gantutor check: stopped", file=sys.stderr)
        return INTERRUPTED


def _answer(questions: list[Question], as_json: bool, long: bool) -> int:
    prepare(id for question in questions for id in question.ids)
    long |= [len(question.ids) for question in questions] == [1]
    everything: list[tuple[Question, list[Verdict]]] = []
    for question in questions:
        rows = table.Table([exercises.get(id) for id in question.ids])
        if not as_json:
            rows.head(question.name)
        verdicts = []
        for found in _verdicts(question):
            verdicts.append(found)
            if not as_json:
                rows.row(found)
        everything.append((question, verdicts))
        if not as_json:
            table.total(verdicts)
            for line in _shared_by(question):
                print(line)
            for found in verdicts if long else ():
                print(f"\n{found}")
                if found.task and not found.ok:
                    print(f"Task: {found.task}")
            print()
    pairs = [(question.name, found) for question, verdicts in everything for found in verdicts]
    if as_json:
        print(json.dumps([_as_json(*pair) for pair in pairs], indent=1, ensure_ascii=False))
    elif len(questions) > 1:
        table.totals([(question.name, verdicts) for question, verdicts in everything])
    return PASSED if all(found.ok for _, found in pairs) else NOT_PASSED


def _verdicts(question: Question) -> Iterator[Verdict]:
    try:
        AnswerFile.read(str(question.path))
    except AnswerError as error:
        for id in question.ids:
            finding = Finding(Kind.NOT_LOADED, message=str(error))
            yield verdict(exercises.get(id), Kind.NOT_LOADED, finding=finding)
        return
    for id in question.ids:
        with AttemptInOwnProcess(exercises.get(id), str(question.path)) as attempt:
            yield verdict_of(attempt)


def _ids(word: str) -> list[str]:
    known = exercises.known()
    found = [id for id in known if word in (id, id.partition(".")[0])]
    if found:
        return found
    name, _, exercise = word.partition(".")
    inside = [id for id in known if id.partition(".")[0] == name]
    if exercise and inside:
        among = f"{name} has {', '.join(id.partition('.')[2] for id in inside)}"
        near = difflib.get_close_matches(word, inside, n=1)
    else:
        among = f"known: {_sets()}"
        near = difflib.get_close_matches(name, _sets().split(", "), n=1)
    guess = f" Did you mean {near[0]}?" if near else ""
    raise AnswerError(f"there is no {'exercise' if exercise else 'set'} {word}.{guess} ({among})")


def _sets() -> str:
    return ", ".join(dict.fromkeys(id.partition(".")[0] for id in exercises.known()))


def _questions(ids: tuple[str, ...], answer: str | None) -> list[Question]:
    if answer is None:
        return _in_this_folder(ids)
    path = Path(answer)
    if not path.is_dir():
        AnswerFile.read(answer)  # says what is wrong with it
        return [Question(answer, path, ids)]
    files = sorted(file for end in ("ipynb", "py") for file in path.rglob(f"*.{end}"))
    files = [f for f in files if not any(p.startswith(".") for p in f.relative_to(path).parts)]
    if not files:
        raise AnswerError(f"there is neither a notebook (.ipynb) nor a script (.py) in {answer}")
    return [Question(str(file.relative_to(path)), file, ids) for file in files]


def _in_this_folder(ids: tuple[str, ...]) -> list[Question]:
    """One question for each notebook of this folder that asks for some of the checks."""
    asks: dict[Path, list[str]] = {}
    asked_in: dict[str, list[Path]] = {id: [] for id in ids}
    for path in sorted(Path().glob("*.ipynb")):
        try:
            file = AnswerFile.read(str(path))
        except AnswerError:
            continue  # it may have nothing to do with these exercises
        for id in ids:
            if id in file.asked(id.partition(".")[2]):
                asks.setdefault(path, []).append(id)
                asked_in[id].append(path)
    for id, paths in asked_in.items():
        if len(paths) != 1:
            found = f"{len(paths)} do: {', '.join(map(str, paths))}" if paths else "none does"
            raise AnswerError(
                f"give your answers, --answer my_notebook.ipynb: one notebook in this folder has "
                f'to have check("{id}", …), and {found}'
            )
    return [Question(str(path), path, tuple(found)) for path, found in asks.items()]


def _shared_by(question: Question) -> Iterator[str]:
    """What to know where a file is asked for two functions of one name."""
    by_name: dict[str, list[str]] = {}
    for id in question.ids:
        by_name.setdefault(id.partition(".")[2], []).append(id)
    shared = {name: ids for name, ids in by_name.items() if len(ids) > 1}
    if not shared:
        return
    try:
        file = AnswerFile.read(str(question.path))
    except AnswerError:
        return
    for name, ids in shared.items():
        if not set(ids) <= set(file.asked(name)):
            yield (
                f"{' and '.join(ids)}: both ask for {name}, and the last definition was taken. To "
                f'tell them apart, write check("{ids[0]}", {name}) and so on, each below the '
                f"definition that it means."
            )


def _as_json(file: str, found: Verdict) -> dict[str, object]:
    finding = found.finding or Finding(found.kind)
    return {
        "file": file,
        "exercise": found.exercise,
        "verdict": found.kind.value,
        "passed": found.passed,
        "checks": found.total,
        "failed": finding.check,
        "message": finding.message,
        "hint": finding.hint,
        "note": found.note,
    }
