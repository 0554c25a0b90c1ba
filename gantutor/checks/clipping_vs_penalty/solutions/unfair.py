def unfair(table):
    """The set of the columns in which the comparison is unfair."""
    # Method and rate are compared; w1 and seconds came out of it.
    measured_by = ("tried", "steps", "points", "shown")
    found = {c for c in measured_by if len({row[c] for row in table}) > 1}
    for row in table:
        if set(row["searched_on"]) & set(row["reported_on"]):
            found.add("reported_on")
    return found
