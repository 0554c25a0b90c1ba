"""Give every built page its frame, its head and, on the landing page, its cards.

A page as Sphinx wrote it is kept beside the site, so that each build starts from it: a head tells
of other pages too, and may change where Sphinx had nothing to do.
"""

from pathlib import Path

from book.tools import cards, frame, head, paths
from book.tools.layout import Book
from book.tools.outline import outline

FINISHED = "<!-- finished by book.tools.pages -->\n"


class PagesError(RuntimeError):
    """A page is finished, but what it was made from is gone."""


def _written(book: Book, page: Path) -> str:
    """A page as Sphinx wrote it, from the site or, where that is finished, from beside it."""
    kept = book.built / "written" / page.relative_to(book.site)
    text = page.read_text(encoding="utf-8")
    if not text.endswith(FINISHED):
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(text, encoding="utf-8")
        return text
    if not kept.exists():
        raise PagesError(f"{kept} is missing: remove {book.site} and build again")
    return kept.read_text(encoding="utf-8")


def _texts(book: Book) -> dict[str, str]:
    """Every page of the site by name, as Sphinx wrote it."""
    files = [*book.site.glob("*.html"), *book.site.glob("[!_]*/**/*.html")]
    return {
        file.relative_to(book.site).with_suffix("").as_posix(): _written(book, file)
        for file in files
    }


def _read(book: Book, texts: dict[str, str]) -> head.Pages:
    return head.Pages({name: outline(text) for name, text in texts.items()}, paths.read(book))


def read(book: Book) -> head.Pages:
    """The outlines of a built site's pages, and the paths over them."""
    return _read(book, _texts(book))


def finish(book: Book) -> None:
    """Finish every page of the built site; PathError or CardError where that is impossible."""
    address = book.config.get("html", {}).get("baseurl", "")
    address = address.rstrip("/") + "/" if address else ""
    texts = _texts(book)
    site = _read(book, texts)
    for name, page in texts.items():
        file = book.site / f"{name}.html"
        landing = name == book.landing_page
        page = head.with_head(page, name, site)
        if landing:
            page = cards.with_cards(page, name, site, texts)
            page = cards.with_times(page, name, site)
        page = frame.frame(page, frame.drawing_beside(file), address, landing=landing)
        page = page.rstrip() + "\n" + FINISHED
        if page != file.read_text(encoding="utf-8"):
            file.write_text(page, encoding="utf-8")
