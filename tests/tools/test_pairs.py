"""A chapter is a pair of files: which was edited, and that no edit is lost."""

import json

import pytest

from book.tools import build, pairs
from book.tools.pairs import State

HEADER = """\
---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---
"""
TEXT = f"{HEADER}\n# Title\n\n```{{code-cell}} ipython3\nprint(1)\n```\n\nText.\n"


class Pair:
    """A source and its notebook, to edit."""

    def __init__(self, folder):
        self.source, self.notebook = folder / "page.md", folder / "page.ipynb"
        self.source.write_text(TEXT, encoding="utf-8")

    def edit_source(self, old="print(1)", new="print(2)"):
        text = self.source.read_text(encoding="utf-8")
        assert old in text
        self.source.write_text(text.replace(old, new), encoding="utf-8")

    def edit_notebook(self, new="print(3)"):
        """As Jupyter does: the cell's text, and its output."""
        held = json.loads(self.notebook.read_text(encoding="utf-8"))
        cell = held["cells"][1]
        cell["source"] = [new]
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["out"]}]
        self.notebook.write_text(json.dumps(held), encoding="utf-8")

    def code(self):
        return json.loads(self.notebook.read_text(encoding="utf-8"))["cells"][1]

    def ids(self):
        cells = json.loads(self.notebook.read_text(encoding="utf-8"))["cells"]
        return [cell["id"] for cell in cells]


@pytest.fixture
def pair(small_book):
    """A pair as it was made."""
    (small_book.root / "chapters").mkdir()
    made = Pair(small_book.root / "chapters")
    pairs.write(made.source)
    assert pairs.state(made.source) is State.SAME
    assert pairs.difference(made.source) is None
    return made


def test_a_missing_notebook_is_made(pair):
    pair.notebook.unlink()
    assert "missing" in pairs.difference(pair.source)
    assert pairs.state(pair.source) is State.SOURCE
    pairs.write_all([pair.source])
    assert pairs.difference(pair.source) is None


@pytest.mark.parametrize(("old", "new", "word"), [("print(1)", "print(2)", "cell 2"),
    ("Text.", "Text.\n\n```{code-cell} ipython3\nmore\n```", "cells")])  # fmt: skip
def test_an_edited_source_is_noticed_and_other_cells_keep_their_ids(pair, old, new, word):
    ids = pair.ids()
    pair.edit_source(old, new)
    assert pairs.state(pair.source) is State.SOURCE
    assert word in pairs.difference(pair.source)
    told = pairs.bring_up_to_date([pair.source])
    assert "page.md was edited: its notebook is made anew" in told[0]
    assert pairs.difference(pair.source) is None
    assert set(ids) <= set(pair.ids())
    assert pairs.bring_up_to_date([pair.source]) == []


def test_a_notebook_that_was_edited_in_jupyter_is_never_written_over_unasked(pair):
    pair.edit_notebook()
    assert pairs.state(pair.source) is State.NOTEBOOK
    (told,) = pairs.bring_up_to_date([pair.source])
    assert "page.ipynb was edited, its .md was not" in told
    assert "pairs.py write --force" in told
    with pytest.raises(pairs.Edited, match="cell 2"):
        pairs.write_all([pair.source])
    assert "print(3)" in pair.code()["source"]

    pair.edit_source()
    assert pairs.state(pair.source) is State.BOTH
    for refused in (pairs.write_all, pairs.bring_up_to_date):
        with pytest.raises(pairs.Edited, match=r"so was its \.md"):
            refused([pair.source])
    assert "print(3)" in pair.code()["source"]
    assert "print(2)" in pair.source.read_text(encoding="utf-8")

    pairs.write_all([pair.source], force=True)
    assert pairs.difference(pair.source) is None
    assert "print(2)" in "".join(pair.code()["source"])


def test_one_edited_notebook_holds_up_all_that_are_written_together(pair):
    other = Pair(pair.source.parent / "../pages")
    pairs.write(other.source)
    pair.edit_notebook()
    other.edit_source()
    with pytest.raises(pairs.Edited):
        pairs.write_all([other.source, pair.source])
    assert pairs.state(other.source) is State.SOURCE


def test_outputs_alone_are_no_edit_but_do_not_belong_in_the_repository(pair):
    pair.edit_notebook("print(1)")
    assert pair.code()["outputs"]
    assert pairs.state(pair.source) is State.SAME
    assert "holds outputs" in pairs.difference(pair.source)
    pairs.write_all([pair.source])
    assert pairs.difference(pair.source) is None


def test_a_notebook_without_its_mark_is_named(pair):
    held = json.loads(pair.notebook.read_text(encoding="utf-8"))
    del held["metadata"]["gantutor"]
    pair.notebook.write_text(json.dumps(held), encoding="utf-8")
    assert "does not say which cells" in pairs.difference(pair.source)
    pair.edit_source()
    assert pairs.state(pair.source) is State.BOTH, "unknown: rather ask"


def test_a_build_begins_with_the_pairs(small_book, pair, monkeypatch, capsys):
    pages = []
    monkeypatch.setattr(
        build.execute, "run", lambda book: pages.append(pair.code()["source"]) or {}
    )
    monkeypatch.setattr(build, "make_pages", lambda book: (0.0, 0.0, 0))
    pair.edit_source()
    assert build.main(small_book) == 0
    assert "print(2)" in pages[0][0]
    assert "made anew" in capsys.readouterr().err

    pair.edit_notebook()
    pair.edit_source("print(2)", "print(4)")
    assert build.main(small_book) == 1
    assert "page.ipynb was edited; so was its .md" in capsys.readouterr().err
    assert len(pages) == 1
