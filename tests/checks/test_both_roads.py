"""The notebook's road and the shell's road give the same verdict on the same answer."""

import pytest

import gantutor.checks
from gantutor.checks import check, exercises
from gantutor.checks.engine.attempt import Attempt
from gantutor.checks.engine.finding import Kind
from gantutor.checks.engine.pytest_checks import PytestChecks

# Both roads put the same attempts to the same checks, so one exercise of each set will do: one
# that does not train for seconds.
QUICK = [id for id in exercises.known() if exercises.get(id).seconds is None]
IDS = tuple({id.partition(".")[0]: id for id in QUICK}.values())
STUBS = {id: ... for id in IDS}
REFERENCES = {id: exercises.get(id).reference for id in IDS}
WRONG = [
    {id: list(exercises.get(id).mutants().values())[number] for id in IDS} for number in (0, 1)
]
# Those would write files, or change what the pytest around this one does.
WITHOUT = ("cacheprovider", "faulthandler", "logging", "terminal", "threadexception")
WITHOUT += ("unraisableexception",)


class Reports:
    """A pytest plugin that keeps, by exercise and check, what was reported for each seed."""

    def __init__(self):
        self.of = {}

    def pytest_runtest_logreport(self, report):
        if report.when == "call":
            file, _, name = report.nodeid.partition("::")
            folder, _, file = file.rpartition("/")
            id = f"{folder.rpartition('/')[2]}.{file.removeprefix('test_').removesuffix('.py')}"
            checks = self.of.setdefault(id, {})
            checks.setdefault(name.partition("[")[0], []).append(report)


@pytest.fixture
def by_pytest(monkeypatch):
    """Run every check of all exercises in a pytest inside this one, with an answer for each."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    monkeypatch.delenv("PYTEST_PLUGINS", raising=False)

    def run(answers):
        reports = Reports()
        (folder,) = gantutor.checks.__path__
        files = [f"{folder}/{id.replace('.', '/test_')}.py" for id in answers]
        options = ["--noconftest", "--import-mode=append", "--capture=no", "-c=/dev/null"]
        options += [f"-pno:{name}" for name in WITHOUT]
        begin = PytestChecks(lambda e: Attempt(e, lambda: answers[e.id]))
        plugins = [begin, reports]
        code = pytest.main([f"--rootdir={folder}", *options, *files], plugins=plugins)
        assert code in (0, 1, 5), f"pytest ended with {code!r}"
        assert set(reports.of) == set(answers)
        return reports.of

    return run


@pytest.mark.parametrize("answers", [STUBS, REFERENCES, *WRONG])
def test_the_same_verdict(by_pytest, answers):
    for id, reports in by_pytest(answers).items():
        verdict = check(id, answers[id])
        outcomes = {name: {report.outcome for report in of} for name, of in reports.items()}
        assert len(outcomes) == verdict.total
        assert list(outcomes.values()).count({"passed"}) == verdict.passed
        failed = [name for name, of in outcomes.items() if "failed" in of]
        if verdict.kind is Kind.PASSED:
            assert not failed
        elif verdict.kind is Kind.NOT_ATTEMPTED:
            assert set().union(*outcomes.values()) == {"skipped"}
        else:
            report = next(r for r in reports[failed[0]] if r.failed)
            assert report.longreprtext == str(verdict.finding)
            title = failed[0].removeprefix("test_").replace("_", " ")
            assert title == verdict.finding.check
