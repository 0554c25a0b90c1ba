from gantutor.checks.engine.assertions import wrong


@wrong("no training goes on from there")
def as_if_the_reward_followed():
    return 1, 1, 1, True, True, False


@wrong("the winner is told everything")
def pooling_like_choosing():
    return 0, 0, 1, True, True, False


@wrong("the difference to the second one")
def until_zero():
    return 0, 1, 2, True, True, False


@wrong("It is the single draw that has")
def nothing_has_a_derivative():
    return 0, 1, 1, False, True, False


@wrong("teaches nothing")
def any_reward_helps():
    return 0, 1, 1, True, False, False


@wrong("what a baseline takes")
def no_noise_either():
    return 0, 1, 1, True, True, True
