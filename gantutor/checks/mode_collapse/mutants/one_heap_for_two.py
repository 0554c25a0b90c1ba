from gantutor.checks.engine.assertions import wrong


@wrong("one of the two, and as wide as it")
def wide_for_both():
    return 3.04, 3.04, 0.69, False, True


@wrong("the variance of all of the data")
def narrow_for_both():
    return 0.5, 0.5, 0.69, False, True


@wrong("the variance of all of the data")
def half_the_gap_is_too_little():
    return 0.5, 1.5, 0.69, False, True


@wrong("the mean of log(q/p) is log 2")
def a_half_for_a_half():
    return 0.5, 3.04, 0.5, False, True


@wrong("wherever it lies")
def both_grow():
    return 0.5, 3.04, 0.69, True, True


@wrong("thinner on all of the data")
def neither_grows():
    return 0.5, 3.04, 0.69, False, False
