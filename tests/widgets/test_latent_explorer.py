"""The latent explorer: encoder and decoder in the page are PyTorch's; drawing, dragging."""

import numpy as np
import pytest
import torch
import traitlets as t
from torch import nn

from gantutor import vae
from gantutor.data import load, split
from gantutor.nets import MLP, image_critic, image_generator
from gantutor.widgets import LatentExplorer, latent_explorer
from tests.browser import serious
from tests.widgets.page import opened, quantities, settle
from tests.widgets.test_first_screen import BOX, SCREENS, head

DIGITS = split(load("digits"))
X = (DIGITS.report.images + 1) / 2
STEPS = [
    ("Every digit stands where the encoder puts it.", {"a": 0.5, "b": -1.0}),
    ("A three goes among the threes.", {"digit": "3"}),
    ("Between two crowds the decoder mixes.", {"a": 1.0, "b": -0.5}),
]


@pytest.fixture(scope="module")
def run():
    config = vae.Config(encoder=MLP((64, 32, 4)), decoder=MLP((2, 32, 64)), iterations=300, lr=5e-3)
    made = vae.start(config, (DIGITS.train.images + 1) / 2, seeds=(0, 1), device="cpu")
    for _ in range(300):
        made.iterate()
    return made


@pytest.fixture(scope="module")
def convolutional():
    """An encoder and a decoder of convolutions, as they start."""
    encoder = image_critic((1, 8, 8), (4, 6)).build((0,)).member(0)
    encoder = nn.Sequential(*encoder[:-1], nn.Linear(encoder[-1].in_features, 4))
    decoder = image_generator((1, 8, 8), (6, 4), latent=2, output="sigmoid").build((0,)).member(0)
    return encoder.eval(), decoder.eval()


def explorer(run, **more) -> LatentExplorer:
    return latent_explorer(run, DIGITS.report, **more)


def of_pixels(page, where: str) -> np.ndarray:
    """The darkness of a canvas, in levels."""
    settle(page)
    height, width, data = page.locator(f".gt-{where} canvas").evaluate(
        """(c) => [c.height, c.width,
          [...c.getContext("2d").getImageData(0, 0, c.width, c.height).data]]"""
    )
    levels = np.array(data).reshape(height, width, 4)
    assert (levels[..., 0] == levels[..., 1]).all()
    return 255 - levels[..., 0]


def code_of(shown: dict) -> tuple[list[float], list[float]]:
    return [shown["mean_a"], shown["mean_b"]], [shown["std_a"], shown["std_b"]]


def summary(page) -> str:
    settle(page)
    return page.locator(".gt-summary").text_content()


# The networks -----------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["mlp", "convolutional"])
def test_pixels_and_codes_are_pytorchs(browser, tmp_path, run, convolutional, kind):
    widget = (
        explorer(run, seed=1, a=0.5, b=-1.25)
        if kind == "mlp"
        else LatentExplorer(*convolutional, X, DIGITS.report.labels, (8, 8), a=0.5, b=-1.25)
    )
    with opened(browser, tmp_path, widget) as (page, _):
        assert np.abs(of_pixels(page, "out") - 255 * widget.image()).max() <= 1
        for digit in ("0", "7"):
            page.get_by_role("radio", name=digit).check()
            shown = quantities(page)
            mean, logvar = widget.encoded(widget.example(digit))
            # On the pad stand levels, 8 bits of each pixel.
            assert (
                np.abs(of_pixels(page, "in") - 255 * widget.example(digit).reshape(8, 8)).max() < 1
            )
            assert code_of(shown)[0] == pytest.approx(mean, abs=2e-5)
            assert code_of(shown)[1] == pytest.approx(np.exp(logvar / 2), rel=2e-5)
            kl = vae.gaussian_kl(torch.tensor(mean), torch.tensor(logvar)).item()
            assert shown["kl"] == pytest.approx(kl, abs=1e-4)
            # z goes there, as near as a slider can, and the reconstruction is shown.
            widget.a, widget.b = shown["a"], shown["b"]
            inside = np.clip(mean, -widget.reach, widget.reach)
            assert [widget.a, widget.b] == pytest.approx(inside, abs=5.1e-3)
            assert np.abs(of_pixels(page, "out") - 255 * widget.image()).max() <= 1


