"""Finishing the pages of a site: from what Sphinx wrote, as often as one likes."""

import pytest

from book.tools import pages
from tests.tools import built


def put(book, name, text):
    file = book.site / f"{name}.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_a_site_is_finished_again_from_what_sphinx_wrote(small_book):
    file = put(small_book, "pages/first", built.page("First", built.colab("pages/first")))
    pages.finish(small_book)
    once = file.read_text(encoding="utf-8")
    assert "book-head" in once and once.endswith(pages.FINISHED)
    when = file.stat().st_mtime_ns
    pages.finish(small_book)
    assert file.stat().st_mtime_ns == when, "a page that is as it should be is not written"
    put(small_book, "pages/first", built.page("Anew", built.colab("pages/first")))
    pages.finish(small_book)
    assert "Anew" in file.read_text(encoding="utf-8")


def test_a_page_tells_of_others_that_were_written_later(small_book):
    table = built.TABLE.format(built.ROW.format("Why?"))
    landing = put(small_book, "pages/first", built.page("Home", table))
    put(small_book, "c/one", built.page("One", built.WIDGET))
    pages.finish(small_book)
    assert "1 min · 1 widget<" in landing.read_text(encoding="utf-8")
    put(small_book, "c/one", built.page("One", built.WIDGET * 2))
    pages.finish(small_book)
    assert "2 min · 2 widgets<" in landing.read_text(encoding="utf-8")


def test_a_lost_original_is_named(small_book):
    put(small_book, "pages/first", built.page("First", ""))
    pages.finish(small_book)
    (small_book.built / "written/pages/first.html").unlink()
    with pytest.raises(pages.PagesError, match=r"written/pages/first\.html is missing"):
        pages.finish(small_book)


@pytest.mark.parametrize(
    ("configured", "card"),
    [
        ("", "../_static/card.png"),
        ("html:\n  baseurl: https://book.example/it\n", "https://book.example/it/_static/card.png"),
    ],
)
def test_the_picture_beside_a_link_is_absolute_where_the_site_has_an_address(
    small_book, configured, card
):
    config = small_book.root / "_config.yml"
    config.write_text(config.read_text(encoding="utf-8") + configured, encoding="utf-8")
    file = put(small_book, "pages/first", built.page("First", ""))
    pages.finish(small_book)
    assert f'og:image" content="{card}"' in file.read_text(encoding="utf-8")
