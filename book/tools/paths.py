"""The ways through the book, as ``book/paths.toml`` names them."""

import tomllib
from dataclasses import dataclass

import nbformat

from book.tools.layout import Book
from book.tools.outline import plain

FILE = "book/paths.toml"


class PathError(ValueError):
    """A path names what the book does not have."""


@dataclass(frozen=True)
class Stop:
    """A place on a path: a section of a page by its heading, or without one its first widget."""

    page: str
    section: str = ""


@dataclass(frozen=True)
class Path:
    """A way through the book.

    ``name`` stands in addresses (``?path=name``); ``minutes`` is the most it may take; the sections
    of the ``core`` path are marked as such. Without stops it is the book in its own order.
    """

    name: str
    title: str
    minutes: float = float("inf")
    core: bool = False
    stops: tuple[Stop, ...] = ()

    def pages(self) -> list[str]:
        """The pages it stops at, each once, in order."""
        return list(dict.fromkeys(stop.page for stop in self.stops))


def read(book: Book) -> list[Path]:
    """The paths of a book, none without the file; PathError for a key that is not known."""
    file = book.root / FILE
    if not file.exists():
        return []
    paths = []
    for given in tomllib.loads(file.read_text(encoding="utf-8"))["path"]:
        try:
            stops = tuple(Stop(**stop) for stop in given.pop("stops", ()))
            paths.append(Path(**given, stops=stops))
        except TypeError as error:
            raise PathError(f"{FILE}: {error}") from None
    names = [path.name for path in paths]
    if len(set(names)) < len(names):
        raise PathError(f"{FILE}: each path has a name of its own, got {', '.join(names)}")
    return paths


def headings(book: Book, page: str) -> list[str]:
    """The headings of a page's source, in order; PathError for a page that does not exist."""
    notebook, text = book.root / f"{page}.ipynb", book.root / f"{page}.md"
    if notebook.exists():
        cells = nbformat.read(notebook, 4).cells
        source = "\n\n".join(c.source for c in cells if c.cell_type == "markdown")
    elif text.exists():
        source = text.read_text(encoding="utf-8")
    else:
        raise PathError(f"{FILE} names the page {page}, which the book does not have")
    found, fenced = [], False
    for line in source.splitlines():
        fenced ^= line.startswith("```")
        if not fenced and line.startswith("#"):
            found.append(plain(line.lstrip("#")))
    return found


def check(book: Book) -> list[Path]:
    """The paths of a book; PathError where one names a page or a heading that does not exist."""
    paths = read(book)
    known = {page: headings(book, page) for path in paths for page in path.pages()}
    for path in paths:
        for stop in path.stops:
            if stop.section and plain(stop.section) not in known[stop.page]:
                raise PathError(
                    f'{FILE}: the path "{path.title}" names "{stop.section}", which is no heading '
                    f"of {stop.page}; those are: {', '.join(known[stop.page])}"
                )
    return paths