def test_rounding_changes_little_of_the_run(run):
    widget = explorer(run, a=1.0, b=0.5)
    exact = run.decode(np.array([[1.0, 0.5]]))[0].reshape(8, 8)
    assert 0 < np.abs(widget.image() - exact).max() < 0.05
    mean, logvar = run.encode(X[:5])
    for k in range(5):
        found = widget.encoded(X[k])
        assert found[0] == pytest.approx(mean[0, k], abs=0.15)
        assert found[1] == pytest.approx(logvar[0, k], abs=0.15)


@pytest.mark.browser
def test_every_image_stands_as_its_label_where_it_is_encoded(browser, tmp_path, run):
    widget = explorer(run, shown=40)
    rows = np.linspace(0, len(X) - 1, 40).round().astype(int)
    codes = np.array([widget.encoded(x)[0] for x in X[rows]])
    with opened(browser, tmp_path, widget) as (page, _):
        found = page.locator(".gt-codes text").evaluate_all(
            "all => all.map(n => [n.textContent, +n.getAttribute('x'), +n.getAttribute('y')])"
        )
        scale = page.locator(".gt-plane svg").evaluate(
            """s => { const r = s.querySelector("clipPath rect"), at = n => +r.getAttribute(n);
              return [at("x"), at("x") + at("width"), at("y") + 8, at("y") + at("height")]; }"""
        )
        shades = page.locator(".gt-codes").evaluate_all(
            "all => all.map(n => getComputedStyle(n).fill)"
        )
    left, right, top, bottom = scale
    reach = widget.reach
    at = np.stack(
        [
            left + (codes[:, 0] + reach) / (2 * reach) * (right - left),
            bottom - (codes[:, 1] + reach) / (2 * reach) * (bottom - top) + 4,
        ],
        axis=1,
    )
    order = np.argsort(DIGITS.report.labels[rows], kind="stable")  # one group for each class
    assert [name for name, *_ in found] == [str(k) for k in DIGITS.report.labels[rows][order]]
    assert np.abs(np.array([place for _, *place in found], dtype=float) - at[order]).max() < 0.2
    assert len(set(shades)) == 10


def test_the_plane_is_as_wide_as_the_codes_need(run):
    flat = nn.Sequential(nn.Linear(64, 4))
    decoder = nn.Sequential(nn.Linear(2, 64), nn.Sigmoid())
    for far, reach in ((1.0, 3), (3.5, 4), (9.0, 5)):
        nn.init.zeros_(flat[0].weight)
        flat[0].bias.data = torch.tensor([far, 0.0, 0.0, 0.0])
        widget = LatentExplorer(flat, decoder, X, DIGITS.report.labels, (8, 8))
        assert widget.reach == reach
    with pytest.raises(t.TraitError, match=r"a must lie in \[-5, 5\], got 5.5"):
        widget.a = 5.5


# Hands ------------------------------------------------------------------------------------------


def centred(ink: np.ndarray) -> np.ndarray:
    """Moved to the middle by whole pixels, as the page does with a drawing."""
    y, x = np.mgrid[: ink.shape[0], : ink.shape[1]]
    by = [ink.shape[k] / 2 - (ink * g).sum() / ink.sum() for k, g in enumerate((y, x))]
    return np.roll(ink, [int(np.floor(b + 0.5)) for b in by], axis=(0, 1))


@pytest.mark.browser
@pytest.mark.parametrize("how", ["mouse", "touch"])
def test_a_drawing_is_encoded(browser, tmp_path, run, how):
    widget = explorer(run)
    with opened(browser, tmp_path, widget, width=360) as (page, _):
        assert summary(page).endswith("The pad is empty. ")
        assert not page.locator(".gt-out dl").is_visible()
        page.locator(".gt-in canvas").scroll_into_view_if_needed()
        before = page.evaluate("scrollY")
        box = page.locator(".gt-in canvas").bounding_box()
        path = [(0.55, 0.25), (0.55, 0.5), (0.55, 0.7)]
        at = [
            {"x": box["x"] + u * box["width"], "y": box["y"] + v * box["height"]} for u, v in path
        ]
        if how == "mouse":
            page.mouse.move(**at[0])
            page.mouse.down()
            for point in at[1:]:
                page.mouse.move(**point)
            page.mouse.up()
        else:
            client = page.context.new_cdp_session(page)
            kinds = ["touchStart", *["touchMove"] * (len(at) - 1), "touchEnd"]
            for kind, point in zip(kinds, [*at, None], strict=True):
                points = [point] if point else []
                client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        ink = of_pixels(page, "in") / 255
        assert page.evaluate("scrollY") == before, "a finger draws and does not scroll"
        assert ink.max() == 1
        assert ink[2:6, 4].min() > 0.5, "a stroke down the middle"
        assert ink[:, 0].max() == 0
        mean, logvar = widget.encoded(centred(ink).ravel())
        shown = quantities(page)
        assert code_of(shown)[0] == pytest.approx(mean, abs=2e-5)
        assert code_of(shown)[1] == pytest.approx(np.exp(logvar / 2), rel=2e-5)
        assert "Your drawing on the pad is encoded at" in summary(page)
        page.get_by_role("button", name="Clear").click()
        assert of_pixels(page, "in").max() == 0
        assert summary(page).endswith("The pad is empty. ")


