from gantutor.checks.engine.assertions import wrong


@wrong("a constant has no slope")
def js_goes_on():
    return True, False, 1.0, 1.0, 0.637, 0.0285


@wrong("within a few widths")
def the_mmd_goes_on():
    return False, True, 1.0, 1.0, 0.637, 0.0285


@wrong("as much as the law is moved")
def the_distance_itself():
    return False, False, 20.0, 1.0, 0.637, 0.0285


@wrong("whatever ε is")
def blurred_by_epsilon():
    return False, False, 1.0, 0.2, 0.637, 0.0285


@wrong("The mean of |cos|")
def as_w1_in_the_plane():
    return False, False, 1.0, 1.0, 1.0, 0.0285


@wrong("nearly at right angles")
def as_in_the_plane():
    return False, False, 1.0, 1.0, 0.637, 0.637
