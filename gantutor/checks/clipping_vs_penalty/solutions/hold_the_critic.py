from gantutor import constraints


def hold_the_critic():
    """A constraint with which one critic measures and plays."""
    # One-sided: in the flat stretch between the bumps nothing asks for
    # slope 1. The gap overshoots by W1/(2 · weight), here 4/60.
    return constraints.GradientPenalty(weight=30.0, rule="one_sided")
