"""What a page holds, and how long it takes to read."""

import pytest

from book.tools.outline import SECONDS, outline
from tests.tools import built

WORDS = "<p>" + "word " * 100 + "</p>\n"


def of(content):
    found = outline(built.page("One", content))
    return found, found.sections[0].counts


def test_two_hundred_words_are_a_minute():
    found, counts = of(WORDS + "<ul><li>" + "word " * 99 + "</li></ul>")
    assert counts["words"] == 200, "99 in the list, 100 in the paragraph, one of the title"
    assert found.minutes() == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("content", "kind", "number"),
    [
        ('<div class="cell_input"><pre>a = 1\nb = 2\n</pre></div>', "lines", 2),
        ('<div class="math notranslate nohighlight">\\[x\\]</div>', "formulas", 1),
        ('<p><span class="math notranslate nohighlight">\\(a b\\)</span></p>', "formulas", 0),
        ("<p><img alt='a curve' src='a.svg'/></p>", "figures", 1),
        ("<table><tr><td>ten words</td></tr></table>", "figures", 1),
        (built.WIDGET, "widgets", 1),
        (built.folded("a = 1\nb = 2\n"), "lines", 0),
        ('<div class="cell_output"><pre>1\n2\n</pre></div>', "lines", 0),
    ],
)
def test_what_is_not_prose_is_counted_in_its_own_kind(content, kind, number):
    _, nothing = of("")
    _, counts = of(content)
    assert counts[kind] == number
    others = {k: n - nothing[k] for k, n in counts.items() if k not in (kind, "words")}
    assert not any(others.values())
    if number:
        assert counts["words"] == nothing["words"], "and not as words too"


def test_exercises_references_and_folded_parts_are_not_read():
    folds = f"<details><summary>Proof</summary>{WORDS}</details>"
    deeper = built.section("A check", WORDS, level=3)
    unread = built.section("Exercises", WORDS + deeper) + built.section("References", WORDS)
    found, _ = of(WORDS + folds + unread)
    assert found.minutes() == pytest.approx(101 * SECONDS["words"] / 60)
    assert found.minutes(found.find("A check")) == 0


def test_a_section_is_read_with_all_that_is_in_it():
    inner = built.section("Inner", WORDS, level=3)
    found, _ = of(built.section("Outer", WORDS + inner) + built.section("Next", WORDS))
    outer = found.find("Outer")
    assert [s.title for s in found.inside(outer)] == ["Outer", "Inner"]
    assert found.minutes(outer) == pytest.approx(202 * SECONDS["words"] / 60)


def test_places_in_the_page_are_exact():
    body = built.section("Two", "<p>text</p>\n" + built.WIDGET + "<p>after</p>\n")
    page = built.page("One\u2028", "<p>é — ∞</p>\n" + body)
    found = outline(page)
    two = found.find("Two")
    assert page[: two.mark].endswith("<h2>Two") and page[two.mark :].startswith("<a")
    assert page[: two.end].endswith("<p>after</p>\n") and page[two.end :].startswith("</section>")
    assert page[: found.widget_end].endswith(built.WIDGET.rstrip())


def test_the_opening_is_what_stands_before_the_first_widget_and_the_widget():
    found, _ = of(WORDS + built.section("See", WORDS + built.WIDGET + WORDS + built.WIDGET))
    assert found.widgets == 2
    assert found.opening == pytest.approx(202 * SECONDS["words"] + SECONDS["widgets"])


def test_the_steps_of_a_widget_are_read_with_it():
    state = '{"law":"normal","steps":[["one two \\x3cb>three",{}],["four",{"shift":1.0}]]}'
    script = f'<script type="module" async>\nmount("a1", {state}, "code {{}}");\n</script>'
    without, _ = of(built.WIDGET + built.WIDGET)
    found, counts = of(built.WIDGET.replace("<script>", script + "<script>") + built.WIDGET)
    assert counts["words"] == 1 + 4
    assert found.opening == pytest.approx(without.opening + 4 * SECONDS["words"])


def test_headings_are_found_whatever_stands_around_their_formulas():
    formula = 'What <em>c</em> does to <span class="math">\\(c^L\\)</span>, beside a user’s'
    found, _ = of(built.section(formula, "", name="what"))
    assert found.find("What *c* does to $c^L$, beside a user's").name == "what"
    assert found.find("What d does") is None


def test_exercises_are_counted_by_their_verdicts():
    verdict = '<div class="gantutor-verdict x"><p>not yet</p></div>'
    found, counts = of(verdict * 3)
    assert found.exercises == 3 and counts["words"] == 1
