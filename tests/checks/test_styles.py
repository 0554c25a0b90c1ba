"""Right answers in other styles (loops, NumPy or torch, another algebra) pass every check."""

import importlib
import inspect

import pytest

from gantutor.checks import check, exercises

IDS = exercises.known()


def styles(id):
    """The right answers for an exercise: the functions that its file defines, helpers apart."""
    chapter, _, name = id.partition(".")
    try:
        module = importlib.import_module(f"gantutor.checks.{chapter}.styles.{name}")
    except ModuleNotFoundError:
        return {}
    return {
        key: value
        for key, value in vars(module).items()
        if inspect.isfunction(value)
        and value.__module__ == module.__name__
        and not key.startswith("_")
    }


ANSWERS = [(id, name) for id in IDS for name in styles(id)]


@pytest.mark.parametrize("id", IDS)
def test_two_styles_or_more(id):
    assert len(styles(id)) >= 2


@pytest.mark.parametrize(("id", "name"), ANSWERS, ids=[f"{id}-{name}" for id, name in ANSWERS])
def test_a_right_answer_passes_whatever_its_style(id, name):
    verdict = check(id, styles(id)[name])
    assert verdict.ok, str(verdict)