@pytest.mark.browser
def test_the_code_is_dragged_and_the_ellipse_stays(browser, tmp_path, run):
    with opened(browser, tmp_path, explorer(run, digit="4")) as (page, _):
        settle(page)
        first = of_pixels(page, "out")
        ring = page.locator(".gt-ellipse").first
        assert ring.is_visible()
        place = ring.bounding_box()
        box = page.locator(".gt-plane svg").bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.down()
        page.mouse.move(box["x"] + 0.85 * box["width"], box["y"] + 0.25 * box["height"], steps=3)
        page.mouse.up()
        shown = quantities(page)
        assert shown["a"] > 1
        assert shown["b"] > 0.5
        assert (of_pixels(page, "out") != first).any()
        assert ring.bounding_box() == place
        # The keys go on from there.
        page.keyboard.press("ArrowLeft")
        assert quantities(page)["a"] == pytest.approx(shown["a"] - 0.1)


@pytest.mark.browser
def test_the_words_are_those_of_the_picture(browser, tmp_path, run):
    widget = explorer(run, shown=60, a=1.0, b=0.5)
    rows = np.linspace(0, len(X) - 1, 60).round().astype(int)
    codes = np.array(widget.codes)
    with opened(browser, tmp_path, widget) as (page, _):
        for key in ("", "PageDown", "PageDown"):
            if key:
                page.locator("input[name=a]").focus()
                page.keyboard.press(key)
            shown, said = quantities(page), summary(page)
            z = np.array([shown["a"], shown["b"]])
            near = DIGITS.report.labels[rows][np.linalg.norm(codes - z, axis=1).argmin()]
            assert f"the nearest of 60 encoded images is a {near}." in said
        page.get_by_role("radio", name="5").check()
        shown, said = quantities(page), summary(page)
        minus = f"({shown['mean_a']:.2f}, {shown['mean_b']:.2f})".replace("-", "−")
        assert f"The 5 on the pad is encoded at {minus}" in said
        label = page.locator(".gt-out canvas").get_attribute("aria-label")
        assert label.startswith("The image decoded at z = (")
        assert page.locator(".gt-in canvas").get_attribute("aria-label") == "The 5 on the pad"


@pytest.mark.browser
def test_steps_put_a_digit_on_the_pad_and_go_there(browser, tmp_path, run):
    widget = explorer(run, steps=STEPS)
    mean = np.clip(widget.encoded(widget.example("3"))[0], -widget.reach, widget.reach)
    assert (widget.a, widget.b, widget.digit) == (0.5, -1.0, "")
    second = widget.steps[1][1]
    assert second["digit"] == "3"
    assert [second["a"], second["b"]] == pytest.approx(mean, abs=5.1e-3)
    assert widget.steps[2][1] == {"a": 1.0, "b": -0.5, "digit": "3"}
    with opened(browser, tmp_path, widget) as (page, _):
        page.emulate_media(reduced_motion="reduce")
        page.get_by_role("button", name="Step on").click()
        shown = quantities(page)
        assert [shown["a"], shown["b"]] == pytest.approx(mean, abs=5.1e-3)
        assert page.get_by_role("radio", name="3").is_checked()
        page.get_by_role("button", name="Step back").click()
        assert quantities(page)["a"] == 0.5
        assert summary(page).endswith("The pad is empty. ")


