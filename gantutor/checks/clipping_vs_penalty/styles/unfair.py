def column_by_column(table):
    reasons = []
    for name in table[0]:
        values = [row[name] for row in table]
        if name in ("method", "rate", "w1", "seconds", "searched_on"):
            continue
        if name == "reported_on":
            used = {seed for row in table for seed in row["searched_on"]}
            if any(used.intersection(row["reported_on"]) for row in table):
                reasons.append(name)
        elif values.count(values[0]) < len(values):
            reasons.append(name)
    return reasons


def by_comparing_with_the_first(table):
    first, *others = table
    keys = ["tried", "steps", "points", "shown"]
    found = frozenset(k for k in keys for row in others if row[k] != first[k])
    judged_twice = any(not set(r["searched_on"]).isdisjoint(r["reported_on"]) for r in table)
    return found | {"reported_on"} if judged_twice else found
