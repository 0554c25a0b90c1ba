"""The pytest option ``--answer``: check a notebook or a script from a shell.

``pytest --pyargs gantutor.checks.log2_plateau --answer my_notebook.ipynb``

Registered as an entry point, so every pytest run of every project loads this file: it imports
nothing large until ``--answer`` is given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gantutor.checks.engine.exercises import id_of_module

if TYPE_CHECKING:
    import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--answer``."""
    group = parser.getgroup("gantutor", "exercises of the Wasserstein GAN notebook book")
    group.addoption(
        "--answer",
        metavar="FILE",
        help="the notebook (.ipynb) or script (.py) whose functions the exercises check",
    )


def pytest_configure(config: pytest.Config) -> None:
    """With ``--answer``, read the file and let ``PytestChecks`` take part in the run."""
    if config.option.answer is None:
        return
    import pytest

    from gantutor.checks.engine.answer_file import AnswerError, AnswerFile
    from gantutor.checks.engine.own_process import AttemptInOwnProcess
    from gantutor.checks.engine.pytest_checks import PytestChecks

    file = config.option.answer
    try:
        AnswerFile.read(file)
    except AnswerError as error:
        raise pytest.UsageError(f"--answer: {error}") from None
    checks = PytestChecks(lambda exercise: AttemptInOwnProcess(exercise, file))
    config.pluginmanager.register(checks, "gantutor-checks")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Say how to give an answer, instead of one missing fixture for each check."""
    if config.option.answer is None and any(_is_check(item) for item in items):
        import pytest

        raise pytest.UsageError("give your answers: --answer my_notebook.ipynb (or a .py file)")


def pytest_collection_finish(session: pytest.Session) -> None:
    """Begin to import what the collected checks need: each exercise will have its own process."""
    if session.config.option.answer is None or session.config.option.collectonly:
        return
    from gantutor.checks.engine.own_process import prepare

    names = {getattr(getattr(item, "module", None), "__name__", "") for item in session.items}
    prepare(id for id in map(id_of_module, sorted(names)) if id is not None)


def _is_check(item: pytest.Item) -> bool:
    name = getattr(getattr(item, "module", None), "__name__", "")
    return id_of_module(name) is not None
