"""Exercises that check themselves: in the notebook, in the shell and in the book's own tests.

In a notebook, ``check("log2_plateau.js_divergence", js_divergence)`` says how far an answer has
come. In a shell, ``gantutor check log2_plateau --answer my_notebook.ipynb`` does the same, and so
does ``pytest --pyargs gantutor.checks.log2_plateau --answer my_notebook.ipynb``. An exercise is an
ordinary pytest file, a reference answer, some plausible wrong answers and some right ones in
another style; ``CONTRIBUTING.md`` shows how to add one. Every sub-package is a set of exercises,
but for ``engine``, which checks them.

Importing this package imports neither NumPy nor pytest: a pytest plugin lives in it, and must
cost other users of pytest nothing.
"""

from typing import TYPE_CHECKING

from gantutor.checks.engine import exercises

if TYPE_CHECKING:
    from gantutor.checks.engine.verdict import Verdict

__all__ = ["check", "exercises"]


def check(exercise: object, answer: object = ...) -> "Verdict":
    """Check an answer and return the verdict, which a notebook shows as the cell's output.

    ``exercise`` is an id such as ``"log2_plateau.js_divergence"``; ``answer`` is the function
    itself, not what it returns. Never raises: an unknown id, a stub, an exception or an endless
    loop in the answer is a verdict too, so a book of unanswered exercises still builds.
    """
    from gantutor.checks.engine.notebook import verdict_on

    return verdict_on(exercise, answer)
