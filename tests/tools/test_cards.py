"""The landing page's cards, made from a plain table and the chapters' own pages."""

import re

import pytest

from book.tools import cards, head
from book.tools.outline import outline
from book.tools.paths import Path, Stop
from tests.tools import built

ONE = built.page("One", built.WIDGET + '<div class="gantutor-verdict"></div>')
PATH = Path("a", "A walk", stops=(Stop("c/one"),))


def pages():
    return head.Pages({"c/one": outline(ONE)}, [PATH, Path("all", "Everything")])


def test_a_row_becomes_a_card_with_the_chapters_picture_and_facts():
    landing = built.page("Home", built.TABLE.format(built.ROW.format("What is <em>one</em>?")))
    page = cards.with_cards(landing, "book/intro", pages(), {"c/one": ONE})
    card = re.search(r'<li class="book-card" data-page="c/one">.*?</li>', page)[0]
    assert '<a href="../c/one.html">' in card and "What is <em>one</em>?" in card
    assert '<svg class="p" viewBox="0 0 4 4" aria-hidden="true" focusable="false"><path c' in card
    assert "1 min · 1 widget · 1 exercise<" in card
    assert '<span class="book-card-read" hidden> · read</span>' in card
    assert "<table" not in page
    assert "Forget what I have read</button>" in page


def test_other_pages_and_tables_are_kept():
    other = built.TABLE.replace("its question", "its price").format(built.ROW.format("7"))
    for content in ("<p>text</p>", other):
        page = built.page("Home", content)
        assert cards.with_cards(page, "book/intro", pages(), {}) == page


def test_a_row_of_another_form_is_refused():
    two = built.ROW.replace("</a>", "</a>, <a href='x.html'>b</a>").format("Why?")
    page = built.page("Home", built.TABLE.format(built.ROW.format("What?") + two))
    with pytest.raises(cards.CardError, match="book/intro must be a link and a question"):
        cards.with_cards(page, "book/intro", pages(), {"c/one": ONE})


def test_a_widget_without_a_still_picture_leaves_none():
    bare = re.sub(r"<svg.*?</svg>", "", ONE)
    assert cards.poster(bare) == ""
    assert cards.poster(bare + ONE).startswith("<svg class")


def test_links_called_like_a_path_lead_along_it_and_say_how_long_it_takes():
    named = '<a class="reference internal" href="../c/{}.html"><span class="std">{}</span></a>'
    walk, rest = named.format("two", "A walk"), named.format("one", "Everything")
    page = cards.with_times(f"{walk} {rest} {named.format('one', 'One')}", "book/intro", pages())
    link = r'href="([^"]*)"><span class="std">([^<]*)</span></a>( <span[^>]*>[^<]*)?'
    links = re.findall(link, page)
    time = ' <span class="book-time">1 min'
    assert links == [
        ("../c/one.html?path=a", "A walk", time),
        ("../c/one.html?path=all", "Everything", time),
        ("../c/one.html", "One", ""),
    ]
