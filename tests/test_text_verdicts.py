"""A sentence of the text that its own run refutes stops the build, and says which."""

import ast
import warnings
from pathlib import Path

import jupytext
import numpy as np
import pytest
import torch

from gantutor.verdicts import VerdictError, VerdictWarning, verdict

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*(ROOT / "chapters").glob("*.ipynb"), *(ROOT / "book").glob("*.ipynb")])


@pytest.fixture(autouse=True)
def on_a_laptop(monkeypatch):
    monkeypatch.setenv("GANTUTOR_PRESET", "cpu")


@pytest.mark.parametrize("holds", [True, np.True_, np.array([True, True]), torch.tensor(True)])
def test_what_holds_says_nothing(holds, recwarn):
    assert verdict("All is well", holds) is None
    assert len(recwarn) == 0


@pytest.mark.parametrize("holds", [False, np.array([True, False]), torch.tensor([False])])
def test_what_does_not_hold_names_the_sentence_and_the_numbers(holds):
    with pytest.raises(VerdictError, match=r"'A is ahead of B'.*\n  a = 0\.3\n  b = 0\.5"):
        verdict("A is ahead of B", holds, a=0.3, b=0.5)


def test_a_longer_run_on_a_gpu_is_told_and_goes_on(monkeypatch):
    monkeypatch.setenv("GANTUTOR_PRESET", "gpu")
    with pytest.warns(VerdictWarning, match="'A is ahead of B'"):
        verdict("A is ahead of B", False)


def test_nothing_is_held_where_nothing_is_learned(monkeypatch):
    monkeypatch.setenv("GANTUTOR_PRESET", "smoke")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        verdict("A is ahead of B", False)


def test_a_number_is_no_truth_value():
    with pytest.raises(TypeError, match=r"true or false, got 0\.2"):
        verdict("A is ahead of B", 0.2)
    with pytest.raises(ValueError, match="no values"):
        verdict("A is ahead of B", np.array([], dtype=bool))


def sentences(page):
    """The first argument of every call of ``verdict`` on a page."""
    for cell in jupytext.read(page).cells:
        if cell.cell_type != "code" or "verdict(" not in cell.source:
            continue
        lines = [
            line for line in cell.source.splitlines() if not line.lstrip().startswith(("%", "!"))
        ]
        for node in ast.walk(ast.parse("\n".join(lines))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "verdict":
                yield ast.literal_eval(node.args[0])


def test_every_verdict_is_a_sentence_of_its_page():
    """Word for word: who changes one finds the other."""
    seen = 0
    for page in PAGES:
        notebook = jupytext.read(page)
        texts = [c.source for c in notebook.cells if c.cell_type == "markdown"]
        said = " ".join(" ".join(texts).split())
        for sentence in sentences(page):
            seen += 1
            assert " ".join(sentence.split()) in said, f"{page.name} does not say: {sentence}"
    assert seen
