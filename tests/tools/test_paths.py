"""The paths through the book lead over pages and headings that exist."""

import pytest

from book.tools import head, paths
from book.tools.layout import Book
from book.tools.outline import outline
from tests.tools import built

BOOK = Book()


def write(book, text):
    (book.root / "book").mkdir(exist_ok=True)
    (book.root / paths.FILE).write_text(text, encoding="utf-8")


def test_every_stop_of_the_book_is_there():
    found = paths.check(BOOK)
    assert [path.name for path in found if not path.stops] == ["all"]
    assert [path.name for path in found if path.core] == ["evening"]
    pictures = next(path for path in found if path.name == "pictures")
    assert not any(stop.section for stop in pictures.stops), "widgets only"


def test_a_path_comes_to_a_page_once_and_in_the_order_of_the_book():
    parts = BOOK.toc["parts"]
    order = [BOOK.landing_page, *(c["file"] for part in parts for c in part["chapters"])]
    for path in paths.read(BOOK):
        at = [order.index(page) for page in path.pages()]
        assert at == sorted(at)
        for page in path.pages():
            known = paths.headings(BOOK, page)
            stops = [known.index(s.section) for s in path.stops if s.page == page and s.section]
            assert stops == sorted(stops), f"{path.name} goes to and fro on {page}"


def test_the_landing_page_names_every_path():
    text = (BOOK.root / f"{BOOK.landing_page}.md").read_text(encoding="utf-8")
    for path in paths.read(BOOK):
        assert f"[{path.title}](" in text


@pytest.mark.parametrize(
    ("stop", "said"),
    [
        ('{page = "pages/first", section = "Second"}', 'names "Second".*first'),
        ('{page = "pages/other"}', "names the page pages/other"),
        ('{page = "pages/first", heading = "first"}', "unexpected keyword"),
    ],
)
def test_what_does_not_exist_is_named_before_anything_is_built(small_book, stop, said):
    write(small_book, f'[[path]]\nname = "a"\ntitle = "A"\nstops = [{stop}]\n')
    with pytest.raises(paths.PathError, match=said):
        paths.check(small_book)


def test_a_book_without_the_file_has_no_paths_and_names_are_unique(small_book):
    assert paths.check(small_book) == []
    write(small_book, '[[path]]\nname = "a"\ntitle = "A"\n' * 2)
    with pytest.raises(paths.PathError, match="a name of its own, got a, a"):
        paths.read(small_book)


def test_headings_are_no_comments_of_code(small_book):
    page = small_book.write("second")
    page.unlink()
    text = "# second\n\n```python\n# a comment\n```\n\n## What $c^L$ is\n"
    page.with_suffix(".md").write_text(text, encoding="utf-8")
    assert paths.headings(small_book, "pages/second") == ["second", "What c^L is"]


def test_a_heading_that_the_built_page_does_not_show_is_named():
    outlines = {"one": outline(built.page("One", built.section("Two", "")))}
    for stop, said in [
        (paths.Stop("one", "Three"), '"Three", which one does not show'),
        (paths.Stop("one"), "first widget of one, which has none"),
        (paths.Stop("two"), "two, which was not built"),
    ]:
        with pytest.raises(paths.PathError, match=said):
            head.Pages(outlines, [paths.Path("a", "A", stops=(stop,))])
