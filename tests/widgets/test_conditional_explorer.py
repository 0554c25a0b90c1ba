"""One code under every label: the page's images are PyTorch's; hands, words, what is refused."""

import numpy as np
import pytest
import torch
import traitlets as t
from torch import nn

from gantutor import cvae_gan
from gantutor.nets import MLP, image_generator
from gantutor.widgets import ConditionalExplorer, LatentPlane, conditional_explorer
from tests.browser import serious
from tests.widgets.page import opened, quantities, settle
from tests.widgets.test_first_screen import BOX, SCREENS, head

STEPS = [
    ("One code, ten labels.", {"a": 0.0, "b": 0.5, "label": "3", "other": "8", "mix": 0.0}),
    ("Drag it: all ten change together, each in the way that all the others do.", {"a": 1.5}),
    ("Walk from one label to the other.", {"mix": 0.5}),
]


def decoder(latent: int = 2, channels: int = 1, output: str = "sigmoid") -> nn.Sequential:
    shape = (channels, 8, 8)
    made = image_generator(shape, (8, 4), latent=latent + 10, output=output).build((2,)).member(0)
    return made.eval()


def explorer(**more) -> ConditionalExplorer:
    return ConditionalExplorer(decoder(), (1, 8, 8), **more)


def pixels(page, where: str) -> np.ndarray:
    """What the canvases show, canvases × rows × columns × (red, green, blue)."""
    settle(page)
    found = page.locator(f".gt-{where} canvas").evaluate_all(
        """all => all.map(c => [c.height, c.width,
          [...c.getContext("2d").getImageData(0, 0, c.width, c.height).data]])"""
    )
    return np.array([np.array(data).reshape(h, w, 4)[..., :3] for h, w, data in found])


def levels(images: np.ndarray, low: float, invert: bool = False) -> np.ndarray:
    shown = 255 * (images - low) / (1 - low)
    shown = 255 - shown if invert else shown
    return np.broadcast_to(np.moveaxis(shown, 1, -1), (len(shown), *shown.shape[2:], 3))


def summary(page) -> str:
    settle(page)
    return page.locator(".gt-summary").text_content()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("latent", "channels", "output", "invert"), [(2, 1, "sigmoid", True), (6, 3, "tanh", False)]
)
def test_the_pixels_are_pytorchs(browser, tmp_path, latent, channels, output, invert):
    low = {"sigmoid": 0.0, "tanh": -1.0}[output]
    widget = ConditionalExplorer(
        decoder(latent, channels, output), (channels, 8, 8), a=0.5, b=-1.2, invert=invert
    )
    with opened(browser, tmp_path, widget) as (page, _):
        assert np.abs(pixels(page, "all") - levels(widget.images(), low, invert)).max() <= 1
        for label, mix in (("4", 0.0), ("4", 0.25), ("7", 1.0)):
            page.get_by_role("radio", name=label).check()
            page.get_by_role("slider", name="mix").fill(str(mix))
            page.get_by_label("Walk to").select_option("9")
            widget.label, widget.mix, widget.other = label, mix, "9"
            found = pixels(page, "out")
            assert np.abs(found - levels(widget.image()[None], low, invert)).max() <= 1
        # z stays, so do the images under every label.
        assert np.abs(pixels(page, "all") - levels(widget.images(), low, invert)).max() <= 1
        widget.mix = 0.0
        widget.label = "9"
        assert np.abs(found - levels(widget.image()[None], low, invert)).max() <= 1, "all the way"


def test_a_code_and_a_label_are_told_in_that_order():
    seen = nn.Sequential(nn.Linear(5, 5, bias=False), nn.Tanh())
    seen[0].weight.data = torch.eye(5)
    widget = ConditionalExplorer(seen, (1, 1, 5), ["x", "y", "z"], a=0.5, b=-0.5)
    widget.label, widget.other, widget.mix = "y", "z", 0.25
    expected = np.tanh([0.5, -0.5, 0.0, 0.75, 0.25])
    assert widget.image().ravel() == pytest.approx(expected, abs=1e-2)
    # A label that walks to itself stays what it is.
    widget.other = "y"
    assert widget.image().ravel() == pytest.approx(np.tanh([0.5, -0.5, 0, 1, 0]), abs=1e-2)


@pytest.mark.browser
def test_the_map_shows_the_label_that_is_told(browser, tmp_path):
    widget = explorer()
    with opened(browser, tmp_path, widget) as (page, _):
        first = page.locator(".gt-map").get_attribute("href")
        page.get_by_role("radio", name="5").check()
        page.wait_for_function(
            "before => document.querySelector('.gt-map').getAttribute('href') !== before", arg=first
        )
        tile = page.locator(".gt-map").evaluate(
            """async (map) => {
              const image = new Image();
              image.src = map.getAttribute("href");
              await image.decode();
              const c = document.createElement("canvas");
              [c.width, c.height] = [image.width, image.height];
              c.getContext("2d").drawImage(image, 0, 0);
              return [...c.getContext("2d").getImageData(24, 8, 8, 8).data];
            }"""
        )
    widget.label, widget.a, widget.b = "5", 1.0, 1.0
    found = np.array(tile).reshape(8, 8, 4)[..., :3]
    assert np.abs(found - levels(widget.image()[None], 0.0)[0]).max() <= 1


@pytest.mark.browser
@pytest.mark.parametrize("how", ["mouse", "touch"])
def test_the_code_follows_the_hand_and_all_labels_follow_it(browser, tmp_path, how):
    with opened(browser, tmp_path, explorer(), width=360) as (page, _):
        before = pixels(page, "all")
        box = page.locator(".gt-plane svg").bounding_box()
        x, y = box["x"] + box["width"] * 0.8, box["y"] + box["height"] * 0.3
        if how == "mouse":
            page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
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
        assert 1 < shown["a"] < 2.3
        assert 0.5 < shown["b"] < 1.8
        assert (np.abs(pixels(page, "all") - before).max(axis=(1, 2, 3)) > 0).all()
        assert page.evaluate("scrollY") == 0


