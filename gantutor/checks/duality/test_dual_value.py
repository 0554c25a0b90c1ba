"""What a list of prices earns.

Write `dual_value(a, b, f, g)`: what the firm takes in when it moves everything. There is mass
`a[i]` on heap i at the loading price `f[i]`, and mass `b[j]` goes into hole j at the unloading
price `g[j]`. There may be more heaps than holes, or fewer. The answer is one number.
"""

import numpy as np

from gantutor.checks.engine.assertions import close, hint

HINTS = (
    "Each heap pays its price for each unit of its mass: `a[i] * f[i]`.",
    "A sum of products is `a @ f`.",
)

MINUS = (
    "Here both prices are added. The minus sign comes later, when -f takes the place of g and "
    "both are one function."
)


@hint("Everything is loaded once and unloaded once: both prices are paid.")
def test_one_heap_and_one_hole(answer):
    one = np.array([1.0])
    close(answer(one, one, np.array([2.0]), np.array([3.0])), 5.0, slips=[(-1.0, MINUS)])


@hint("Weigh each price by the mass that pays it.")
def test_heaps_of_unequal_size(answer):
    a, b = np.array([1.0, 0.6, 0.4]), np.array([0.6, 0.6, 0.8])
    f, g = np.array([0.0, 0.0, -1.0]), np.array([1.0, 2.0, 4.0])
    mean = "A plain mean of the prices is right only where all masses are equal."
    whole = "The firm is paid for all that it moves, here a mass of 2: do not divide by it."
    close(
        answer(a, b, f, g),
        4.6,
        slips=[(2.3, whole), (a @ f - b @ g, MINUS), (f.mean() + g.mean(), mean)],
    )


@hint("The heaps have the masses a and the holes the masses b, and there may be unequally many.")
def test_random_prices(answer, rng):
    a, b = rng.dirichlet(np.ones(4)), rng.dirichlet(np.ones(7))
    f, g = rng.normal(size=4), rng.normal(size=7)
    close(answer(a, b, f, g), a @ f + b @ g)
