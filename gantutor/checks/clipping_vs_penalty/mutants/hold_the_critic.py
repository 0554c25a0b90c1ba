from gantutor import constraints
from gantutor.checks.engine.assertions import wrong


@wrong("keep it from pointing back")
def as_published():
    return constraints.GradientPenalty(10.0)


@wrong("The gap is too large")
def a_weak_penalty():
    return constraints.GradientPenalty(0.1)


@wrong("The gap is too small")
def clipped():
    return constraints.Clip(0.05)


@wrong("At one distance this gap")
def zero_centred():
    return constraints.GradientPenalty(0.5, rule="zero_centred")


@wrong("for example `constraints.Clip(0.05)`")
def its_name():
    return "gradient_penalty"
