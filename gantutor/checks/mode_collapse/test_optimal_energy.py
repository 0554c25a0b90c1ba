"""A best energy that still pulls.

The real samples are uniform on the interval `real`, the generated ones uniform on the interval
`fake`; each is a pair (low, high), and the two do not overlap. The critic of an energy game
pays f on real samples and max(0, margin - f) on generated ones, and its energies f are never below
0. Write `optimal_energy(x, real, fake, margin, pull)`: the values, at an array of places x, of an
energy that no other one can beat at this loss, and whose slope is `pull` > 0 or -`pull` on the
whole interval of the generated samples, so that a generator that lowers its energies moves *towards
the real samples*. The answer has the shape of x.
"""

import numpy as np

from gantutor.checks.engine.assertions import Wrong, close, hint, same_shape

DIFFICULTY = 3
MINUTES = 15

HINTS = (
    "How low can the critic's loss be at all, and what does an energy have to do for that, on real "
    "samples and on generated ones?",
    "On generated samples the loss is the same for every energy that is nowhere below the margin. "
    "Nothing says that it has to be constant there.",
    "Draw the line of slope ±`pull` that touches the margin at the end of `fake` that is nearest "
    "to the real samples, and rises from there.",
)

REAL = "On real samples every energy above 0 costs something, and 0 is allowed."
MARGIN = "Some generated samples lie below the margin, and the critic pays for each of them."
NEGATIVE = "An energy is never below 0: beside the two laws too."
FLAT = (
    "That is a best energy, and on the generated samples it is flat: there the critic has nothing "
    "to gain, and the generator nothing to learn from."
)
TOWARDS = (
    "A generator that *lowers* its energy goes downhill: the energy has to fall towards the real "
    "samples, on whichever side they lie."
)
STEEP = "The slope is `pull` for each unit of x, whatever the length of the interval."
RIGHT, LEFT = ((0.0, 1.0), (3.0, 5.0)), ((4.0, 6.0), (-1.0, 2.5))


def inside(interval):
    return np.linspace(*interval, 41)


def everywhere(answer, real, fake, margin, pull):
    """The energies on real samples, on generated ones, and on a range that holds both."""
    low, high = min(real[0], fake[0]) - 5, max(real[1], fake[1]) + 5
    ranges = inside(real), inside(fake), np.linspace(low, high, 201)
    found = [answer(x, real, fake, margin, pull) for x in ranges]
    for value, x in zip(found, ranges, strict=True):
        same_shape(value, x.shape)
    return [np.asarray(value, dtype=float) for value in found]


@hint(REAL)
def test_real_samples_cost_nothing(answer):
    on_real = everywhere(answer, *RIGHT, 1.0, 0.5)[0]
    close(float(np.abs(on_real).max()), 0.0, what="the largest energy of a real sample")


@hint(MARGIN)
def test_no_generated_sample_costs_anything(answer):
    for pair in (RIGHT, LEFT):
        on_fake = everywhere(answer, *pair, 2.0, 0.5)[1]
        lacking = float(np.maximum(0, 2.0 - on_fake).max())
        close(lacking, 0.0, what="what a generated sample lacks to the margin, at most")


@hint(NEGATIVE)
def test_an_energy_is_not_negative(answer):
    for pair in (RIGHT, LEFT):
        least = float(everywhere(answer, *pair, 1.0, 2.0)[2].min())
        if least < -1e-9:
            raise Wrong(f"Somewhere the energy is {least:.3g}; expected 0 or more.")


@hint(STEEP)
def test_it_pulls_towards_the_real_samples(answer, rng):
    pull = rng.uniform(0.2, 3)
    for real, fake in (RIGHT, LEFT):
        on_fake = everywhere(answer, real, fake, 1.0, pull)[1]
        slope = np.diff(on_fake) / np.diff(inside(fake))
        right = np.full(40, pull if fake[0] > real[1] else -pull)
        slips = [(np.zeros(40), FLAT), (-right, TOWARDS)]
        where = "right" if fake[0] > real[1] else "left"
        what = f"the slope on generated samples to the {where} of the real ones"
        close(slope, right, what=what, slips=slips)


@hint(MARGIN)
def test_other_laws(answer, rng):
    a, b, c, d = np.cumsum(rng.uniform(0.5, 2, size=4)) - 4
    for real, fake in (((a, b), (c, d)), ((c, d), (a, b))):
        margin, pull = rng.uniform(0.5, 3, size=2)
        on_real, on_fake, all_over = everywhere(answer, real, fake, margin, pull)
        lost = np.abs(on_real).mean() + np.maximum(0, margin - on_fake).mean()
        close(float(lost), 0.0, what="the critic's loss")
        close(float(np.minimum(all_over, 0).min()), 0.0, what="the least energy, where below 0")
