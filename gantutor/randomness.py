"""One rule for the randomness of training: a generator is made from three integers, nothing else.

So whatever is drawn for one seed is the same whoever else is trained beside it, and nothing has to
be remembered to go on from a checkpoint.
"""

import numpy as np
import torch

LARGEST = 2**32 - 1
"""The largest integer of a key: larger ones would be cut in two, and two keys could then agree."""


def seeded_generator(
    seed: int, purpose: int = 0, number: int = 0, *, device: str | torch.device = "cpu"
) -> torch.Generator:
    """Return a fresh generator whose state depends on the three integers and the device alone.

    ``seed`` is the run's, ``purpose`` says what is drawn (0 to 15: initial weights; 16 and up:
    whatever else a run draws), ``number`` counts, such as the chunk of iterations. The three are
    hashed by ``numpy.random.SeedSequence``, so neighbouring keys give unrelated numbers. All three
    always count, so that no two keys are the same numbers with a 0 more or less.
    Integers below 0 or above 2³² − 1 raise ValueError.
    """
    key = (int(seed), int(purpose), int(number))
    for name, value in zip(("seed", "purpose", "number"), key, strict=True):
        if not 0 <= value <= LARGEST:
            raise ValueError(f"{name} must be between 0 and {LARGEST}, got {value}")
    state = np.random.SeedSequence(key).generate_state(1, np.uint64)[0]
    return torch.Generator(device).manual_seed(int(state))
