from gantutor.checks.engine.assertions import wrong


@wrong("both overshoot")
def average(gap_1, weight_1, gap_2, weight_2):
    return (gap_1 + gap_2) / 2


@wrong("by its own weight")
def crossed(gap_1, weight_1, gap_2, weight_2):
    return (weight_2 * gap_1 - weight_1 * gap_2) / (weight_2 - weight_1)


@wrong("in the same order")
def signs_mixed(gap_1, weight_1, gap_2, weight_2):
    return (weight_1 * gap_1 - weight_2 * gap_2) / (weight_2 - weight_1)


@wrong("holds no W1 at all")
def difference(gap_1, weight_1, gap_2, weight_2):
    return gap_2 - gap_1


@wrong("one of the gaps")
def larger_weight_is_good_enough(gap_1, weight_1, gap_2, weight_2):
    return gap_1 if weight_1 > weight_2 else gap_2


@wrong("which critic comes first")
def one_order_only(gap_1, weight_1, gap_2, weight_2):
    return abs(weight_1 * gap_1 - weight_2 * gap_2) / (weight_1 - weight_2)


@wrong("Any two weights")
def for_ten_and_one(gap_1, weight_1, gap_2, weight_2):
    low, high = sorted((gap_1, gap_2))
    return (10 * low - high) / 9
