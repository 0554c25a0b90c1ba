import numpy as np


def by_a_formula():
    def size(kernel, stride, padding, output_padding=0):
        return 6 * stride - 2 * padding + kernel + output_padding

    ambiguous = (13 - 1) // 2 + 1 == (14 - 1) // 2 + 1 == 7
    return size(4, 2, 1), size(3, 2, 1), size(5, 3, 2, 1), ambiguous, False, True


def by_counting():
    def written(kernel, stride):
        return {i * stride + k for i in range(7) for k in range(kernel)}

    a, b, c = written(4, 2), written(3, 2), written(5, 3)
    empty = [at not in written(kernel, 2) for kernel, at in ((3, 14), (2, 14))]
    return [float(len(a) - 2), np.int64(len(b) - 2), len(c) - 3, np.bool_(True), *empty]
