"""Predictions: how far off a number may be, and what is said then."""

import numpy as np
import pytest

from gantutor.checks.engine.assertions import Wrong
from gantutor.checks.engine.predictions import predicted, predicted_yes


@pytest.mark.parametrize("value", [2.0, 2.2, 1.8, np.float32(2), 2])
def test_a_prediction_that_is_near_enough(value):
    predicted(value, 2.0, within=1.15, what="the factor")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (
            2.4,
            "The factor: you predicted 2.4; computed, it is 2. Too large by a factor of 1.2.",
        ),
        (1.0, "Too small by a factor of 2."),
        (5000.0, "Too large by a factor of 2,500."),
        (-2.0, "you predicted -2; expected a number above 0"),
        (np.nan, "you predicted nan; expected a number above 0"),
        (np.ones(2), "expected shape (), a single number"),
        (..., "still `...`"),
        ("two", "expected numbers"),
    ],
)
def test_a_prediction_that_is_off_is_told_by_how_much(value, words):
    with pytest.raises(Wrong) as error:
        predicted(value, 2.0, within=1.15, what="the factor")
    assert words in str(error.value)


def test_yes_or_no():
    predicted_yes(True, True, "whether it falls")
    predicted_yes(np.bool_(False), False, "whether it falls")
    with pytest.raises(Wrong, match="it falls: you predicted False; computed, it is True: 3"):
        predicted_yes(False, True, "whether it falls", "3 against 4")
    with pytest.raises(Wrong, match="expected True or False, got 1"):
        predicted_yes(1, True, "whether it falls")
