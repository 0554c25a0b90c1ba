"""A walk through latent space: the page's pixels are PyTorch's, by mouse, touch and keys."""

import numpy as np
import pytest
import traitlets as t

from gantutor.nets import MLP, image_generator
from gantutor.widgets import LatentPlane, LatentWalk, latent_plane
from tests.widgets.page import opened, quantities, settle

GREY = image_generator((1, 8, 8), (8, 4), latent=6)
COLOUR = image_generator((3, 8, 8), (8, 4), latent=5)


def network(spec=GREY):
    return spec.build((1,)).member(0).eval()


def pixels(page):
    """What the canvas shows, rows × columns × (red, green, blue)."""
    settle(page)
    shown = page.locator(".gt-image canvas").evaluate(
        """(c) => [c.height, c.width,
          [...c.getContext("2d").getImageData(0, 0, c.width, c.height).data]]"""
    )
    return np.array(shown[2]).reshape(shown[0], shown[1], 4)[..., :3]


def levels(image, sign=1):
    grey = np.rint(127.5 * (1 + sign * image)).transpose(1, 2, 0)
    return np.broadcast_to(grey, (*grey.shape[:2], 3))


@pytest.mark.browser
@pytest.mark.parametrize(("spec", "invert"), [(GREY, False), (GREY, True), (COLOUR, False)])
def test_the_pixels_are_pytorchs(browser, tmp_path, spec, invert):
    shape = (spec.outputs // 64, 8, 8)
    walk = LatentWalk(network(spec), shape, a=0.5, b=-1.25, invert=invert)
    with opened(browser, tmp_path, walk) as (page, _):
        assert np.abs(pixels(page) - levels(walk.image(), -1 if invert else 1)).max() <= 1
        page.locator("input[name=a]").focus()
        page.keyboard.press("PageUp")
        walk.a = 1.5
        found = pixels(page)
        assert np.abs(found - levels(walk.image(), -1 if invert else 1)).max() <= 1
        assert len(np.unique(found)) > 5


@pytest.mark.browser
@pytest.mark.parametrize("how", ["mouse", "touch"])
def test_the_point_follows_the_hand(browser, tmp_path, how):
    with opened(browser, tmp_path, LatentWalk(network(), (1, 8, 8)), width=360) as (page, _):
        pad = page.locator(".gt-pad svg").bounding_box()
        before = pixels(page)
        x, y = pad["x"] + pad["width"] * 0.8, pad["y"] + pad["height"] * 0.3
        if how == "mouse":
            page.mouse.move(pad["x"] + pad["width"] / 2, pad["y"] + pad["height"] / 2)
            page.mouse.down()
            page.mouse.move(x, y, steps=3)
            page.mouse.up()
        else:
            client = page.context.new_cdp_session(page)
            for kind, points in (
                ("touchStart", [{"x": x - 40, "y": y + 40}]),
                ("touchMove", [{"x": x, "y": y}]),
                ("touchEnd", []),
            ):
                client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        shown = quantities(page)
        assert 1 < shown["a"] < 2.2
        assert 0.5 < shown["b"] < 1.6
        assert np.abs(pixels(page) - before).max() > 3
        assert page.evaluate("scrollY") == 0


@pytest.mark.browser
def test_the_map_shows_the_image_of_each_square(browser, tmp_path):
    walk = LatentWalk(network(), (1, 8, 8))
    with opened(browser, tmp_path, walk) as (page, _):
        tile = page.locator(".gt-map").evaluate(
            """async (map) => {
              const image = new Image();
              image.src = map.getAttribute("href");
              await image.decode();
              const c = document.createElement("canvas");
              [c.width, c.height] = [image.width, image.height];
              c.getContext("2d").drawImage(image, 0, 0);
              return [c.width, c.height, [...c.getContext("2d").getImageData(24, 8, 8, 8).data]];
            }"""
        )
    assert tile[:2] == [40, 40]
    walk.a, walk.b = 1.0, 1.0  # the fourth square from the left, the second from the top
    found = np.array(tile[2]).reshape(8, 8, 4)[..., :3]
    assert np.abs(found - levels(walk.image())).max() <= 1


def test_normal_points_are_typical_of_the_plane():
    plane = latent_plane(50, seed=3)
    for a, b in ((0, 0), (1.5, -2)):
        assert np.sum(plane.at(a, b) ** 2) == pytest.approx(48 + a * a + b * b)
    assert plane.across @ plane.up == pytest.approx(0, abs=1e-12)
    assert np.abs(plane.across - latent_plane(50, seed=4).across).max() > 0.01
    wide = latent_plane(50, seed=3, step=2.0)
    assert np.sum(wide.at(1.5, -2) ** 2) == pytest.approx(42 + 4 * (1.5**2 + 2**2))
    np.testing.assert_allclose(wide.up, 2 * plane.up)
    with pytest.raises(ValueError, match="needs 3 dimensions, got 2"):
        latent_plane(2)
    with pytest.raises(ValueError, match="steps of length 2 needs 9 dimensions, got 8"):
        latent_plane(8, step=2.0)
    for step in (0.0, -1.0, np.inf, np.nan):
        with pytest.raises(ValueError, match="step must be finite and above 0"):
            latent_plane(8, step=step)


def test_what_does_not_fit_is_refused():
    with pytest.raises(ValueError, match=r"shape must be .* with 64 numbers, got \(1, 8, 9\)"):
        LatentWalk(network(), (1, 8, 9))
    with pytest.raises(ValueError, match=r"takes 6 numbers, the plane has \[5\]"):
        LatentWalk(network(), (1, 8, 8), latent_plane(5))
    with pytest.raises(t.TraitError, match="a"):
        LatentWalk(network(), (1, 8, 8), a=3.0)
    flat = LatentPlane(np.zeros(2), np.array([1.0, 0.0]), np.array([0.0, 1.0]))
    decoder = MLP((2, 16, 64), output="tanh").build((0,)).member(0)
    assert LatentWalk(decoder, (1, 8, 8), flat).image().shape == (1, 8, 8)


def test_the_poster_is_a_picture_that_holds_itself():
    walk = LatentWalk(network(), (1, 8, 8))
    assert 'href="data:image/png;base64,' in walk.poster()
    assert walk.thumbnail().startswith("<svg")
    assert len(walk.poster()) < 6000
