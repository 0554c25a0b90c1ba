"""Every notebook can be opened in Colab: its first cell sets that up."""

import re

import jupytext
import pytest

from book.tools.layout import Book

BOOK = Book()
NOTEBOOKS = [
    path
    for path in BOOK.notebooks()
    if any(cell.cell_type == "code" for cell in jupytext.read(path).cells)
]


def first_code(path):
    return next(c.source for c in jupytext.read(path).cells if c.cell_type == "code")


def alike(code):
    """The set-up cell without what a page installs besides."""
    return re.sub(r"(%pip install --quiet pot jaxtyping).*", r"\1", code)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=BOOK.name)
def test_the_first_cell_sets_up_colab(notebook):
    """Each page has a button that opens it there, the landing page too."""
    code = first_code(notebook)
    assert 'if "google.colab" in sys.modules:' in code
    url = BOOK.config["repository"]["url"]
    assert f"%pip install --quiet --no-deps git+{url}\n" in code
    assert alike(code) == alike(first_code(NOTEBOOKS[0])), "one set-up cell, but for packages"


def test_all_pages_with_code_are_looked_at():
    assert {path.stem for path in NOTEBOOKS} >= {"intro", "what_things_cost", "broken_loops"}
