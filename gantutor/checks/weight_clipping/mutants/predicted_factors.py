from gantutor.checks.engine.assertions import wrong


@wrong("two layers make ¼")
def linear_in_c():
    return 0.5, 0.5, 4, 2


@wrong("The gap follows c^L")
def depth_does_not_matter():
    return 0.25, 0.25, 4, 2


@wrong("√2 · 2 · √2")
def width_does_not_matter():
    return 0.25, 1 / 16, 1, 2


@wrong("√2 · 2 · √2")
def twice_the_width_twice_the_gap():
    return 0.25, 1 / 16, 2, 2


@wrong("√2 · 2 · √2")
def twice_in_each_layer():
    return 0.25, 1 / 16, 8, 2


@wrong("K does not know the samples")
def the_bound_alone():
    return 0.25, 1 / 16, 4, 1


@wrong("two layers make ¼")
def below_zero():
    return -2, 1 / 16, 4, 2


@wrong("Get the shape right first")
def a_range():
    return (0.2, 0.3), 1 / 16, 4, 2
