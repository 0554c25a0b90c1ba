"""The landing page: its table of chapters becomes cards, and its paths say how long they take."""

import html
import posixpath
import re

from book.tools.head import Pages, duration, link

_TABLE = re.compile(
    r'<div class="pst-scrollable-table-container"><table class="table">\s*<thead>\s*'
    r'<tr class="row-odd"><th class="head"><p>chapter</p></th>\s*'
    r'<th class="head"><p>its question</p></th>\s*</tr>\s*</thead>\s*<tbody>(.*?)</tbody>\s*'
    r"</table>\s*</div>",
    re.S,
)
_ROW = re.compile(
    r'<td><p><a class="reference internal" href="([^"]+)\.html">((?:(?!</a>).)*)</a></p></td>\s*'
    r"<td><p>(.*?)</p></td>",
    re.S,
)
_POSTER = re.compile(r'class="gt-widget"[^>]*>\s*(<svg.*?</svg>)', re.S)


class CardError(ValueError):
    """The landing page's table has another form than a link and a question in each row."""


def poster(page: str) -> str:
    """The still picture of a page's first widget that has one; empty where none has."""
    found = _POSTER.search(page)
    if not found:
        return ""
    root, rest = found[1].split(">", 1)
    root = re.sub(r' (?:role|aria-label|style)="[^"]*"', "", root)
    return f'{root} aria-hidden="true" focusable="false">{rest}'


def _card(name: str, address: str, title: str, question: str, picture: str, facts: str) -> str:
    return (
        f'<li class="book-card" data-page="{name}"><a href="{address}">'
        f'<span class="book-card-picture">{picture}</span>'
        f'<span class="book-card-title">{title}</span>'
        f'<span class="book-card-question">{question}</span>'
        f'<span class="book-card-facts">{html.escape(facts)}'
        '<span class="book-card-read" hidden> · read</span></span></a></li>'
    )


def with_cards(page: str, name: str, pages: Pages, built: dict[str, str]) -> str:
    """Turn the table "chapter | its question" of a page into cards; a page without it is kept.

    built: the pages as Sphinx wrote them, by name, which hold the widgets' still pictures. A row
    that is no link and a question raises CardError.
    """
    table = _TABLE.search(page)
    if not table:
        return page
    rows = _ROW.findall(table[1])
    if len(rows) != table[1].count("<tr"):
        raise CardError(f"each row of the chapters of {name} must be a link and a question")
    cards = []
    for address, title, question in rows:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), address))
        facts = " · ".join(fact for fact in pages.facts(target) if not fact.startswith("core"))
        picture = poster(built[target])
        cards.append(_card(target, f"{address}.html", title, question, picture, facts))
    forget = '<button type="button" class="book-forget" hidden>Forget what I have read</button>'
    listed = f'<ul class="book-cards" role="list">\n{chr(10).join(cards)}\n</ul>{forget}'
    return page[: table.start()] + listed + page[table.end() :]


def with_times(page: str, name: str, pages: Pages) -> str:
    """Let links that are called like a path lead along it, and say how long it takes."""
    for path in pages.paths:
        places = pages.places[path.name]
        called = re.compile(
            r'<a class="reference internal" href="([^"]+)">((?:<span[^>]*>)?)'
            + re.escape(html.escape(path.title))
            + r"((?:</span>)?)</a>"
        )
        address = link(name, places[0], path) if places else rf"\1?path={path.name}"
        time = f' <span class="book-time">{duration(pages.minutes(path))}</span>'
        page = called.sub(rf'<a href="{address}">\2{path.title}\3</a>{time}', page)
    return page
