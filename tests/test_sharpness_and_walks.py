"""Sharpness of images, and how straight and even a way is."""

import numpy as np
import pytest

from gantutor.metrics import sharpness, walk


def test_a_checkerboard_is_as_sharp_as_can_be_and_a_plain_image_is_not():
    board = np.indices((4, 4)).sum(axis=0) % 2 * 2.0 - 1
    assert sharpness(board.reshape(1, -1), (1, 4, 4)) == 2.0
    assert sharpness(np.full((3, 16), 0.3), (1, 4, 4)) == 0.0


def test_a_blur_lowers_it_and_seeds_and_channels_are_apart():
    rng = np.random.default_rng(0)
    images = rng.uniform(-1, 1, size=(2, 5, 2 * 6 * 4))
    found = sharpness(images, (2, 6, 4))
    by_hand = [
        np.concatenate([np.abs(np.diff(one, axis=k)).ravel() for k in (2, 3)]).mean()
        for one in images.reshape(2, 5, 2, 6, 4)
    ]
    np.testing.assert_allclose(found, by_hand)
    grid = images.reshape(2, 5, 2, 6, 4)
    blurred = (grid + np.roll(grid, 1, axis=-1)) / 2
    assert (sharpness(blurred.reshape(2, 5, -1), (2, 6, 4)) < found).all()


def test_shapes_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match=r"images must have shape \(n, 16\)"):
        sharpness(np.zeros((2, 15)), (1, 4, 4))
    with pytest.raises(ValueError, match="at least 2 × 2 pixels"):
        sharpness(np.zeros((2, 4)), (1, 1, 4))


def test_a_straight_even_way_is_one():
    line = np.linspace(0, 1, 9)[:, None] * np.array([3.0, -4.0])
    found = walk(line[None])
    assert found.detour == pytest.approx(1)
    assert found.jump == pytest.approx(1)


def test_a_corner_is_a_detour_and_a_leap_is_a_jump():
    corner = np.array([[[0.0, 0], [1, 0], [1, 1]]])
    assert walk(corner) == pytest.approx((np.sqrt(2), 1.0))
    leap = np.array([[[0.0], [1.0], [4.0]]])
    assert walk(leap) == pytest.approx((1.0, 1.5))
    both = walk(np.stack([np.concatenate([corner, corner])] * 3))
    np.testing.assert_allclose(both.detour, [np.sqrt(2)] * 3)


@pytest.mark.parametrize(
    ("points", "message"),
    [
        (np.zeros((2, 5)), r"must be \(lines, T, d\)"),
        (np.zeros((1, 2, 3)), "with T at least 3"),
        (np.zeros((2, 4, 3)), "2 lines end where they begin"),
        (np.full((1, 4, 3), np.nan), "points must be finite"),
    ],
)
def test_ways_that_are_none_are_refused(points, message):
    with pytest.raises(ValueError, match=message):
        walk(points)
