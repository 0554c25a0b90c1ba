"""Opposites attract.

Mend `pull_away(codes)`: how alike the codes of a batch are, a term that a generator minimises. It
is the mean of cos² over all pairs of two different rows of `codes`, shape (n, d): 1 where all are
parallel, 0 where all are orthogonal. No code is zero.
"""

import torch

from gantutor.checks.engine.assertions import close, hint, same_shape

DIFFICULTY = 2
MINUTES = 6

SYMPTOM = """
The term is low, as it should be, although the samples stand in two clumps with opposite codes:
modes are lost, and the term that is there to prevent it sees nothing wrong.
"""

HINTS = (
    "Try a batch of n codes of which one half is the opposite of the other. How alike are they?",
    "What should a pair of opposite codes add, and what does it add?",
    "cos of opposite codes is −1 and cancels the +1 of equal ones. Square it before you add up, "
    "and leave out each code with itself.",
)


@hint("Return one number.")
def test_it_runs(answer):
    same_shape(answer(torch.eye(3)), ())
    close(answer(torch.eye(3)), torch.tensor(0.0), atol=1e-6, what="three orthogonal codes")
    close(answer(torch.ones(4, 2)), torch.tensor(1.0), rtol=1e-5, what="four equal codes")


@hint("Half of these codes are the opposite of the other half. What would you call such a batch?")
def test_two_clumps(answer):
    one = torch.tensor([3.0, 4.0])
    for n in (2, 8):
        codes = torch.stack([one, -one]).repeat(n // 2, 1)
        what = f"{n} codes on one line, half of them pointing backwards,"
        close(answer(codes), torch.tensor(1.0), rtol=1e-5, what=what)


@hint("Squares, not sizes: an angle of 60° counts with a quarter.")
def test_sixty_degrees(answer):
    codes = torch.tensor([[1.0, 0.0], [0.5, 3**0.5 / 2]])
    close(answer(codes), torch.tensor(0.25), rtol=1e-5)


@hint("n·(n − 1) pairs of different codes; the length of a code does not count.")
def test_the_mean_over_pairs(answer):
    codes = torch.tensor([[2.0, 0.0], [0.0, 1.0], [5.0, 0.0]])
    close(answer(codes), torch.tensor(1 / 3), rtol=1e-5)


@hint("A generator minimises it: its slope in the codes has to arrive, also for random ones.")
def test_random_codes(answer, rng):
    codes = torch.as_tensor(rng.normal(size=(5, 3))).requires_grad_()
    directions = codes / codes.norm(dim=1, keepdim=True)
    expected = ((directions @ directions.T).square().sum() - 5) / 20
    value = answer(codes)
    close(value.detach(), expected.detach(), what="the term of five random codes")
    assert value.requires_grad, "The term has no graph: its slope is 0 for every code."
    found, wanted = (torch.autograd.grad(v, codes)[0] for v in (value, expected))
    close(found, wanted, what="the slope in the codes")
