import numpy as np

from gantutor.checks.engine.assertions import wrong


@wrong("first divided by last")
def forwards(norms):
    return (norms[-1] / norms[0]) ** (1 / (len(norms) - 1))


@wrong("L − 1 steps")
def one_step_too_many(norms):
    return (norms[0] / norms[-1]) ** (1 / len(norms))


@wrong("their mean is geometric")
def arithmetic(norms):
    return (norms[:-1] / norms[1:]).mean(axis=0)


@wrong("all layers together")
def whole_way(norms):
    return norms[0] / norms[-1]


@wrong("not its logarithm")
def logarithm(norms):
    return np.log(norms[0] / norms[-1]) / (len(norms) - 1)


@wrong("Get the shape right first")
def one_number_for_all(norms):
    return ((norms[0] / norms[-1]) ** (1 / (len(norms) - 1))).mean()


@wrong("the slope of a fitted line")
def a_fitted_line(norms):
    slope, _ = np.polyfit(np.arange(len(norms)), np.log(norms), 1)
    return np.exp(-slope)
