from gantutor.checks.engine.assertions import wrong


@wrong("halve it")
def in_proportion():
    return 0.25, 0.25, 0.25, True


@wrong("a point's partner")
def like_a_mean_everywhere():
    return 0.5, 0.5, 0.5, False


@wrong("fits into a computer")
def never_less_than_that():
    return 0.5, 0.7, 0.7, True


@wrong("no merit")
def real_is_always_nearest():
    return 0.5, 0.7, 0.98, False
