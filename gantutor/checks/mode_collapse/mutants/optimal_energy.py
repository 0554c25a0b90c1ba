import numpy as np

from gantutor.checks.engine.assertions import wrong


def on_fakes(x, fake, values):
    return np.where((fake[0] <= x) & (x <= fake[1]), values, 0.0)


@wrong("and on the generated samples it is flat")
def a_step(x, real, fake, margin, pull):
    return on_fakes(x, fake, margin)


@wrong("goes downhill")
def uphill_towards_real(x, real, fake, margin, pull):
    far = fake[1] if fake[0] > real[1] else fake[0]
    return on_fakes(x, fake, margin + pull * np.abs(x - far))


@wrong("lie below the margin")
def around_the_margin(x, real, fake, margin, pull):
    side = 1 if fake[0] > real[1] else -1
    return on_fakes(x, fake, margin + pull * side * (x - (fake[0] + fake[1]) / 2))


@wrong("lie below the margin")
def a_distance(x, real, fake, margin, pull):
    return pull * (np.maximum(real[0] - x, 0) + np.maximum(x - real[1], 0))


@wrong("is never below 0")
def a_line_through_all(x, real, fake, margin, pull):
    near, side = (fake[0], 1) if fake[0] > real[1] else (fake[1], -1)
    line = margin + pull * side * (x - near)
    return np.where((real[0] <= x) & (x <= real[1]), 0.0, line)


@wrong("On real samples every energy")
def a_margin_for_everyone(x, real, fake, margin, pull):
    near = fake[0] if fake[0] > real[1] else fake[1]
    return margin + on_fakes(x, fake, pull * np.abs(x - near))


@wrong("whatever the length of the interval")
def over_the_whole_interval(x, real, fake, margin, pull):
    near = fake[0] if fake[0] > real[1] else fake[1]
    return on_fakes(x, fake, margin + pull * np.abs(x - near) / (fake[1] - fake[0]))
