"""`make feedback`: every wrong answer with its verdict, on one page."""

from html import unescape

from book.tools.feedback import main, page
from gantutor.checks import check, exercises

JS = "log2_plateau.js_divergence"


def test_every_wrong_answer_stands_with_its_verdict():
    text = unescape(page([JS]))
    for name, mutant in exercises.get(JS).mutants().items():
        _, _, rest = text.partition(f"<h3>{name}</h3>")
        section = rest.partition("<h3>")[0]
        assert f"def {name}(p, q):" in section
        for line in str(check(JS, mutant)).splitlines()[1:]:
            assert line in section
    assert text.count("Not yet: ") == len(exercises.get(JS).mutants())


def test_an_unknown_exercise_is_named(capsys):
    assert main(["log2_plateau.nothing"]) == 2
    assert capsys.readouterr().err.startswith("no such exercise: log2_plateau.nothing; known: adv")
