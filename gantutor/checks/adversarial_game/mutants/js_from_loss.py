import numpy as np

from gantutor.checks.engine.assertions import wrong


@wrong("divide by 2")
def two_of_them(loss):
    return np.log(4) - loss


@wrong("minus the value")
def sign(loss):
    return loss / 2 - np.log(2)


@wrong("In nats")
def bits(loss):
    return 1 - loss / np.log(4)


@wrong("minus the value")
def loss_taken_for_the_value(loss):
    return (loss + np.log(4)) / 2 if np.ndim(loss) else np.log(2) * 0.5 + loss / 2
