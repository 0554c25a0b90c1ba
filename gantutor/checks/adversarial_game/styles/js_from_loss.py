import math

import numpy as np


def from_the_value(loss):
    value = -loss
    return (value + math.log(4)) / 2


def as_a_tensor_would(loss):
    return np.subtract(np.log(4), loss) * 0.5
