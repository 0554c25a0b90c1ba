"""The frame of a built page: words, sizes and marks that Sphinx does not give."""

import re

import pytest
from PIL import Image

from book.tools import card, frame
from tests.tools import built

HEAD = (
    '<html data-content_root="../"><head><title>One &#8212; The book</title>\n'
    '<script>window.MathJax = {"options": {}}</script>\n'
    '<script defer="defer" src="../_static/mathjax/tex-chtml.js"></script></head><body>\n'
    '<div id="pst-skip-link" class="skip-link"><a href="#main-content">Skip</a></div>\n'
    '<article class="bd-article">'
)
SVG = '<svg width="504pt" height="252pt" viewBox="0 0 504 252"><g id="{}"/></svg>'
IMAGE = '<img alt="A curve that falls." src="../_images/{}.svg" />'


def drawing(address):
    known = {"curve": SVG.format("axes_1"), "digits": SVG.format("photographs")}
    return known.get(address.removeprefix("../_images/").removesuffix(".svg"))


def test_a_figure_has_its_size_a_box_and_no_text_under_nine_pixels():
    page = frame.with_figures(IMAGE.format("curve"), drawing)
    assert page.startswith('<div class="output book-figure"><img ')
    assert 'width="672" height="336"' in page and 'alt="A curve that falls."' in page
    least = float(re.search(r"min-width:(\d+)px", page)[1])
    assert least / 672 * 11 * 4 / 3 == pytest.approx(9, abs=0.05)  # text of 11 points
    assert "book-photographs" not in page
    assert 'class="book-photographs"' in frame.with_figures(IMAGE.format("digits"), drawing)
    other = IMAGE.format("logo")
    assert frame.with_figures(other, drawing) == other, "what is no drawing is not touched"


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("0.31 ± 0.02", True),
        ("−1.5 × 10⁻³", True),
        ("1 / 8", True),
        ("<p>12 %</p>", True),
        ("2e-07", True),
        ("the plan of 12 points", False),
        ("wgan", False),
        ("", False),
    ],
)
def test_cells_with_a_number_are_marked(cell, number):
    assert ("book-number" in frame.with_numbers(f"<td>{cell}</td>")) is number
    aligned = frame.with_numbers(f'<td class="text-right">{cell}</td>')
    assert ('class="book-number text-right"' in aligned) is number


def test_punctuation_stays_with_its_formula():
    formula = r'<span class="math notranslate nohighlight">\(x\)</span>'
    together = f'<span class="book-together">{formula},</span> and'
    assert frame.with_punctuation(f"{formula}, and") == together
    assert frame.with_punctuation(f"{formula} and") == f"{formula} and"


def test_mathjax_is_only_where_mathematics_is():
    assert "athjax" not in frame.without_idle_mathematics(HEAD).lower()
    page = HEAD + '<span class="math notranslate nohighlight">'
    assert frame.without_idle_mathematics(page) == page


def test_the_first_widget_is_a_tab_stop_away():
    widget = '<div class="gt-widget"></div>'
    page = frame.with_way_to_the_figure(HEAD + widget * 2)
    assert page.index("#main-content") < page.index('href="#first-figure"')
    assert page.count('id="first-figure"') == 1
    assert frame.with_way_to_the_figure(HEAD) == HEAD


def test_folded_cells_without_a_picture_between_them_are_one_row():
    shown = '<div class="cell_output">7</div>\n'
    cells = ("import sys\n'google.colab'", ""), ("import torch", ""), ("a = 1", ""), ("a", shown)
    page = frame.with_one_fold("".join(built.folded(code, out) for code, out in cells))
    assert page.count("<details") == page.count("</details>") == page.count("<summary") == 1
    assert [page.count(word) for word in ("google.colab", "import torch", "a = 1", shown)] == [
        1
    ] * 4
    assert page.index("a = 1") < page.index("</details>") < page.index(shown)
    assert page.count("<div") == page.count("</div>")
    assert ">Set up</p>" in page and "Show code" not in page


@pytest.mark.parametrize(
    "between",
    [
        built.folded("a", '<div class="cell_output">7</div>\n'),  # shows something
        built.folded("a") + "<p>Text.</p>\n",
        built.folded("a") + '<div class="cell docutils container">\n<pre>b</pre></div>\n',
    ],
)
def test_what_stands_between_folded_cells_keeps_them_apart(between):
    page = between + built.folded("c")
    assert frame.with_one_fold(page) == page
    titled = built.folded("a") + built.folded("c", title="Measured: eight seeds")
    assert frame.with_one_fold(titled) == titled, "a title of its own"


def test_the_landing_page_is_called_as_the_book_is():
    page = frame.with_description(HEAD, landing=True)
    assert "<title>The book</title>" in page
    assert '<meta property="og:title" content="The book"/>' in page


def test_a_page_says_what_it_is():
    first = "A heap of earth lies here &amp; has to lie there, in another shape. "
    page = frame.with_description(HEAD + f"<p>Short.</p><p>{first * 4}</p>")
    said = re.search(r'name="description" content="([^"]*)"', page)[1]
    assert said.startswith("A heap of earth lies here &amp; has") and len(said) <= 170
    assert '<meta property="og:title" content="One"/>' in page
    assert 'og:image" content="../_static/card.png"' in page
    twice = HEAD.replace("One &#8212;", "The book &#8212;")
    assert "<title>The book</title>" in frame.with_description(twice)


def test_a_second_time_nothing_changes():
    formula = r'<span class="math notranslate nohighlight">\(x\)</span>, '
    fold = '<summary aria-label="Toggle hidden content">Show code</summary><td>1 ± 2</td>'
    widget = '<div class="gt-widget"></div>'
    page = HEAD + formula + fold + IMAGE.format("curve") + widget
    once = frame.frame(page, drawing)
    assert "Toggle" not in once
    assert frame.frame(once, drawing) == once


def test_the_card_is_as_large_as_cards_are():
    assert tuple(card.draw().get_size_inches() * 100) == (1200, 630)
    with Image.open(card.CARD) as picture:
        assert picture.size == (1200, 630)
