"""The helpers of exercise writers: type, then shape, then values, and failures in words."""

import numpy as np
import pytest
import torch

from gantutor.checks.engine.assertions import Wrong, close, parts, same_shape
from gantutor.checks.engine.describe import show

LOG2 = np.log(2)


def message(function, *args, **kwargs):
    with pytest.raises(Wrong) as error:
        function(*args, **kwargs)
    return str(error.value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1, 1.0), (np.float32(0.5), 0.5), ([1, 2], np.array([1.0, 2.0])), (np.inf, np.inf)],
)
def test_close_accepts_numbers_of_any_numeric_type(value, expected):
    close(value, expected)
    close(torch.tensor(expected), expected)


@pytest.mark.parametrize(
    ("value", "expected", "words"),
    [
        (2 * LOG2, LOG2, "You returned 1.38629, expected 0.693147 — twice as large."),
        (LOG2 / 2, LOG2, "half as large"),
        (-LOG2, LOG2, "the opposite sign"),
        (1.0, LOG2, "bits, not nats"),
        (np.full(3, 6.0), np.full(3, 2.0), "3 times as large"),
        (np.full((2, 5), 0.4), np.full((2, 5), 2.0), "5 times too small"),
        (np.full(3, 12.0), np.full(3, 2.0), "[12, 12, 12], expected [2, 2, 2]."),
        (5.0, 1.0, "You returned 5, expected 1."),
        (np.array([0.0, 0, 3]), np.array([0.0, 0, 1]), "[0, 0, 3], expected [0, 0, 1]."),
        (..., 1.0, "You returned still `...`."),
        (np.arange(3) + 1.5, np.arange(3), "every entry is too large by 1.5"),
        (np.nan, 1.0, "nan comes from"),
        (np.inf, 1.0, "inf comes from"),
        (1.0000021, 1.0, "You returned 1.000002, expected 1."),
        (0.3, 0.7, "You returned 0.3, expected 0.7."),
    ],
)
def test_values_that_differ(value, expected, words):
    assert words in message(close, value, expected)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (np.ones((1,)), "of shape (1,); expected shape (), a single number"),
        (np.ones((2, 2)), "of shape (2, 2); expected shape (), a single number"),
        ("0.69", "'0.69'; expected numbers"),
        (True, "True; expected numbers"),
        ([[1], [1, 2]], "rows of unequal lengths"),
        (1j, "expected numbers"),
    ],
)
def test_type_and_shape_come_first_and_nothing_is_broadcast(value, words):
    assert words in message(close, value, 1.0)


def test_a_tensor_where_a_tensor_is_expected():
    expected = torch.ones(2, requires_grad=True)
    close(torch.ones(2), expected)
    assert "expected a torch tensor" in message(close, np.ones(2), expected)


def test_the_worst_entry_of_a_large_array():
    expected = np.arange(100.0).reshape(10, 10)
    value = expected.copy()
    value[1, 1] += 0.5
    value[2, 3] = -4.0
    assert message(close, value, expected, what="the plan") == (
        "The plan: 100 numbers, of which 2 are off; entry [2, 3] is -4, expected 23."
    )


@pytest.mark.parametrize(
    ("what", "begins"),
    [
        ("the plan", "The plan: 2"),
        ("alternating steps", "Alternating steps: 2"),
        ("log(1 - D)", "log(1 - D): 2"),
        ("running_mean, before [1, 2],", "running_mean, before [1, 2]: 2"),
        ("k", "k: 2"),
    ],
)
def test_a_sentence_begins_with_a_capital_and_a_name_stays_as_it_is(what, begins):
    assert message(close, 2.0, 7.0, what=what).startswith(begins)


def test_a_known_slip_brings_its_own_hint():
    with pytest.raises(Wrong) as error:
        close(2.0, 1.0, slips=[(np.ones(2), "not this shape"), (2.0, "this one")])
    assert error.value.hint == "this one"


def test_same_shape_and_parts():
    same_shape(np.zeros((2, 3)), (2, 3))
    assert "expected shape (3, 2)" in message(same_shape, np.zeros((2, 3)), (3, 2))
    assert parts((1, 2), "cost", "plan") == (1, 2)
    assert message(parts, (1, 2, 3), "cost", "plan") == (
        "You returned 3 values; expected 2 values: cost, plan."
    )
    assert message(parts, 1.5, "cost", "plan").startswith("You returned 1.5; expected 2 values")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (-0.0, "0"),
        (np.float32(0.1), "0.1"),
        (torch.tensor([0.25, -1.0]), "[0.25, -1]"),
        (np.zeros((4, 5)), "array of shape (4, 5), all 0"),
        (torch.full((9,), torch.nan), "tensor of shape (9,), 9 of its entries not finite"),
        ((1, [2.5], "x"), "(1, [2.5], 'x')"),
        (list(range(20)), "a list of 20 entries"),
        ({"a": 1}, "a dict with keys ['a']"),
        (np.sin, "sin"),
        (torch.nn.Linear(1, 1), "Linear"),
        (object(), "an object of type object"),
    ],
)
def test_show(value, text):
    assert show(value) == text