@pytest.mark.browser
def test_keys_steps_and_words(browser, tmp_path):
    widget = explorer(steps=STEPS)
    assert widget.steps[2][1] == {"a": 1.5, "b": 0.5, "label": "3", "other": "8", "mix": 0.5}
    with opened(browser, tmp_path, widget) as (page, _):
        page.emulate_media(reduced_motion="reduce")
        assert summary(page).startswith("The image at a = 0.00, b = 0.50, label 3. ")
        bright = float(summary(page).rpartition(" ")[2].rstrip("."))
        assert bright == pytest.approx(widget.image().mean(), abs=6e-4)
        page.get_by_role("radio", name="3").focus()
        page.keyboard.press("ArrowRight")
        assert ", label 4." in summary(page)
        for _ in range(2):
            page.get_by_role("button", name="Step on").click()
        # A step brings the label back as well.
        assert ", 0.50 of 3 and 0.50 of 8." in summary(page)
        label = page.locator(".gt-out canvas").get_attribute("aria-label")
        assert label == "The image at a = 1.50, b = 0.50, 0.50 of 3 and 0.50 of 8"
        page.get_by_role("slider", name="mix").focus()
        page.keyboard.press("ArrowRight")
        assert quantities(page)["mix"] == 0.55


@pytest.mark.browser
@pytest.mark.parametrize("screen", SCREENS)
def test_plane_image_and_sliders_stand_in_one_screen(browser, tmp_path, screen):
    across, high, top, width = SCREENS[screen]
    how = {"width": across, "head": head(top, width), "around": BOX}
    with opened(browser, tmp_path, explorer(steps=STEPS), **how) as (page, _):
        page.set_viewport_size({"width": across, "height": high})
        settle(page)
        strip = page.locator(".gt-steps").bounding_box()
        parts = ".gt-plane svg, .gt-out canvas" + (", .gt-all canvas" if screen == "wide" else "")
        seen = page.locator(parts).all()
        assert max((b := p.bounding_box())["y"] + b["height"] for p in seen) <= strip["y"]
        for name in ("a", "b"):
            box = page.locator(f"input[name={name}]").bounding_box()
            assert box["y"] + box["height"] <= high


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_serious_and_nothing_overflows(browser, tmp_path, width, theme):
    how = {"width": width, "attributes": f' data-theme="{theme}"'}
    with opened(browser, tmp_path, explorer(steps=STEPS), **how) as (page, _):
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert serious(page) == set()


def test_a_run_is_shown():
    x = np.random.default_rng(0).uniform(size=(20, 64)).astype(np.float32)
    config = cvae_gan.Config(
        encoder=MLP((66, 8, 6)),
        decoder=MLP((5, 8, 64), output="sigmoid"),
        classifier=MLP((64, 8, 2)),
        discriminator=MLP((64, 8, 1)),
        batch=4,
        iterations=1,
    )
    run = cvae_gan.start(config, x, np.arange(20) % 2, seeds=(0, 1), device="cpu")
    widget = conditional_explorer(run, (1, 8, 8), seed=1, a=1.0, b=0.5)
    assert widget.classes == ["0", "1"]
    assert widget.invert
    z = LatentPlane(*(np.array(v) for v in widget.plane)).at(1.0, 0.5)
    exact = run.decode(np.tile(z, (2, 1)).astype(np.float32), np.array([0, 1]))[1]
    assert widget.images().reshape(2, 64) == pytest.approx(exact, abs=0.03)
    with pytest.raises(ValueError, match="seed must be 0 to 1, got 2"):
        conditional_explorer(run, (1, 8, 8), seed=2)


def test_it_is_light():
    made = MLP((12, 128, 784), output="sigmoid").build((0,)).member(0)
    widget = ConditionalExplorer(made, (1, 28, 28), steps=STEPS)
    assert len(widget.html().encode()) < 205_000
    assert len(explorer().poster().encode()) < 6_000


def test_what_does_not_fit_is_refused():
    with pytest.raises(ValueError, match=r"shape must be .* with 64 numbers, got \(1, 8, 9\)"):
        ConditionalExplorer(decoder(), (1, 8, 9))
    with pytest.raises(ValueError, match="two or more different names, got"):
        ConditionalExplorer(decoder(), (1, 8, 8), ["a", "a"])
    with pytest.raises(ValueError, match=r"takes 12 numbers; .* a label of 11 are 13 at least"):
        ConditionalExplorer(decoder(), (1, 8, 8), list("0123456789x"))
    with pytest.raises(ValueError, match="must end in a tanh or a sigmoid, ends in dense"):
        ConditionalExplorer(nn.Sequential(nn.Linear(12, 64)), (1, 8, 8))
    flat = LatentPlane(np.zeros(3), np.ones(3), np.ones(3))
    with pytest.raises(ValueError, match=r"codes have 2 dimensions, the plane has \[3\]"):
        ConditionalExplorer(decoder(), (1, 8, 8), plane=flat)
    widget = explorer()
    before = widget.state()
    for name, value, message in (
        ("label", "x", "label must be one of 0, 1, .*; got 'x'"),
        ("other", "x", "other must be one of"),
        ("mix", 1.5, "mix"),
        ("a", 3.0, "a"),
    ):
        with pytest.raises(t.TraitError, match=message):
            setattr(widget, name, value)
    with pytest.raises(t.TraitError, match="step 2: label must be one of"):
        explorer(steps=[("a", {}), ("b", {"label": "x"})])
    assert widget.state() == before
