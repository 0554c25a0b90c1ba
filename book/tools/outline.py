"""What a built page holds, section by section, and how long it takes to read.

Seconds: a word of prose 0.3 (200 words a minute), a line of visible code 3, a displayed formula 15,
a figure or table 15, a widget 60 beside the words of its steps. Folded parts, exercises and
references are not counted.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

SECONDS = {"words": 0.3, "lines": 3.0, "formulas": 15.0, "figures": 15.0, "widgets": 60.0}
NOT_READ = ("Exercises", "References")
"""Headings of the sections that are worked at or looked up, not read."""

_STATE = re.compile(r'^mount\("\w+", (\{.*?\}), "', re.M)
"""What a widget starts from, as `gantutor.widgets` writes it on the page."""
_VOID = {"img", "br", "hr", "input", "meta", "link", "col", "wbr", "source"}
_SILENT = {"script", "style", "svg", "template", "summary"}  # no text that is read as prose


@dataclass
class Section:
    """A heading with all that stands under it.

    ``mark`` is where the heading's text ends in the page, ``end`` where the section does.
    """

    name: str
    level: int
    title: str = ""
    mark: int = 0
    end: int = 0
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SECONDS, 0))

    @property
    def seconds(self) -> float:
        """What its own content takes, without the sections inside of it."""
        return sum(SECONDS[kind] * n for kind, n in self.counts.items())


@dataclass
class Outline:
    """The sections of a page in order; ``widget_end`` is where the cell of the first widget ends.

    ``opening`` is the time in seconds until the first widget has been used.
    """

    sections: list[Section] = field(default_factory=list)
    widgets: int = 0
    exercises: int = 0
    opening: float = 0.0
    widget_end: int | None = None

    def inside(self, section: Section) -> Iterator[Section]:
        """The section and those inside of it."""
        at = self.sections.index(section)
        yield section
        for other in self.sections[at + 1 :]:
            if other.level <= section.level:
                return
            yield other

    def minutes(self, *sections: Section) -> float:
        """What these sections take with all that is in them; without any, the page."""
        unread = {id(s) for x in self.sections if x.title in NOT_READ for s in self.inside(x)}
        chosen = [s for x in sections for s in self.inside(x)] if sections else self.sections
        return sum(s.seconds for s in chosen if id(s) not in unread) / 60

    def find(self, title: str) -> Section | None:
        """The section with that heading."""
        return next((s for s in self.sections if s.title == plain(title)), None)


def plain(title: str) -> str:
    """A heading without what Markdown or HTML put around its formulas and its code."""
    return " ".join(re.sub(r"\\[()]|[$`*_]", "", title).replace("’", "'").split())


def _steps(script: str) -> int:
    """The words of the steps of a widget."""
    found = _STATE.search(script)
    steps = json.loads(found[1].replace(r"\x3c", "<")).get("steps", ()) if found else ()
    return sum(len(text.split()) for text, _ in steps)


class _Reader(HTMLParser):
    """Walks through the article once, with the stack of what is open."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.outline = Outline()
        self.lines = [0]
        for line in page.split("\n"):
            self.lines.append(self.lines[-1] + len(line) + 1)
        self.open: list[tuple[str, str]] = []  # tags, and what each means here
        self.stack: list[Section] = []
        self.reading = False
        self.feed(page)

    def at(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def is_in(self, *meanings: str) -> bool:
        return any(meaning in meanings for _, meaning in self.open)

    def count(self, kind: str, n: int = 1) -> None:
        if self.stack and not self.is_in("unread"):
            self.stack[-1].counts[kind] += n

    def count_steps(self, words: int) -> None:
        """Count the steps of a widget, which stand in its script, where the widget stands."""
        if words and self.stack:
            self.stack[-1].counts["words"] += words
            if self.outline.widgets == 1:
                self.outline.opening += words * SECONDS["words"]

    def meaning(self, tag: str, classes: list[str]) -> str:
        """What an element is to a reader, if its content counts in a way of its own."""
        if tag in _SILENT or tag == "details" or "gantutor-verdict" in classes:
            return "unread"
        if "gt-widget" in classes:
            return "widget"
        if tag == "div" and "cell" in classes:
            return "cell"
        if tag == "div" and "cell_output" in classes:
            return "output"
        if tag in ("h1", "h2", "h3", "h4") and not self.is_in("heading", "output"):
            return "heading"
        if tag == "a" and "headerlink" in classes:
            return "link"
        if tag == "table":
            return "table"
        if tag == "pre":
            return "code"
        if tag == "div" and "math" in classes:
            return "formula"
        return ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        classes = given.get("class", "").split()
        if tag == "article" and "bd-article" in classes:
            self.reading = True
        if not self.reading:
            return
        if tag == "img":
            self.count("figures")
        if tag in _VOID:
            return
        if tag == "section":
            level = len(self.stack) + 1
            self.stack.append(Section(given.get("id", ""), level))
            self.outline.sections.append(self.stack[-1])
        meaning = self.meaning(tag, classes)
        if meaning == "link" and self.is_in("heading") and self.stack and not self.stack[-1].mark:
            self.stack[-1].mark = self.at()
        if "gantutor-verdict" in classes:
            self.outline.exercises += 1
        counted = {"widget": "widgets", "table": "figures", "formula": "formulas"}
        if meaning in counted:
            self.count(counted[meaning])
        if meaning == "widget":
            self.outline.widgets += 1
            if self.outline.widgets == 1:
                self.outline.opening = sum(s.seconds for s in self.outline.sections)
                self.outline.widget_end = -1  # known when its cell ends
        self.open.append((tag, meaning))

    def handle_endtag(self, tag: str) -> None:
        if not self.reading or not any(tag == opened for opened, _ in self.open):
            return
        while self.open:
            opened, meaning = self.open.pop()
            if meaning == "heading" and self.stack:
                self.stack[-1].title = plain(self.stack[-1].title)
            if meaning == "cell" and self.outline.widget_end == -1:
                self.outline.widget_end = self.at() + len(f"</{tag}>")
            if opened == "section" and self.stack:
                self.stack.pop().end = self.at()
            if opened == tag:
                break
        if tag == "article":
            self.reading = False

    def handle_data(self, data: str) -> None:
        if self.reading and self.open and self.open[-1][0] == "script":
            self.count_steps(_steps(data))
        if not self.reading or self.is_in("unread", "widget", "table", "formula", "link"):
            return
        if self.is_in("code"):
            if not self.is_in("output"):
                self.count("lines", data.count("\n"))
            return
        if self.is_in("heading") and self.stack:
            self.stack[-1].title += data
        self.count("words", len(data.split()))


def outline(page: str) -> Outline:
    """Return the outline of a built page's text."""
    return _Reader(page).outline
