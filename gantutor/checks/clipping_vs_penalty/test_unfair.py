"""What is unfair here?

A table compares methods; each row is a dictionary. `method`; `rate`, its learning rate; `tried`,
among how many rates it was chosen; `searched_on`, the seeds of that search; `reported_on`, the
seeds of the result; `steps`, gradient steps in all; `points`, samples on each side of each exact
W1; `shown`, "mean" or "best" of the seeds; `w1`, the result; `seconds`, what a run took. Write
`unfair(table)`: the set of those columns that give a method an advantage, or a false one, which has
nothing to do with the method itself. An empty set says that the comparison is fair. `reported_on`
is alike in all rows; decide whether it can be trusted.
"""

from gantutor.checks.engine.assertions import Wrong, hint
from gantutor.checks.engine.describe import show

DIFFICULTY = 2
MINUTES = 10

HINTS = (
    "Sort the columns first: which say what is compared, which what came out, and which how it was "
    "measured?",
    "Whatever says how it was measured has to be alike in all rows: `len({row[c] for row in "
    "table}) > 1` says that a column is not.",
    "A seed that helped to choose the rate is one on which that rate happened to do well.",
)

TRIED = "The least of many numbers is smaller than the least of few: search alike for each method."
STEPS = "More steps make better samples: all methods get the same budget."
POINTS = "W1 between samples falls with their number, by the floor alone: the same n for all."
SHOWN = "The best of eight seeds is no match for the mean of eight: the same statistic for all."
SEEN = (
    "Seeds that took part in the choice are seeds on which it looks good: report on others, in "
    "each row."
)
RATE = (
    "Each method may have a rate of its own: the best rate for one is a bad one for another. What "
    "has to be alike is the search."
)
METHOD = "The methods are what is compared: their names differ, as they should."
OUTCOME = "What came out may differ, and should: it is what the table is for."


def fair(**faults):
    """Three rows of a fair table, with the columns replaced that are given, one value a row."""
    rows = [
        {
            "method": method,
            "rate": rate,
            "tried": 6,
            "searched_on": (100, 101),
            "reported_on": (0, 1, 2, 3),
            "steps": 12_000,
            "points": 512,
            "shown": "mean",
            "w1": w1,
            "seconds": seconds,
        }
        for method, rate, w1, seconds in (
            ("clipping", 0.002, 0.31, 41.0),
            ("penalty", 0.005, 0.27, 57.0),
            ("spectral", 0.002, 0.29, 40.0),
        )
    ]
    for name, values in faults.items():
        for row, value in zip(rows, values, strict=True):
            row[name] = value
    return rows


def named(answer, table):
    found = answer(table)
    if isinstance(found, str) or not isinstance(found, set | frozenset | list | tuple):
        raise Wrong(f"You returned {show(found)}; expected a set of column names.", "")
    unknown = sorted(str(name) for name in found if name not in table[0])
    if unknown:
        raise Wrong(f"You named {unknown[0]!r}, which is no column of the table.", "")
    return set(found)


def expect(answer, wanted, words, **faults):
    """Fail unless just these columns are named; ``words`` say what is wrong with them."""
    table = fair(**faults)
    found = named(answer, table)
    for name in sorted(wanted - found):
        values = ", ".join(show(row[name]) for row in table)
        if name == "reported_on":
            searched = ", ".join(show(row["searched_on"]) for row in table)
            values = f"{show(table[0][name])} in each row, and 'searched_on' {searched}"
        raise Wrong(f"The column {name!r} reads {values}; you did not name it.", words)
    for name in sorted(found - wanted):
        values = ", ".join(show(row[name]) for row in table)
        why = {"rate": RATE, "method": METHOD, "w1": OUTCOME, "seconds": OUTCOME}.get(name)
        raise Wrong(f"The column {name!r} reads {values}; you named it, and it is fair.", why)


@hint("All that says how it was measured is alike here: the comparison is fair, an empty set.")
def test_a_fair_table(answer):
    expect(answer, set(), "")


@hint(TRIED)
def test_unequal_searches(answer):
    expect(answer, {"tried"}, TRIED, tried=(2, 12, 12))


@hint(STEPS)
def test_unequal_budgets(answer):
    expect(answer, {"steps"}, STEPS, steps=(12_000, 12_000, 60_000))


@hint(POINTS)
def test_unequal_rulers(answer):
    expect(answer, {"points"}, POINTS, points=(256, 512, 512))


@hint(SHOWN)
def test_unequal_statistics(answer):
    expect(answer, {"shown"}, SHOWN, shown=("mean", "best", "mean"))


@hint(SEEN)
def test_seeds_of_the_search(answer):
    every = [(0, 1)] * 3
    expect(answer, {"reported_on"}, SEEN, searched_on=every)
    expect(answer, {"reported_on"}, SEEN, searched_on=((100, 101), (102, 103), (3, 104)))


@hint("Searches may use seeds of their own, as long as nobody is judged on them.")
def test_searches_on_other_seeds(answer):
    expect(answer, set(), "", searched_on=((100, 101), (200, 201), (300, 301)))


@hint("Several columns can be unfair at once: name each of them, and only these.")
def test_several_at_once(answer, rng):
    faults = {
        "tried": (6, 6, 9),
        "steps": (12_000, 4_000, 12_000),
        "points": (512, 512, 2048),
        "shown": ("best", "mean", "mean"),
        "searched_on": ((2, 100), (100, 101), (100, 101)),
    }
    chosen = [name for name in faults if rng.random() < 0.6]
    wanted = {"reported_on" if name == "searched_on" else name for name in chosen}
    every = "Each of the columns counts, whichever others are unfair as well."
    expect(answer, wanted, every, **{name: faults[name] for name in chosen})
