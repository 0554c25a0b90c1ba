from gantutor.checks.engine.assertions import wrong


@wrong("through their own mean")
def as_found():
    """Return the name of the program behind each curve, by letter."""
    return {
        "A": "slope_penalty",
        "B": "one_round",
        "C": "two_steps",
        "D": "score_network",
        "E": "alternate",
        "F": "penalised_step",
    }


def named(**others):
    right = ("make_critic", "alternate", "nothing", "slope_penalty", "joint_gap", "step_and_log")
    return {**dict(zip("ABCDEF", right, strict=True), **others)}


@wrong("the generator climbs on")
def the_two_that_run_away_exchanged():
    return named(B="joint_gap", E="alternate")


@wrong("A curve of a game swings")
def a_mistake_in_the_sound_one():
    return named(C="two_steps")


@wrong("and 64 points are in a batch")
def a_box_at_the_end():
    return named(D="score_network")


@wrong("no critic learns that")
def a_wrong_sign():
    return named(E="one_round")


@wrong("What is drawn is not the gap")
def nothing_wrong_with_the_last():
    return named(F="nothing")


@wrong("through their own mean")
def a_program_that_is_lost_to_nan():
    return named(A="input_slopes")
