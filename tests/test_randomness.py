"""Generators made from three integers: the same for the same key, unrelated for another."""

import pytest
import torch

from gantutor.randomness import LARGEST, seeded_generator


def drawn(*key):
    return torch.randint(2**62, (4,), generator=seeded_generator(*key)).tolist()


def test_a_key_is_its_numbers():
    assert drawn(3, 16, 2) == drawn(3, 16, 2)
    keys = [(s, p, n) for s in range(6) for p in range(6) for n in range(6)]
    assert len({tuple(drawn(*key)) for key in keys}) == len(keys)


def test_all_three_numbers_always_count():
    """Keys of unequal length, hashed as they come, agree when they differ by a 0 at the end."""
    assert drawn(3, 16) == drawn(3, 16, 0), "what is left out is 0"
    with pytest.raises(TypeError):
        seeded_generator(3, 16, 0, 0)
    assert drawn(LARGEST, 1, 2) != drawn(LARGEST, 1, 3)


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ((-1,), "seed must be between 0 and 4294967295, got -1"),
        ((0, -2), "purpose must be between 0"),
        ((0, 0, 2**32), "number must be between 0 and 4294967295, got 4294967296"),
    ],
)
def test_integers_that_would_be_cut_in_two_are_refused(key, message):
    with pytest.raises(ValueError, match=message):
        seeded_generator(*key)
