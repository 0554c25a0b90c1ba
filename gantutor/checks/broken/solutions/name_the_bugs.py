def name_the_bugs():
    """Return the name of the program behind each curve, by letter."""
    return {
        "A": "make_critic",
        "B": "alternate",
        "C": "nothing",
        "D": "slope_penalty",
        "E": "joint_gap",
        "F": "step_and_log",
    }
