"""Room for formulas that are not set yet."""

import pytest

from book.tools import formulas


@pytest.mark.parametrize(
    ("tex", "pixels"),  # as MathJax sets it, in text of 16 pixels
    [
        (r"\(f^*(x)=\log p(x)-\log q(x)\)", 232),
        (r"\(0 \le \mathrm{JS}(P,Q) \le \log 2\)", 182),
        (r"\(h=G-F\)", 95),
        (r"\(\{p&gt;0\}\)", 68),
        (r"\(\min_{\gamma\ge0}\max_{f,g} L\)", 137),
    ],
)
def test_a_formula_gets_about_the_room_that_it_will_take(tex, pixels):
    assert abs(16 * formulas.room(tex) - pixels) < 30


def test_room_is_told_once_and_only_for_inline_formulas():
    span = '<span class="math notranslate nohighlight">\\(x^2\\)</span>'
    block = '<div class="math notranslate nohighlight">\\[x\\]</div>'
    page = formulas.with_room(f"<p>{span}</p>{block}")
    assert page.count("--room:") == 1 and block in page and "\\(x^2\\)</span>" in page
    assert formulas.with_room(page) == page
