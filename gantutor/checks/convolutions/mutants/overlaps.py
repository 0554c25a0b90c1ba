import numpy as np

from gantutor.checks.engine.assertions import wrong


def row_of(size, kernel, stride):
    row = np.zeros((size - 1) * stride + kernel, dtype=int)
    for i in range(size):
        row[i * stride : i * stride + kernel] += 1
    return row


def three(size, kernel, stride, even):
    row = row_of(size, kernel, stride)
    return row, np.outer(row, row), even


@wrong("count who writes to each pixel")
def width_of_the_window(size, kernel, stride):
    row = np.full((size - 1) * stride + kernel, kernel)
    return row, np.outer(row, row), kernel % stride == 0


@wrong("the windows begin at 0, 2, 4")
def windows_side_by_side(size, kernel, stride):
    row = np.zeros((size - 1) * stride + kernel, dtype=int)
    for i in range(size):
        row[i : i + kernel] += 1
    return row, np.outer(row, row), kernel % stride == 0


@wrong("some pixels get 0")
def never_below_one(size, kernel, stride):
    row = np.maximum(row_of(size, kernel, stride), 1)
    return row, np.outer(row, row), kernel % stride == 0


@wrong("are multiplied")
def added(size, kernel, stride):
    row = row_of(size, kernel, stride)
    return row, row[:, None] + row, kernel % stride == 0


@wrong("exactly when the stride divides the kernel")
def even_kernels(size, kernel, stride):
    return three(size, kernel, stride, kernel % 2 == 0)


@wrong("exactly when the stride divides the kernel")
def kernel_divides_stride(size, kernel, stride):
    return three(size, kernel, stride, stride % kernel == 0)


@wrong("exactly when the stride divides the kernel")
def no_gaps(size, kernel, stride):
    return three(size, kernel, stride, kernel >= stride)


@wrong("exactly when the stride divides the kernel")
def looked_at_this_picture(size, kernel, stride):
    row = row_of(size, kernel, stride)
    return row, np.outer(row, row), len(set(row[kernel:-kernel].tolist())) <= 1
