"""What a flow is trained on.

Flow matching moves noise to data along straight lines, in a time that goes from 0 to 1. Write
`flow_pair(noise, data, t)`: for each pair of a noise point and a data point the place on the way at
its own time, and the velocity there, which the network is to learn. `noise` and `data` are tensors
of shape (n, d), `t` holds n times. Return the two tensors, (n, d) each.
"""

import torch

from gantutor.checks.engine.assertions import close, hint, parts, same_shape

DIFFICULTY = 1
MINUTES = 6

HINTS = (
    "At t = 0 the point is the noise, at t = 1 it is the data point, and half-way it is between.",
    "The velocity is the derivative of the place by t. On a straight line it is the same at all t.",
    "`t[:, None]` has one row for each pair, so that every pair has its own time.",
)

BACK = "The time runs the other way: at t = 0 there is noise, at t = 1 data."
AGAINST = "That velocity leads from the data to the noise. A sample has to go the other way."
REST = (
    "That is the way that is left. Whoever walks at a steady pace covers data − noise in each unit "
    "of time, wherever it is."
)
NOISE = "That is how the noise is predicted in a diffusion model. A flow learns a velocity."
NAMES = ("the place", "the velocity")


def instance(rng, n=5, d=3):
    noise, data = (torch.as_tensor(rng.normal(size=(n, d))) for _ in range(2))
    return noise, data, torch.as_tensor(rng.uniform(0.1, 0.9, size=n))


@hint("For five pairs in three dimensions: two tensors of shape (5, 3).")
def test_the_shapes(answer):
    noise, data = torch.zeros(5, 3), torch.ones(5, 3)
    for value, name in zip(parts(answer(noise, data, torch.rand(5)), *NAMES), NAMES, strict=True):
        same_shape(value, (5, 3), what=name)


@hint("(1 − t) · noise + t · data, with one t for each row.")
def test_the_place(answer, rng):
    noise, data, t = instance(rng)
    place = parts(answer(noise, data, t), *NAMES)[0]
    s = t[:, None]
    close(
        place,
        (1 - s) * noise + s * data,
        what="the place",
        slips=[(s * noise + (1 - s) * data, BACK)],
    )


@hint("Differentiate (1 − t) · noise + t · data by t.")
def test_the_velocity(answer, rng):
    noise, data, t = instance(rng)
    velocity = parts(answer(noise, data, t), *NAMES)[1]
    s = t[:, None]
    place = (1 - s) * noise + s * data
    slips = [
        (noise - data, AGAINST),
        (data - place, REST),
        (noise, NOISE),
        (place, "That is the place. Its derivative by t is asked for."),
    ]
    close(velocity, data - noise, what="the velocity", slips=slips)
