"""Moving the book to another repository is one command."""

import json
import shutil

import pytest

from book.tools import pairs, repository
from book.tools.layout import ROOT, Book

OLD = Book().config["repository"]["url"].removeprefix("https://github.com/")


@pytest.fixture
def copy(tmp_path):
    """The texts and notebooks of this book, elsewhere."""
    for glob in (*repository.TEXTS, "book/*.ipynb", "chapters/*.ipynb"):
        for path in ROOT.glob(glob):
            target = tmp_path / path.relative_to(ROOT)
            target.parent.mkdir(exist_ok=True)
            shutil.copy(path, target)
    for page in pairs.sources(tmp_path):
        pairs.write(page)
    return tmp_path


def holding(folder, text):
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.name for path in files if text in path.read_text(encoding="utf-8")}


def test_the_address_is_moved_everywhere_and_can_be_moved_back(copy):
    before = {p: p.read_text(encoding="utf-8") for p in copy.rglob("*") if p.is_file()}
    held = holding(copy, OLD)
    assert {"_config.yml", "intro.md", "intro.ipynb", "how_to_use.md"} < held
    new = "some-one/a.book-2"
    repository.move(copy, f"https://github.com/{new}.git")
    assert holding(copy, OLD) == set()
    assert holding(copy, new) == held
    assert Book(copy).config["repository"]["url"] == f"https://github.com/{new}"
    assert all(pairs.difference(page) is None for page in pairs.sources(copy))
    # A second time there is nothing to do.
    assert repository.move(copy, f"https://github.com/{new}") == []
    repository.move(copy, f"https://github.com/{OLD}")
    assert {p: p.read_text(encoding="utf-8") for p in before} == before


def test_a_longer_name_that_begins_alike_is_another_repository(copy):
    page = copy / "README.md"
    page.write_text(f"https://github.com/{OLD}-archive and https://github.com/{OLD}/issues\n")
    repository.move(copy, "https://github.com/a/b")
    expected = f"https://github.com/{OLD}-archive and https://github.com/a/b/issues\n"
    assert page.read_text() == expected


@pytest.mark.parametrize("address", ["", "a/b", "https://example.org/a/b", "https://github.com/a"])
def test_an_address_of_another_form_is_refused(address, capsys):
    assert repository.main(address) == 1
    told = capsys.readouterr().err
    assert "https://github.com/OWNER/NAME" in told and repr(address) in told


def test_an_edited_notebook_stops_it_before_anything_is_changed(copy):
    notebook = copy / "book/intro.ipynb"
    held = json.loads(notebook.read_text(encoding="utf-8"))
    held["cells"][0]["source"] = ["# Another title"]
    notebook.write_text(json.dumps(held), encoding="utf-8")
    before = {p: p.read_text(encoding="utf-8") for p in copy.rglob("*") if p.is_file()}
    with pytest.raises(pairs.Edited, match=r"intro\.ipynb was edited"):
        repository.move(copy, "https://github.com/a/b")
    assert {p: p.read_text(encoding="utf-8") for p in before} == before
