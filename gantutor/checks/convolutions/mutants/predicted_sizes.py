from gantutor.checks.engine.assertions import wrong


@wrong("a transposed one makes it longer")
def as_a_convolution():
    return 3, 4, 3, True, False, True


@wrong("where the last window would begin")
def stride_times_size():
    return 14, 14, 22, True, False, True


@wrong("The padding of a transposed convolution is cut off")
def padding_added():
    return 18, 17, 28, True, False, True


@wrong("cut off at both ends: twice")
def padding_once():
    return 15, 14, 22, True, False, True


@wrong("Output padding is added")
def output_padding_forgotten():
    return 14, 13, 19, True, False, True


@wrong("misses the double by one")
def one_narrower_at_each_end():
    return 14, 12, 20, True, False, True


@wrong("A `Conv1d` rounds down")
def one_way_back():
    return 14, 13, 20, False, False, True


@wrong("it cuts off less")
def zeros_are_added():
    return 14, 13, 20, True, True, True


@wrong("nothing was cut off: behind")
def never_empty():
    return 14, 13, 20, True, False, False
