import numpy as np

from gantutor.checks.engine.assertions import wrong


def filled(x, y, order, angles, **instead):
    directions = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    moves = x - y[order]
    w1 = np.linalg.norm(moves, axis=1).mean()
    p, q = x @ directions.T, y @ directions.T
    values = {
        "w1": w1,
        "same": np.abs(moves @ directions.T).mean(0),
        "best": np.abs(np.sort(p, axis=0) - np.sort(q, axis=0)).mean(0),
        "constant": 2 / np.pi,
        "bound": 2 / np.pi * w1,
    }
    return tuple({**values, **instead}.values())


@wrong("as W2² has it")
def squared(x, y, order, angles):
    return filled(x, y, order, angles, w1=np.square(x - y[order]).sum(1).mean())


@wrong("the absolute value comes before the mean")
def mean_before_size(x, y, order, angles):
    directions = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    same = np.abs((x - y[order]).mean(0) @ directions.T)
    return filled(x, y, order, angles, same=same)


@wrong("Not sorted")
def without_order(x, y, order, angles):
    directions = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    return filled(x, y, order, angles, best=np.abs((x - y) @ directions.T).mean(0))


@wrong("the pairing of the plane again")
def the_same_plan_twice(x, y, order, angles):
    directions = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    return filled(x, y, order, angles, best=np.abs((x - y[order]) @ directions.T).mean(0))


@wrong("the mean of cos²")
def mean_square(x, y, order, angles):
    return filled(x, y, order, angles, constant=0.5)


@wrong("the constant is missing")
def only_w1(x, y, order, angles):
    return filled(x, y, order, angles, bound=np.linalg.norm(x - y[order], axis=1).mean())


@wrong("no bound")
def sliced_itself(x, y, order, angles):
    return filled(x, y, order, angles, bound=filled(x, y, order, angles)[2].mean())
