"""The notebook's runner: the exercise's pytest file, run in this process without a sound."""

import contextlib
import difflib
import io
import os
import sys
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gantutor.checks import exercises
from gantutor.checks.describe import error_text, show
from gantutor.checks.exercises import Exercise
from gantutor.checks.finding import Finding, Kind
from gantutor.checks.judge import Judge
from gantutor.checks.verdict import Verdict

HERE = Path(__file__).parent
PRINTED = 1000  # characters kept of what an answer prints

# No plugin that prints, writes files, changes warnings or logging, or collects garbage.
_WITHOUT = (
    "cacheprovider",
    "capture",
    "debugging",
    "doctest",
    "faulthandler",
    "junitxml",
    "legacypath",
    "logging",
    "pastebin",
    "setuponly",
    "setupplan",
    "stepwise",
    "subtests",
    "terminal",
    "threadexception",
    "unittest",
    "unraisableexception",
    "warnings",
)


def run(exercise: object, answer: object) -> Verdict:
    """The verdict on ``answer``; see ``gantutor.checks.check``."""
    try:
        found = exercises.get(exercise)
    except (LookupError, TypeError):
        return _unknown(exercise)
    except Exception as error:
        return _broken(str(exercise), error)
    try:
        return _judge(found, answer)
    except KeyboardInterrupt:
        return _verdict(found, Kind.STOPPED)
    except Exception as error:
        return _broken(found.id, error)


class _Recorder(Judge):
    """Keeps the reports of one run, and what the answer printed, instead of showing them."""

    def __init__(self, answer: object) -> None:
        super().__init__(lambda exercise: answer)
        self.names: list[str] = []  # the checks; one with several seeds counts once
        self.failed: dict[str, Finding] = {}
        self.passed: set[str] = set()  # with one seed at least
        self.errors: list[str] = []
        self._printed = ""

    def pytest_configure(self, config: pytest.Config) -> None:
        config.option.tbstyle = "native"  # tracebacks are thrown away: make the cheapest

    @pytest.hookimpl(tryfirst=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> bool | None:
        printed = io.StringIO()
        try:
            with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
                return super().pytest_pyfunc_call(pyfuncitem)
        finally:
            self._printed = printed.getvalue()

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.errors.append(str(report.longrepr))

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.names = list(dict.fromkeys(item.function.__name__ for item in session.items))  # type: ignore[attr-defined]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        name = report.nodeid.rpartition("::")[2].partition("[")[0]
        if report.when == "call" and report.passed:
            self.passed.add(name)
        finding = self.findings.get(report.nodeid)
        if finding is None:
            return
        text = self._printed if len(self._printed) <= PRINTED else self._printed[:PRINTED] + "…"
        title = name.removeprefix("test_").replace("_", " ")
        self.failed.setdefault(name, replace(finding, check=title, printed=text.rstrip()))


def _judge(exercise: Exercise, answer: object) -> Verdict:
    recorder = _Recorder(answer)
    arguments = [f"--rootdir={HERE}", f"--confcutdir={HERE}", "--noconftest"]
    arguments += [f"-c{os.devnull}"]  # no configuration, whatever the reader's project says
    arguments += ["--import-mode=append", "--assert=plain"]
    arguments += [part for name in _WITHOUT for part in ("-p", f"no:{name}")]
    with _alone():
        code = pytest.main([*arguments, str(exercise.checks.__file__)], plugins=[recorder])
    if code == pytest.ExitCode.INTERRUPTED and not recorder.errors:
        return _verdict(exercise, Kind.STOPPED)
    if recorder.errors or not recorder.names:
        return _broken(exercise.id, RuntimeError("\n".join(recorder.errors) or f"pytest: {code}"))
    total, passed = len(recorder.names), len(recorder.passed - recorder.failed.keys())
    if recorder.failed:
        first = next(iter(recorder.failed.values()))
        return _verdict(exercise, first.kind, passed=passed, total=total, finding=first)
    if passed < total:
        return _broken(exercise.id, RuntimeError(f"only {passed} of {total} checks were run"))
    return _verdict(exercise, Kind.PASSED, passed=passed, total=total)


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """A run that neither notices an outer pytest or a reader's settings, nor changes them."""
    outer = {name: value for name, value in os.environ.items() if name.startswith("PYTEST_")}
    for name in outer:
        del os.environ[name]
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    path = list(sys.path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        sys.path[:] = path
        for name in [name for name in os.environ if name.startswith("PYTEST_")]:
            del os.environ[name]
        os.environ.update(outer)


def _verdict(exercise: Exercise, kind: Kind, **rest: object) -> Verdict:
    return Verdict(
        exercise.id,
        kind,
        title=exercise.title,
        task=exercise.task,
        hints=exercise.hints,
        solution=exercise.solution,
        **rest,  # type: ignore[arg-type]
    )


def _unknown(id: object) -> Verdict:
    ids = exercises.known()
    near = difflib.get_close_matches(str(id), ids, n=1)
    if not isinstance(id, str):
        message = f'The exercise\'s id comes first, as in check("{ids[0]}", …); got {show(id)}.'
    else:
        message = f"There is no exercise {id!r}."
    if near:
        message += f" Did you mean {near[0]!r}?"
    message += f"\nKnown exercises: {', '.join(ids)}."
    name = id if isinstance(id, str) else show(id)
    return Verdict(name, Kind.UNKNOWN, finding=Finding(Kind.UNKNOWN, message=message))


def _broken(id: str, error: Exception) -> Verdict:
    message = f"This is not your fault; please report it. {error_text(error)}"
    return Verdict(id, Kind.BROKEN, finding=Finding(Kind.BROKEN, message=message))
