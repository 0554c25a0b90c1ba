from gantutor.checks.engine.assertions import wrong

WIDTH = {"linear": float("inf"), "tanh": 2.0, "sigmoid": 1.0}


@wrong("the slope counts")
def forgets_the_slope(distance, K, output):
    return min(distance, WIDTH[output])


@wrong("Multiply by K")
def divides(distance, K, output):
    return min(distance / K, WIDTH[output])


@wrong("never more than 2 apart")
def overlooks_the_ending(distance, K, output):
    return K * distance


@wrong("never more than 1 apart")
def overlooks_the_sigmoid(distance, K, output):
    return min(K * distance, 2.0) if output == "tanh" else K * distance


@wrong("from -1 to 1")
def half_the_range(distance, K, output):
    return min(K * distance, 1.0) if output != "linear" else K * distance


@wrong("the range is fixed")
def stretches_the_range(distance, K, output):
    return K * min(distance, WIDTH[output])


@wrong("the smaller bound counts")
def range_alone(distance, K, output):
    return K * distance if output == "linear" else WIDTH[output]


@wrong("A linear critic has no range")
def caps_the_linear_one_too(distance, K, output):
    return min(K * distance, 10.0 if output == "linear" else WIDTH[output])
