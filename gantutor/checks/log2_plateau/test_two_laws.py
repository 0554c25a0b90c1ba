"""Two laws made to order.

Total variation and JS both compare two laws. Does the one fix the other? Write `two_laws(tv, js)`:
two vectors of masses p and q on the same cells, as many cells as you like, none of the masses
negative, each vector summing to 1, whose total variation is `tv` and whose JS is `js`, in nats.
`tv` lies between 0 and 1, and `js` between the least and the largest value that two laws with this
total variation can have; find out which these are. Both should be right up to a ten-thousandth.
"""

import numpy as np
from scipy.special import rel_entr

from gantutor.checks.engine.assertions import Wrong, close, hint, parts, same_shape

DIFFICULTY = 2
MINUTES = 20

HINTS = (
    "A pair with the largest JS: p alone has a cell with the mass tv, q alone has another one, "
    "and the rest, 1 - tv, they share in a third cell. What is its JS?",
    "A pair with the least JS: two cells, p = ((1 + tv)/2, (1 - tv)/2), and q the other way round.",
    "Give each pair cells of its own, the first with the weight w and the second with 1 - w. "
    "Both divergences are sums over cells: what are they for this mixture?",
    "JS is w · largest + (1 - w) · least, and the total variation is tv for every w.",
)

MOST = "That is the largest JS at this total variation: all that differs is where one law is alone."
LEAST = "That is the least JS at this total variation. Mix this pair with one that has more."
NEGATIVE = "No mass is below 0: what one cell takes too much, another cannot pay back."
HALF = "The total variation is *half* of the sum of |p - q|."


def js_of(p, q):
    m = (p + q) / 2
    return float(rel_entr(p, m).sum() + rel_entr(q, m).sum()) / 2


def ends(tv):
    lean = np.array([1 + tv, 1 - tv]) / 2
    return js_of(lean, lean[::-1]), tv * np.log(2)


def masses(answer, tv, js):
    found = []
    for values, name in zip(parts(answer(tv, js), "p", "q"), "pq", strict=True):
        same_shape(values, np.shape(values)[:1] or (2,), name)  # a vector, of any length
        found.append(np.asarray(values, dtype=float))
    if len(found[0]) != len(found[1]):
        raise Wrong(f"p has {len(found[0])} cells, and q has {len(found[1])}.", "")
    return found


def cases(rng):
    for tv in rng.uniform(0.1, 0.9, size=4):
        least, most = ends(tv)
        yield tv, least + rng.uniform(0.05, 0.95) * (most - least)


@hint("The masses of each law add up to 1, over all cells together.")
def test_they_are_laws(answer, rng):
    for tv, js in cases(rng):
        for values, name in zip(masses(answer, tv, js), "pq", strict=True):
            if not (values >= -1e-12).all():
                raise Wrong(f"The least mass of {name} is {values.min():.4g}.", NEGATIVE)
            close(values.sum(), 1.0, what=f"the sum of {name}")


@hint("Half of the sum of |p - q| over the cells: how much does each of your cells add?")
def test_the_total_variation(answer, rng):
    for tv, js in cases(rng):
        p, q = masses(answer, tv, js)
        slips = [(tv / 2, HALF), (2 * tv, HALF)]
        close(np.abs(p - q).sum() / 2, tv, atol=1e-4, what="the total variation", slips=slips)


@hint("Every value between the two ends can be had: mix a pair of one end with one of the other.")
def test_the_divergence(answer, rng):
    for tv, js in cases(rng):
        least, most = ends(tv)
        slips = [(most, MOST), (least, LEAST)]
        close(js_of(*masses(answer, tv, js)), js, atol=1e-4, what="JS", slips=slips)


@hint("Near both ends, too: there one of the two pairs has nearly all of the weight.")
def test_close_to_the_ends(answer):
    for tv in (0.02, 0.5, 0.98):
        least, most = ends(tv)
        for js in (least + 0.001 * (most - least), most - 0.001 * (most - least)):
            p, q = masses(answer, tv, js)
            close(np.abs(p - q).sum() / 2, tv, atol=1e-4, what="the total variation")
            close(js_of(p, q), js, atol=1e-4, what="JS")
