from gantutor.checks.engine.assertions import wrong


@wrong("The start itself is not the largest")
def where_it_started():
    return 0.6, 0.5, 0, 4, 0.6


@wrong("The start itself is not the largest")
def all_arrive():
    return 0, 0, 0, 0, 0


@wrong("whatever the start was")
def clipping_changes_nothing():
    return 1, 1, 0, 4, 1


@wrong("whatever the start was")
def clipping_arrives():
    return 1, 0, 0, 4, 1


@wrong("It brakes the circle")
def r1_goes_round():
    return 1, 0.5, 1, 4, 1


@wrong("farther from the data")
def a_strong_penalty_arrives():
    return 1, 0.5, 0, 0, 1


@wrong("farther from the data")
def the_penalty_holds_it_at_1():
    return 1, 0.5, 0, 1, 1


@wrong("a limit from a brake")
def one_sided_is_two_sided():
    return 1, 0.5, 0, 4, 4


@wrong("a limit from a brake")
def one_sided_arrives():
    return 1, 0.5, 0, 4, 0


@wrong("Get the shape right first")
def a_range():
    return (0.9, 1.1), 0.5, 0, 4, 1
