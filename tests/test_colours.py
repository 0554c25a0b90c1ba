"""The table of colours: every mark stands out from its page, and no two quantities look alike."""

from itertools import combinations

import numpy as np
import pytest

from gantutor.colours import CLASSES, COLOURS

THEMES = ("light", "dark")
# Frames, grids and the page itself are no quantities.
GROUND = {"paper", "line", "grid", "focus"}
QUANTITIES = sorted(
    name for name in set(COLOURS) - GROUND - {"ink", "soft"} if not name.endswith("-text")
)
# Small type is set in these.
TYPE = [n for n in COLOURS if n.endswith("-text")] + ["ink", "soft", "kl", "nonsaturating", "moss"]


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: str, b: str) -> float:
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_that_of_the_definition():
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_marks_and_type_stand_out_from_the_page(theme):
    paper = getattr(COLOURS["paper"], theme)
    faint = {n: contrast(getattr(COLOURS[n], theme), paper) for n in (*QUANTITIES, *TYPE)}
    assert {n for n in QUANTITIES if faint[n] < 3.0} == set()
    assert {n for n in TYPE if faint[n] < 4.5} == set()


@pytest.mark.parametrize("theme", THEMES)
def test_no_two_quantities_look_alike(theme):
    def parts(name: str) -> list[int]:
        colour = getattr(COLOURS[name], theme)
        return [int(colour[k : k + 2], 16) for k in (1, 3, 5)]

    for a, b in combinations(QUANTITIES, 2):
        apart = sum((p - q) ** 2 for p, q in zip(parts(a), parts(b), strict=True)) ** 0.5
        assert apart > 60, (a, b)


# What is left of linear RGB without one kind of cone; Machado, Oliveira & Fernandes 2009, table 1.
VISION = {
    "three kinds of cones": np.eye(3),
    "no long": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "no medium": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "no short": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


def oklab(colour: str, vision: str) -> np.ndarray:
    """Lightness and two hues in which equal distances look alike; Ottosson 2020."""
    parts = np.array([int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.array(VISION[vision]) @ linear, 0, 1)
    cones = np.array(
        [
            [0.4122214708, 0.5363325363, 0.0514459929],
            [0.2119034982, 0.6806995451, 0.1073969566],
            [0.0883024619, 0.2817188376, 0.6299787005],
        ]
    )
    mixed = np.array(
        [
            [0.2104542553, 0.7936177850, -0.0040720468],
            [1.9779984951, -2.4285922050, 0.4505937099],
            [0.0259040371, 0.7827717662, -0.8086757660],
        ]
    )
    return mixed @ np.cbrt(cones @ seen)


def test_black_and_white_are_one_apart():
    for vision in VISION:
        apart = oklab("#ffffff", vision) - oklab("#000000", vision)
        assert np.linalg.norm(apart) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("theme", THEMES)
def test_ten_classes_are_told_apart_by_everyone_and_can_be_read(theme, vision):
    paper = getattr(COLOURS["paper"], theme)
    shades = [getattr(colour, theme) for colour in CLASSES]
    assert min(contrast(shade, paper) for shade in shades) >= 4.5
    seen = [oklab(shade, vision) for shade in shades]
    assert min(np.linalg.norm(a - b) for a, b in combinations(seen, 2)) > 0.1