# Looks ------------------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize("screen", SCREENS)
def test_plane_image_and_sliders_stand_in_one_screen(browser, tmp_path, run, screen):
    across, high, top, width = SCREENS[screen]
    how = {"width": across, "head": head(top, width), "around": BOX}
    with opened(browser, tmp_path, explorer(run, steps=STEPS), **how) as (page, _):
        page.set_viewport_size({"width": across, "height": high})
        settle(page)
        strip = page.locator(".gt-steps").bounding_box()
        seen = page.locator(".gt-plane svg, .gt-out canvas").all()
        assert max((b := p.bounding_box())["y"] + b["height"] for p in seen) <= strip["y"] + 1
        for slider in page.get_by_role("slider").all():
            box = slider.bounding_box()
            assert box["y"] + box["height"] <= high


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_serious_and_nothing_overflows(browser, tmp_path, run, width, theme):
    how = {"width": width, "attributes": f' data-theme="{theme}"'}
    with opened(browser, tmp_path, explorer(run, steps=STEPS, digit=""), **how) as (page, _):
        page.get_by_role("radio", name="2").check()
        settle(page)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert serious(page) == set()
        for pick in page.locator("label.gt-pick").all():
            assert pick.bounding_box()["height"] >= 24


def test_it_is_light(run):
    """Two layers each way of the size that the book's chapter has, on real digits."""
    held_out = split(load("mnist_5k")).report
    config = vae.Config(encoder=MLP((784, 128, 4)), decoder=MLP((2, 128, 784)), iterations=1)
    made = vae.start(config, (held_out.images + 1) / 2, seeds=(0,), device="cpu")
    widget = latent_explorer(made, held_out, steps=STEPS)
    assert len(widget.html().encode()) < 350_000
    assert len(explorer(run).poster().encode()) < 6_000
    assert 'href="data:image/jpeg;base64,' in explorer(run).thumbnail()


# What is refused --------------------------------------------------------------------------------

ENCODER = nn.Sequential(nn.Linear(64, 4))
DECODER = nn.Sequential(nn.Linear(2, 64), nn.Sigmoid())
LABELS = DIGITS.report.labels


def untrained(**more) -> LatentExplorer:
    return LatentExplorer(ENCODER, DECODER, X, LABELS, (8, 8), **more)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ((DECODER, DECODER, X, LABELS, (8, 8)), "the encoder does not take images of 64 pixels"),
        ((nn.Sequential(nn.Linear(64, 6)), DECODER, X, LABELS, (8, 8)), "2 log-variances, gives 6"),
        ((ENCODER, ENCODER, X, LABELS, (8, 8)), "the decoder does not take codes of 2"),
        ((ENCODER, nn.Sequential(nn.Linear(2, 60)), X, LABELS, (8, 8)), "64 pixels, makes 60"),
        ((ENCODER, nn.Sequential(nn.Linear(2, 64)), X, LABELS, (8, 8)), "by a sigmoid; it ends in"),
        ((ENCODER, DECODER, X, LABELS, (8, 9)), r"got \(\d+, 64\) and \(8, 9\)"),
        ((ENCODER, DECODER, 2 * X, LABELS, (8, 8)), r"x must lie in \[0, 1\], got 0 to 2"),
        ((ENCODER, DECODER, X, LABELS[1:], (8, 8)), "labels must be .* places in classes"),
        ((ENCODER, DECODER, X, LABELS + 1, (8, 8)), "labels must be .* places in classes, 0 to 9"),
        ((ENCODER, DECODER, X, LABELS, (8, 8), ["horse"]), "at most 10 names of one character"),
    ],
)
def test_what_does_not_fit_is_refused(given, message):
    with pytest.raises(ValueError, match=message):
        LatentExplorer(*given)


def test_another_run_and_another_digit_are_refused(run):
    with pytest.raises(ValueError, match="seed must be 0 to 1, got 2"):
        explorer(run, seed=2)
    config = vae.Config(encoder=MLP((64, 8, 6)), decoder=MLP((3, 8, 64)), iterations=1)
    with pytest.raises(ValueError, match="2 latent dimensions, got 'bernoulli' and 3"):
        explorer(vae.start(config, X, seeds=(0,)))
    widget = explorer(run)
    before = widget.state()
    with pytest.raises(t.TraitError, match=r"digit must be '' or one of 0, 1, .*, 9; got '12'"):
        widget.digit = "12"
    with pytest.raises(t.TraitError, match="step 2: digit must be"):
        explorer(run, steps=[("a", {}), ("b", {"digit": "x"})])
    assert widget.state() == before
