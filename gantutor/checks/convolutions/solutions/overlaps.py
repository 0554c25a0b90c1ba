import numpy as np


def overlaps(size, kernel, stride):
    """How often each pixel is written to: a row, a picture, the rule."""
    row = np.zeros((size - 1) * stride + kernel, dtype=int)
    for i in range(size):
        row[i * stride : i * stride + kernel] += 1
    # Each rest of a division by the stride occurs equally often among the
    # kernel's places when the stride divides the kernel.
    return row, np.outer(row, row), kernel % stride == 0
