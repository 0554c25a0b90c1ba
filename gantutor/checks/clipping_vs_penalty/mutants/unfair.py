from gantutor.checks.engine.assertions import wrong

CONDITIONS = ("tried", "steps", "points", "shown")


def differing(table, names):
    return {name for name in names if any(row[name] != table[0][name] for row in table)}


def seen(table):
    overlap = [set(row["searched_on"]) & set(row["reported_on"]) for row in table]
    return {"reported_on"} if any(overlap) else set()


@wrong("Each method may have a rate of its own")
def one_rate_for_all(table):
    return differing(table, (*CONDITIONS, "rate")) | seen(table)


@wrong("What came out may differ")
def whatever_differs(table):
    return differing(table, set(table[0]) - {"rate", "method"}) | seen(table)


@wrong("what is compared")
def names_too(table):
    return differing(table, (*CONDITIONS, "method")) | seen(table)


@wrong("search alike for each method")
def searches_are_private(table):
    return differing(table, CONDITIONS[1:]) | seen(table)


@wrong("the same budget")
def steps_do_not_matter(table):
    return differing(table, ("tried", "points", "shown")) | seen(table)


@wrong("by the floor alone")
def points_do_not_matter(table):
    return differing(table, ("tried", "steps", "shown")) | seen(table)


@wrong("no match for the mean")
def statistics_do_not_matter(table):
    return differing(table, ("tried", "steps", "points")) | seen(table)


@wrong("report on others")
def alike_is_fair(table):
    return differing(table, (*CONDITIONS, "reported_on"))


@wrong("report on others")
def looks_at_the_first_row(table):
    return differing(table, CONDITIONS) | seen(table[:1])


@wrong("as long as nobody is judged on them")
def one_search_for_all(table):
    other = (
        {"searched_on"}
        if any(r["searched_on"] != table[0]["searched_on"] for r in table)
        else set()
    )
    return differing(table, CONDITIONS) | seen(table) | (other if not seen(table) else set())


@wrong("the comparison is fair, an empty set")
def everything_is_suspect(table):
    return {"tried", "steps", "points", "shown", "reported_on"}


@wrong("Each of the columns counts")
def the_first_fault(table):
    return set(sorted(differing(table, CONDITIONS) | seen(table))[:1])
