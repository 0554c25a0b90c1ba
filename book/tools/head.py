"""What stands under a page's title, and the signs of the paths that lead over the page.

All of it is plain HTML that needs no script. What belongs to one path alone (``data-on``) is shown
once the reader has chosen that path: `book.js` then names it in ``<html data-path>``.
"""

import html
import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from book.tools.outline import Outline
from book.tools.paths import Path, PathError

_COLAB = re.compile(
    r'<p><a class="reference external" href="(https://colab\.research\.google\.com/[^"]*)">'
    r"[^<]*</a></p>\n?"
)
_LEAVE = '<button type="button" data-leave aria-label="Leave the path">Leave</button>'
_AREA = '<div class="prev-next-area">'


def duration(minutes: float) -> str:
    """A time in words: "7 min", "2 h 10 min"."""
    whole = max(1, round(minutes))
    if whole < 90:
        return f"{whole} min"
    hours, rest = divmod(round(whole / 10) * 10, 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def several(number: int, thing: str) -> str:
    """A number of things in words: "1 widget", "5 exercises"."""
    return f"{number} {thing}" + ("s" if number != 1 else "")


@dataclass(frozen=True)
class Place:
    """A stop of a path on the built page: its address there, where its content ends, its time."""

    page: str
    title: str
    anchor: str
    end: int
    mark: int | None
    minutes: float


@dataclass(frozen=True)
class Pages:
    """The pages of a book as built, by name: the outline of each, and the paths over them.

    PathError where a path stops at what a page does not show.
    """

    outlines: dict[str, Outline]
    paths: Sequence[Path] = ()
    places: dict[str, list[Place]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for path in self.paths:
            self.places[path.name] = [self._place(stop.page, stop.section) for stop in path.stops]

    def _place(self, page: str, heading: str) -> Place:
        outline = self.outlines.get(page)
        if outline is None:
            raise PathError(f"a path stops at {page}, which was not built")
        if heading:
            found = outline.find(heading)
            if found is None:
                raise PathError(f'a path stops at "{heading}", which {page} does not show')
            minutes = outline.minutes(found)
            return Place(page, found.title, found.name, found.end, found.mark, minutes)
        if outline.widget_end is None:
            raise PathError(f"a path stops at the first widget of {page}, which has none")
        return Place(page, self.title(page), "", outline.widget_end, None, outline.opening / 60)

    def title(self, page: str) -> str:
        """The title of a page."""
        return self.outlines[page].sections[0].title

    def minutes(self, path: Path) -> float:
        """What all stops of a path take; without stops, all pages that have exercises."""
        if path.stops:
            return sum(place.minutes for place in self.places[path.name])
        return sum(o.minutes() for name, o in self.outlines.items() if o.exercises)

    def core(self, page: str) -> float:
        """What the sections of a page on the core path take."""
        core = [self.places[path.name] for path in self.paths if path.core]
        return sum(place.minutes for places in core for place in places if place.page == page)

    def facts(self, page: str) -> list[str]:
        """How long a page is and what it has to do."""
        outline, core = self.outlines[page], self.core(page)
        facts = [duration(outline.minutes())]
        facts += [f"core {duration(core)}"] if core else []
        facts += [several(outline.widgets, "widget")] if outline.widgets else []
        facts += [several(outline.exercises, "exercise")] if outline.exercises else []
        return facts


def link(origin: str, place: Place, path: Path) -> str:
    """The address of a stop as seen from a page; it also chooses the path."""
    page = posixpath.relpath(f"{place.page}.html", posixpath.dirname(origin) or ".")
    return f"{page}?path={path.name}" + (f"#{place.anchor}" if place.anchor else "")


def _on(path: Path) -> str:
    return f'data-on="{path.name}"'


def _full(pages: Pages, place: Place) -> str:
    """A stop on another page, with the name of that page."""
    page = pages.title(place.page)
    return html.escape(place.title if place.title == page else f"{page}: {place.title}")


@dataclass(frozen=True)
class _Visit:
    """A path's stops on one page: the places there, and the stops before and after."""

    path: Path
    places: list[Place]
    first: int

    def here(self, page: str) -> list[Place]:
        return [place for place in self.places if place.page == page]

    @property
    def before(self) -> Place | None:
        return self.places[self.first - 1] if self.first else None

    def after(self, page: str) -> Place | None:
        last = self.first + len(self.here(page))
        return self.places[last] if last < len(self.places) else None


def _visits(pages: Pages, page: str) -> list[_Visit]:
    found = []
    for path in pages.paths:
        places = pages.places[path.name]
        at = [i for i, place in enumerate(places) if place.page == page]
        if at and at != list(range(at[0], at[0] + len(at))):
            raise PathError(f'the path "{path.title}" comes back to {page}: one visit to each page')
        if at:
            found.append(_Visit(path, places, at[0]))
    return found


def _ways(pages: Pages, page: str, visits: list[_Visit]) -> str:
    """The folded list of the paths over a page: their sections here, and what comes next."""
    rows = []
    for visit in visits:
        here = ", ".join(
            f'<a href="{link(page, place, visit.path)}">'
            + (html.escape(place.title) if place.anchor else "the first widget")
            + "</a>"
            for place in visit.here(page)
        )
        after = visit.after(page)
        then = (
            f' Then <a href="{link(page, after, visit.path)}">{_full(pages, after)}</a>.'
            if after
            else " This is its last stop."
        )
        rows.append(f"<li><b>{html.escape(visit.path.title)}</b>: {here}.{then}</li>")
    count = several(len(visits), "path")
    return (
        f'<details class="book-ways"><summary>On {count}</summary>'
        f"<ul>{''.join(rows)}</ul></details>"
    )


def _strip(page: str, visit: _Visit) -> str:
    """One line for who follows a path: which, how far, and the way to leave it."""
    here, total = len(visit.here(page)), len(visit.places)
    first, last = visit.first + 1, visit.first + here
    stops = f"stops {first} {'and' if here == 2 else 'to'} {last}" if here > 1 else f"stop {first}"
    title = html.escape(visit.path.title)
    return (
        f'<nav class="book-strip" {_on(visit.path)} data-title="{title}"'
        f' aria-label="The path “{title}”"><span><b>{title}</b>, {stops} of {total}</span>'
        f"{_LEAVE}</nav>"
    )


def _next(pages: Pages, page: str, visit: _Visit, place: Place) -> str:
    """At the end of a stop: the way to the next one."""
    at = visit.places.index(place) + 1
    title = html.escape(visit.path.title)
    if at == len(visit.places):
        content = f"<span>This was the last stop of the path <b>{title}</b>.</span>{_LEAVE}"
    else:
        after = visit.places[at]
        here = after.page == page
        name = html.escape(after.title) if here else _full(pages, after)
        address = f"#{after.anchor}" if here else link(page, after, visit.path)
        content = (
            f'<a href="{address}">Next on the path <b>{title}</b>: {name}'
            f" ({duration(after.minutes)})</a>"
        )
    return (
        f'\n<nav class="book-next" {_on(visit.path)} aria-label="Next on the path “{title}”">'
        f"{content}</nav>\n"
    )


def _footer(pages: Pages, page: str, visit: _Visit) -> str:
    """The theme's links to the pages before and after, as the path has them."""

    def way(place: Place | None, side: str, word: str) -> str:
        if place is None:
            return ""
        info = (
            f'<div class="prev-next-info"><p class="prev-next-subtitle">{word} on this path</p>'
            f'<p class="prev-next-title">{_full(pages, place)}</p></div>'
        )
        turn = "left" if side == "left-prev" else "right"
        icon = f'<i class="fa-solid fa-angle-{turn}"></i>'
        parts = icon + info if turn == "left" else info + icon
        return f'<a class="{side}" href="{link(page, place, visit.path)}">{parts}</a>'

    ways = way(visit.before, "left-prev", "previous")
    ways += way(visit.after(page), "right-next", "next")
    return f'<div class="prev-next-area" {_on(visit.path)}>{ways}</div>\n'


def _shown(path: Path) -> str:
    """The rules that show what belongs to a path to those who follow it, and to nobody else."""
    return (
        f'html:not([data-path="{path.name}"]) [data-on="{path.name}"],'
        f'html[data-path="{path.name}"] .prev-next-area:not([data-on])'
        "{display:none!important}"
    )


def with_head(page: str, name: str, pages: Pages) -> str:
    """Put the facts of a page under its title and the signs of the paths where they lead.

    The paragraph with the link to Colab becomes one of the facts. A page without it gets no facts.
    """
    visits = _visits(pages, name)
    colab = _COLAB.search(page)
    put: list[tuple[int, str]] = []
    head = ""
    if colab:
        facts = [*pages.facts(name), f'<a href="{colab[1]}">Open in Colab</a>']
        items = "".join(f"<li>{fact}</li>" for fact in facts)
        ways = _ways(pages, name, visits) if visits else ""
        head = (
            f'<div class="book-head" data-page="{name}">'
            f'<ul class="book-facts" role="list" aria-label="This page">{items}</ul>{ways}</div>\n'
        )
    head += "".join(_strip(name, visit) for visit in visits)
    title_ends = page.find("</h1>", page.find('<article class="bd-article"'))
    if head and title_ends >= 0:
        put.append((title_ends + len("</h1>"), "\n" + head))
    for visit in visits:
        for place in visit.here(name):
            put.append((place.end, _next(pages, name, visit, place)))
            if visit.path.core and place.mark:
                said = f'<span class="visually-hidden">, on the path “{visit.path.title}”</span>'
                put.append((place.mark, f'<small class="book-core">core{said}</small>'))
        area = page.find(_AREA)
        if area >= 0:
            put.append((area, _footer(pages, name, visit)))
    if visits:
        rules = "".join(_shown(visit.path) for visit in visits)
        put.append((page.index("</head>"), f"<style>{rules}</style>\n"))
    for at, added in sorted(put, key=lambda pair: pair[0], reverse=True):
        page = page[:at] + added + page[at:]
    return _COLAB.sub("", page, count=1) if colab else page
