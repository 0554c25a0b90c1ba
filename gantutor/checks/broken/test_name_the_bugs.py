"""Six curves without a name.

Mend `name_the_bugs()`: for each of the curves A to F on the page the name of the program behind it,
as a dictionary from letters to names. The names are those of the galleries' functions
`slope_penalty`, `input_slopes`, `penalised_step`, `make_critic`, `score_network`, `joint_gap`,
`step_and_log`, `alternate`, `one_round` and `two_steps`, each as it was found, and "nothing", where
nothing is wrong. No two of the curves have the same name.
"""

from functools import cache

import numpy as np

from gantutor.checks.engine.assertions import Wrong, hint
from gantutor.experiments import bug_curves, load

DIFFICULTY = 3
MINUTES = 15

SYMPTOM = """
The six are three pairs of curves that are easily mistaken for each other: two in which the gap
stays near 0, two in which W1 runs away, and two in which it comes down as it should. What tells the
two of a pair apart is a second curve.
"""

HINTS = (
    "Sort the six into three pairs first, by where W1 ends.",
    "Then take the slope: a penalty that works holds it near 1. Where is it far below, although a "
    "penalty is in the loss?",
    "Two of them arrive: look at the very first gap. In two W1 runs away: in one of them the gap "
    "is 0 up to rounding. In the other two the gap is small: in one of these the samples move "
    "nonetheless.",
)

LETTERS = tuple(bug_curves.UNNAMED)
NAMES = [n for n in bug_curves.PLACES if n == bug_curves.NOTHING or not bug_curves.is_sound(n)]
# What a curve says in one number, in words; `late` is the last quarter.
FEATURES = {
    "exact W1 in the last quarter": ("w1", slice(-7, None)),
    "mean slope in the last quarter": ("slope", slice(-7, None)),
    "gap before the first step": ("gap", slice(0, 1)),
    "largest gap, with either sign,": ("gap", slice(None)),
}


@cache
def recorded():
    """The curves without a name, by letter, and those with one, by name."""
    results = load("bug_curves")
    named = {
        name: results.one(
            exhibit=name,
            version="mended" if name == bug_curves.NOTHING else "as found",
            letter="",
        ).record
        for name in NAMES
    }
    return bug_curves.unnamed(results), named


def features(record):
    """What the curves say in one number each, the median over the seeds."""
    found = {}
    for words, (name, part) in FEATURES.items():
        values = record[name][part]
        values = np.abs(values).max(axis=0) if part == slice(None) else values.mean(axis=0)
        found[words] = float(np.median(values))
    return found


def answers(answer):
    given = answer()
    if not isinstance(given, dict):
        raise Wrong(
            f"You returned {type(given).__name__}; expected a dictionary of {len(LETTERS)} "
            f"letters, {LETTERS[0]} to {LETTERS[-1]}.",
            "",
        )
    if set(given) != set(LETTERS):
        raise Wrong(
            f"You named the curves {sorted(map(str, given))}; expected {list(LETTERS)}.", ""
        )
    for letter in LETTERS:
        if given[letter] not in NAMES:
            raise Wrong(
                f"Curve {letter}: you named {given[letter]!r}; expected one of {NAMES}.", ""
            )
    return given


def compare(answer, letter):
    """Fail unless the curve has this name; say in which number the two programs differ most."""
    name = answers(answer)[letter]
    if name == bug_curves.UNNAMED[letter]:
        return
    unnamed, named = recorded()
    here, there = features(unnamed[letter]), features(named[name])

    def apart(words):
        a, b = np.arcsinh([here[words], there[words]])
        return abs(a - b) if np.isfinite(b) else np.inf

    words = max(FEATURES, key=apart)
    raise Wrong(
        f"Curve {letter}: you named {name!r}, whose {words} is {there[words]:.3g} in its own "
        f"recorded runs. Here it is {here[words]:.3g}."
    )


@hint("A dictionary: a letter, and the name of a program.")
def test_it_runs(answer):
    answers(answer)


@hint(
    "The slope is near 1, the gap is 0, and W1 does not move: the penalty is satisfied, and the "
    "critic cannot tell the two batches apart. It sees them through their own mean."
)
def test_curve_a(answer):
    compare(answer, "A")


@hint(
    "W1 runs away while the slope stands still where it was after a single step: the critic does "
    "not learn any more, and the generator climbs on."
)
def test_curve_b(answer):
    compare(answer, "B")


@hint(
    "It begins at 0, the gap comes down with W1, the slope is near 1, W1 ends low. A curve of a "
    "game swings, and that is no mistake."
)
def test_curve_c(answer):
    compare(answer, "C")


@hint(
    "The samples do move, towards the data: the critic points the right way. Its slope is an "
    "eighth, and 64 points are in a batch."
)
def test_curve_d(answer):
    compare(answer, "D")


@hint(
    "A gap of 0, up to rounding, in every seed and from first to last: no critic learns that. "
    "It is computed so. The slope is near 1, so the penalty works."
)
def test_curve_e(answer):
    compare(answer, "E")


@hint(
    "All is well but the beginning: a distance below 0, as far below as the penalty is large "
    "there. What is drawn is not the gap."
)
def test_curve_f(answer):
    compare(answer, "F")
