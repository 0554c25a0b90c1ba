"""The digits that come with scikit-learn, and data sets by name."""

import numpy as np
import pytest
from sklearn.datasets import load_digits

from gantutor import data


def test_digits_are_scikit_learns_mapped_to_minus_one_and_one():
    digits, raw = data.digits(), load_digits()
    assert digits.images.shape == (1797, 64)
    assert digits.images.dtype == np.float32
    np.testing.assert_allclose((digits.images + 1) * 8, raw.data, atol=1e-6)
    np.testing.assert_array_equal(digits.labels, raw.target)
    assert digits.labels.dtype == np.int64
    assert (digits.images.min(), digits.images.max()) == (-1, 1)
    assert len(digits) == 1797
    assert digits.side**2 == digits.images.shape[1]


def test_digits_cannot_be_changed_by_accident():
    digits = data.digits()
    for array in (digits.images, digits.labels):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def test_load_by_name():
    assert data.NAMES == ("digits", "mnist")
    np.testing.assert_array_equal(data.load("digits").images, data.digits().images)
    with pytest.raises(ValueError, match="unknown data set 'fashion'; known: digits, mnist"):
        data.load("fashion")
