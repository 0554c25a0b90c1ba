from gantutor.checks.engine.assertions import wrong


@wrong("go through the critic together")
def as_found():
    """Return the wrong line of each round, 0 where there is none."""
    return 0, 7, 0


@wrong("go through the critic together")
def the_sign_of_the_gap():
    return 5, 0, 2


@wrong("whoever is frozen in line 7")
def frozen_for_ever():
    return 3, 7, 2


@wrong("whoever is frozen in line 7")
def samples_without_a_graph():
    return 3, 1, 2


@wrong("What does `backward` learn from a number?")
def nothing_in_the_third():
    return 3, 0, 0


@wrong("What does `backward` learn from a number?")
def the_step_of_the_third():
    return 3, 0, 5
