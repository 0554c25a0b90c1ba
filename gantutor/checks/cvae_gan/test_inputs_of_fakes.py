"""A code and a label.

Write `inputs_of_fakes(n, latent, classes, rng)`: what the decoder gets for n samples of the prior.
Each row is a code of `latent` standard normal numbers, and behind it the label as `classes`
numbers: 1 at its place and 0 elsewhere. All classes are equally likely. Draw from the
`torch.Generator` `rng`. Return two tensors: the rows (n, latent + classes), in single precision,
and the labels (n,), whole numbers from 0 to classes − 1.
"""

import torch

from gantutor.checks.engine.assertions import Wrong, close, hint, parts, same_shape

DIFFICULTY = 1
MINUTES = 6

HINTS = (
    "`torch.randn(n, latent, generator=rng)` draws the codes alone.",
    "`torch.randint(classes, (n,), generator=rng)` draws the labels.",
    "`torch.nn.functional.one_hot(labels, classes)` has whole numbers: `.float()`, `torch.cat`.",
)


def rng_at(seed):
    return torch.Generator().manual_seed(seed)


def two(answer, n, latent, classes, rng):
    return parts(answer(n, latent, classes, rng), "the rows", "the labels")


@hint("A code and a label in each row: latent + classes numbers.")
def test_the_shapes(answer):
    rows, labels = two(answer, 6, 3, 4, rng_at(0))
    found = tuple(rows.shape), tuple(labels.shape)
    wanted = (6, 7), (6,)
    assert found == wanted, f"6 rows and labels have the shapes {found}; expected {wanted}."
    for seed in range(4):  # the largest class is drawn in few of them
        few = tuple(two(answer, 2, 3, 10, rng_at(seed))[0].shape)
        assert few == (2, 13), f"2 rows of 3 + 10 numbers have the shape {few}; expected (2, 13)."
    if rows.dtype != torch.float32 or labels.is_floating_point():
        raise Wrong(
            f"Rows are {rows.dtype} and labels {labels.dtype}; expected float32 and whole numbers.",
            "Networks compute in float32, and labels are indices.",
        )


@hint(
    "The places of the label hold one 1 and else 0, exactly: noise there would be another label, "
    "to which the decoder learns not to listen."
)
def test_the_label_s_places_hold_the_label(answer):
    for latent, classes in ((3, 4), (2, 10)):
        rows, labels = two(answer, 200, latent, classes, rng_at(1))
        expected = torch.eye(classes)[labels.long()]
        close(rows[:, latent:], expected, what=f"the last {classes} numbers of the rows")


@hint(
    "Each label is drawn: `torch.randint(classes, (n,), generator=rng)`. Labels in turn are the "
    "same in each call."
)
def test_the_labels_are_drawn(answer):
    (rows, labels), (other_rows, others) = (two(answer, 40, 2, 5, rng_at(s)) for s in (2, 3))
    if torch.equal(labels, others) and not torch.equal(rows[:, :2], other_rows[:, :2]):
        begin = ", ".join(str(int(c)) for c in labels[:7])
        raise Wrong(
            "With two generators of different seeds the codes differ, but the 40 labels are the "
            f"same: {begin}, …"
        )


@hint("All classes are equally likely, and none is left out.")
def test_every_class_is_drawn(answer):
    _, labels = two(answer, 4000, 2, 5, rng_at(2))
    shares = torch.bincount(labels.long(), minlength=5) / 4000
    same_shape(shares, (5,), "the shares of the classes")
    # 4,000 draws: a share is off by 0.03 once in a million times.
    worst = int((shares - 0.2).abs().argmax())
    assert abs(float(shares[worst]) - 0.2) < 0.03, (
        f"Of 4,000 labels the share {float(shares[worst]):.3f} is {worst}; expected 0.2 of each of "
        "five."
    )


@hint("The code is standard normal, and knows nothing of the label.")
def test_the_codes(answer):
    rows, labels = two(answer, 4000, 3, 2, rng_at(3))
    for c in (0, 1):
        codes = rows[labels == c, :3]
        for name, found, wanted in (
            ("mean", codes.mean(0), torch.zeros(3)),
            ("variance", codes.var(0), torch.ones(3)),
        ):
            off = float((found - wanted).abs().max())
            assert off < 0.15, (
                f"The codes of class {c} have a {name} that is off by {off:.2f}; expected "
                f"{float(wanted[0]):g} in every dimension."
            )
        together = float((codes[:, 0] * codes[:, 1]).mean().abs())
        assert together < 0.15, (
            f"Two numbers of one code have the covariance {together:.2f}; expected 0."
        )


@hint("Draw from `rng` as it stands, and from nothing else: set no seed inside.")
def test_what_is_drawn_comes_from_rng(answer):
    rng = rng_at(4)
    first, second = (two(answer, 20, 3, 4, rng) for _ in range(2))
    for name, a, b in zip(("rows", "labels"), first, second, strict=True):
        if torch.equal(a, b):
            raise Wrong(f"Two calls, one after the other, drew the same 20 {name}.")
    again = two(answer, 20, 3, 4, rng_at(4))
    for name, a, b in zip(("codes", "labels"), (again[0][:, :3], again[1]),
                          (first[0][:, :3], first[1]), strict=True):  # fmt: skip
        if not torch.equal(a, b):
            raise Wrong(
                f"From the same state of `rng` two calls drew different {name}.",
                f"The {name} are drawn from `rng`, too: `generator=rng`.",
            )
    close(again[0], first[0], what="the rows, with the same state of `rng` again,")
    torch.rand(1)  # a state that is not that of a seed
    before = torch.get_rng_state()
    answer(20, 3, 4, rng)
    changed = int((before != torch.get_rng_state()).sum())
    close(changed, 0, what="the bytes of the state of torch's own generator that the call changed")
