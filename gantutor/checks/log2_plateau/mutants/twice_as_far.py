from gantutor.checks.engine.assertions import wrong


@wrong("this is the plateau")
def everything_doubles():
    return 2.0, 2.0, 2.0


@wrong("the chance to pass for real")
def both_gradients_double():
    return 1.1, 2.0, 2.0


@wrong("the chance to pass for real")
def half_the_gradient():
    return 1.1, 0.5, 2.0


@wrong("it doubles")
def both_gradients_vanish():
    return 1.1, 0.003, 0.003


@wrong("it doubles")
def nothing_else_changes():
    return 1.1, 0.003, 1.0
