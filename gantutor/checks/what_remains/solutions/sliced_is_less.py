import numpy as np


def sliced_is_less(x, y, order, angles):
    """The steps of the proof that sliced W1 is at most (2/π) W1."""
    directions = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    move = x - y[order]
    # 1. In the plane the best pairing costs W1: a mean over the pairs.
    w1 = np.mean(np.linalg.norm(x - y[order], axis=1))  # BLANK (a) W1
    # 2. The same pairing is a plan along each of the k directions, too.
    same_plan = np.mean(np.abs(move @ directions.T), axis=0)  # BLANK (b) k costs
    # 3. There another may be cheaper: W1 on a line pairs in order.
    p, q = x @ directions.T, y @ directions.T
    best = np.mean(np.abs(np.sort(p.T) - np.sort(q.T)), axis=1)  # BLANK (c) k times W1
    # 4. Over all directions a vector of length 1 is this long, on average.
    constant = 2 / np.pi  # BLANK (d) a number
    # 5. So the mean of `best` is at most this, whatever the clouds are.
    bound = np.mean(np.hypot(move[:, 0], move[:, 1])) * 2 / np.pi  # BLANK (e) in W1
    return w1, same_plan, best, constant, bound
