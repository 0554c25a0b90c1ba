"""What every built page gets beside Sphinx's own: words for search engines, places for figures.

Each function takes the text of a page and returns it changed; a second time it changes nothing.
"""

import html
import re
from collections.abc import Callable
from pathlib import Path

from book.tools.formulas import with_room

SMALLEST = 9.0
"""The smallest text of a figure on a phone, in pixels; under that width the figure scrolls."""
DRAWN = 11.0 * 4 / 3
"""The smallest text that `plots.use_style` draws, in pixels: 11 points."""
CARD = "_static/card.png"

_IMAGE = re.compile(
    r'(?<!<div class="output book-figure">)<img alt="[^"]*"[^>]*?src="([^"]+)"[^>]*>'
)
_FOLD = (
    r"<summary[^>]*>\s*"
    r'<p class="collapsed admonition-title">Show code</p>\s*'
    r'<p class="expanded admonition-title">Hide code</p>\s*</summary>'
)
# Between the code of a folded cell that shows nothing and that of the next, also folded.
_BETWEEN = re.compile(
    r'</details>\s*</div>\s*<div class="cell [^"]*">\s*'
    rf'<details class="[^"]*hide above-input">\s*{_FOLD}'
)
_SET_UP = re.compile(rf"{_FOLD}(?=(?:(?!</details>).)*?google\.colab)", re.S)
_CELL = re.compile(r"<td([^>]*)>(.*?)</td>", re.S)
_NUMBER = re.compile(
    r"[-+−–±×·≤≥<>≈~…()\[\]\d.,/%⁻⁰¹²³⁴⁵⁶⁷⁸⁹∞\s]*\d[-\w.,±×·−–\s()%/⁻⁰¹²³⁴⁵⁶⁷⁸⁹]{0,20}"
)
_FORMULA = re.compile(
    r'(?<!<span class="book-together">)(<span class="math notranslate nohighlight">[^<]*</span>)'
    r"([.,;:!?)’”]+)"
)


def _words(markup: str) -> str:
    """The text of a piece of HTML, on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", markup)).split())


def with_figures(page: str, drawing: Callable[[str], str | None]) -> str:
    """Give each drawn figure its size, the width under which it scrolls, and a box to scroll in.

    drawing: the SVG that a page's address stands for, None for what is no SVG.
    """

    def boxed(image: re.Match[str]) -> str:
        drawn = drawing(image[1])
        size = drawn and re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawn)
        if not drawn or not size:
            return image[0]
        width, height = (round(float(points) * 4 / 3) for points in size.groups())
        least = round(width * SMALLEST / DRAWN)
        kind = ' class="book-photographs"' if 'id="photographs"' in drawn else ""
        sized = f'{kind} width="{width}" height="{height}" style="min-width:{least}px"'
        tag = re.sub(r' style="[^"]*"| (?:width|height)="[^"]*"', "", image[0])
        return f'<div class="output book-figure"><img{sized}{tag[4:]}</div>'

    return _IMAGE.sub(boxed, page)


def with_numbers(page: str) -> str:
    """Mark the cells of tables that hold a number: it must not be broken into two lines."""

    def marked(cell: re.Match[str]) -> str:
        number = "class=" not in cell[1] or 'class="text-' in cell[1]
        if not number or "book-number" in cell[1] or not _NUMBER.fullmatch(_words(cell[2])):
            return cell[0]
        if "class=" in cell[1]:
            named = cell[1].replace('class="', 'class="book-number ', 1)
            return f"<td{named}>{cell[2]}</td>"
        return f'<td{cell[1]} class="book-number">{cell[2]}</td>'

    return _CELL.sub(marked, page)


def with_punctuation(page: str) -> str:
    """Keep a comma or full stop on the line of the formula before it."""
    return _FORMULA.sub(r'<span class="book-together">\1\2</span>', page)


def without_idle_mathematics(page: str) -> str:
    """Take MathJax, a megabyte, from a page that has no formula."""
    if 'class="math ' in page:
        return page
    return re.sub(
        r'\s*<script[^>]*(?:>window\.MathJax = |src="[^"]*mathjax/)[^<]*</script>', "", page
    )


def with_way_to_the_figure(page: str) -> str:
    """Offer the first widget as the second tab stop of the page, as the theme offers the text."""
    main = re.search(r'<div id="pst-skip-link".*?</div>', page, re.S)
    if not main or 'class="gt-widget"' not in page:
        return page
    link = '<a href="#first-figure">Skip to figure</a>'
    link = f'<div class="book-skip skip-link d-print-none">{link}</div>'
    page = page[: main.end()] + "\n  " + link + page[main.end() :]
    return page.replace('class="gt-widget"', 'id="first-figure" tabindex="-1" class="gt-widget"', 1)


def with_named_folds(page: str) -> str:
    """Let folded code be called by what it says, not "Toggle hidden content"."""
    return page.replace('<summary aria-label="Toggle hidden content">', "<summary>")


def with_one_fold(page: str) -> str:
    """Make one row of folded code cells that follow each other, and call the first "Set up"."""
    page = _BETWEEN.sub("", page)
    row = (
        '<summary>\n<p class="collapsed admonition-title">Set up</p>\n'
        '<p class="expanded admonition-title">Hide set-up</p>\n</summary>'
    )
    return _SET_UP.sub(row, page)


def with_description(page: str, address: str = "", landing: bool = False) -> str:
    """Describe the page to search engines and to whoever links to it, by its first paragraph.

    address: where the site stands, with a slash at its end; empty while it stands nowhere. The
    landing page is called as the book is.
    """
    title = re.search(r"<title>(.*?)</title>", page, re.S)
    if not title or 'property="og:title"' in page:
        return page
    name, _, book = title[1].partition(" &#8212; ")
    name = book.strip() if landing and book else name.strip()
    article = page.partition('<article class="bd-article"')[2]
    paragraphs = (_words(p) for p in re.findall(r"<p>(.*?)</p>", article, re.S))
    first = next((p for p in paragraphs if len(p) >= 60 and "\\(" not in p), book or name)
    short = first if len(first) <= 160 else first[:157].rsplit(" ", 1)[0] + " …"
    depth = re.search(r'data-content_root="([^"]*)"', page)
    card = (address or (depth[1] if depth else "")) + CARD
    said = {"og:title": name, "og:description": short, "og:type": "article", "og:image": card}
    tags = [f'<meta name="description" content="{html.escape(short)}"/>'] + [
        f'<meta property="{key}" content="{html.escape(html.unescape(value))}"/>'
        for key, value in said.items()
    ]
    once = f"<title>{name}</title>" if name == book.strip() else title[0]
    return page.replace(title[0], "\n    ".join([once, *tags]), 1)


def frame(
    page: str,
    drawing: Callable[[str], str | None],
    address: str = "",
    landing: bool = False,
) -> str:
    """Return the page with all of this."""
    page = without_idle_mathematics(with_numbers(with_punctuation(with_figures(page, drawing))))
    page = with_named_folds(with_description(with_one_fold(with_room(page)), address, landing))
    return page if 'id="first-figure"' in page else with_way_to_the_figure(page)


def drawing_beside(path: Path) -> Callable[[str], str | None]:
    """How a page finds its drawings: by their addresses, from where it lies."""

    def drawing(address: str) -> str | None:
        file = path.parent / address
        if file.suffix != ".svg" or not file.is_file():
            return None
        return file.read_text(encoding="utf-8")

    return drawing
