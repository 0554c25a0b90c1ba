"""The pytest option ``--answer``: check a notebook or a script from a shell.

``pytest --pyargs gantutor.checks.log2_plateau --answer my_notebook.ipynb``

Registered as an entry point, so every pytest run of every project loads this file: it imports
nothing until ``--answer`` is given.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

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
    """With ``--answer``, read the file and let a ``Judge`` take part in the run."""
    if config.option.answer is None:
        return
    import pytest

    from gantutor.checks.answers import AnswerError, Answers
    from gantutor.checks.judge import Judge

    try:
        answers = Answers.read(config.option.answer)
    except AnswerError as error:
        raise pytest.UsageError(f"--answer: {error}") from None
    config.pluginmanager.register(Judge(lambda exercise: answers[exercise.name]), "gantutor-judge")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Say how to give an answer, instead of one missing fixture for each check."""
    if config.option.answer is None and any(_is_check(item) for item in items):
        import pytest

        raise pytest.UsageError("give your answers: --answer my_notebook.ipynb (or a .py file)")


def _is_check(item: pytest.Item) -> bool:
    name = getattr(getattr(item, "module", None), "__name__", "")
    # Mirrors of_module, which cannot be imported here.
    return re.fullmatch(r"gantutor\.checks\.\w+\.test_\w+", name) is not None
