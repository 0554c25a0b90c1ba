"""Digits beside digits.

Mend `draw_digits(pixels, n, rng)`: n images for the critic, of shape (n, 1, height, width), drawn
at random with the `torch.Generator` `rng` from all the images in `pixels`, bytes of shape (count,
height, width): 0 is paper, 255 is ink. Their fakes come from a generator that ends in tanh, whose
lowest value is paper and whose highest is ink. The answer is in single precision.
"""

import torch

from gantutor.checks.engine.assertions import Wrong, close, hint, same_shape

DIFFICULTY = 1
MINUTES = 6

SYMPTOM = """
The paper of the generated digits stays grey and rough for long: with the data from 0 to 1 it lies
in the middle of tanh, where every small change of a weight shows, and no longer at its end, where
hardly any does.
"""

HINTS = (
    "Print the least and the largest pixel of a real batch, and of a generated one.",
    "What values does tanh have? Which of them should paper be?",
    "tanh goes from −1 to 1: divide by 127.5 and subtract 1.",
)


def rng_at(seed):
    return torch.Generator().manual_seed(seed)


def numbered(count=40):
    """Images of 2 × 3 bytes; the first byte is the image's number, the last four are fixed."""
    images = torch.zeros(count, 2, 3, dtype=torch.uint8)
    images[:, 0, 0] = torch.arange(count)
    images[:, 1] = torch.tensor([0, 51, 255])
    return images


@hint("n images with one channel: single precision, and the more ink, the larger the value.")
def test_it_runs(answer):
    found = answer(numbered(), 5, rng_at(0))
    same_shape(found, (5, 1, 2, 3))
    if found.dtype != torch.float32:
        bits = torch.finfo(found.dtype).bits if found.is_floating_point() else 8
        raise Wrong(f"The images have numbers of {bits} bits, {found.dtype}; expected float32.", "")
    paper, little, ink = found[:, 0, 1].T
    assert (paper < little).all() and (little < ink).all(), (
        f"Bytes 0, 51 and 255 became {float(paper[0]):.3g}, {float(little[0]):.3g} and "
        f"{float(ink[0]):.3g}; expected numbers that grow."
    )


@hint("Where do the values of tanh begin, and where do they end? Paper and ink are its two ends.")
def test_paper_and_ink_are_the_ends_of_the_generator_s_range(answer):
    found = answer(numbered(), 5, rng_at(0))[0, 0, 1]
    slips = [
        (torch.tensor([1.0, 0.6, -1.0]), "Ink is 255, and the highest value."),
        (torch.tensor([-0.5, -0.3, 0.5]), "From −½ to ½ is half of what tanh can do."),
        (
            (torch.tensor([0.0, 0.2, 1.0]) - 0.1307) / 0.3081,
            "These digits have mean 0 and deviation 1: their ink is beyond what tanh can reach.",
        ),
        (torch.tensor([0.0, 51.0, 255.0]), "Bytes are far beyond what tanh can reach."),
        (torch.tensor([-1.0, -77 / 128, 127 / 128]), "255 is ink: it becomes 1, and no less."),
    ]
    close(found, torch.tensor([-1.0, -0.6, 1.0]), rtol=1e-5, what="the bytes 0, 51 and 255",
          slips=slips)  # fmt: skip


@hint("Any byte: the range is stretched, and nothing is cut off or rounded.")
def test_every_byte(answer):
    images = torch.arange(256, dtype=torch.uint8).reshape(1, 16, 16)
    expected = torch.arange(256.0).reshape(1, 1, 16, 16) / 127.5 - 1
    close(answer(images, 1, rng_at(0)), expected, rtol=1e-4, atol=1e-6, what="the bytes 0 to 255")


@hint("Any image may be drawn, and `rng` says which: with `torch.randint(…, generator=rng)`.")
def test_images_are_drawn_at_random(answer):
    def numbers(seed, n=200):
        drawn = answer(numbered(), n, rng_at(seed))[:, 0, 0, 0]
        return ((drawn - drawn.min()) / (drawn.max() - drawn.min()) * 39).round()

    found = numbers(1)
    close(len(found.unique()), 40, what="the different images, of 40, among 200 that were drawn")
    close(numbers(1), found, what="what is drawn, again, with the same state of `rng`")
    same = int((numbers(2) == found).sum())
    assert same < 100, f"Another seed drew the same image in {same} of 200 places."
