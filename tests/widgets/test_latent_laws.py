"""Laws of one latent dimension: the numbers are the package's and the record's, by every hand."""

import base64
from itertools import product

import numpy as np
import pytest
import torch
import traitlets as t

from gantutor import vae
from gantutor.distributions import Normal
from gantutor.experiments.vae_study import GRID, BetaSweep
from gantutor.transport import w1_laws
from gantutor.widgets import LatentLaws
from tests.browser import serious
from tests.widgets.page import opened, quantities, settle

BETAS, SEEDS, LATENT = (0.5, 1.0, 4.0), 3, 2
CLOSE = {"rel": 1e-6, "abs": 1e-6}


def sweep() -> BetaSweep:
    rng = np.random.default_rng(0)
    shape = (len(BETAS), SEEDS, LATENT)
    mean, std = rng.normal(size=(*shape, 10)), rng.uniform(0.3, 1.0, size=(*shape, 10))
    pairs = list(product(*map(range, shape)))
    density, gaps = np.empty((*shape, len(GRID))), np.empty((*shape, 2))
    for at in pairs:
        logvar = 2 * np.log(std[at])
        density[at] = vae.aggregate_density(mean[at], logvar, GRID)
        gaps[at] = vae.aggregate_gap(mean[at], logvar)
    return BetaSweep(
        betas=np.array(BETAS),
        grid=GRID,
        density=density,
        kl=rng.uniform(0.1, 3, size=shape),
        aggregate_kl=gaps[..., 0],
        aggregate_w1=gaps[..., 1],
        examples=np.stack([mean, std], axis=-1),
        held_out=rng.normal(-100, 5, size=shape[:2]),
    )


FOUND = sweep()
STEPS = [
    ("One nat here.", {"beta": 0.5, "mean": 1.0}),
    ("A larger weight.", {"beta": 4.0}),
    ("A narrow code.", {"std": 0.1}),
]


@pytest.mark.browser
@pytest.mark.parametrize(("mean", "std"), [(1.5, 0.5), (0.0, 1.0), (-2.25, 0.05), (0.3, 4.0)])
def test_the_numbers_of_one_code_are_the_packages(browser, tmp_path, mean, std):
    with opened(browser, tmp_path, LatentLaws(FOUND, mean=mean, std=std)) as (page, _):
        shown = quantities(page)
    at = torch.tensor([mean], dtype=torch.float64), torch.tensor([2 * np.log(std)])
    assert shown["one_kl"] == pytest.approx(vae.gaussian_kl(*at).item(), **CLOSE)
    assert shown["mean_part"] + shown["width_part"] == pytest.approx(shown["one_kl"], **CLOSE)
    assert shown["mean_part"] == pytest.approx(mean**2 / 2, **CLOSE)
    exact = w1_laws(Normal(mean, std), Normal())
    assert shown["one_w1"] == pytest.approx(exact, **CLOSE)


@pytest.mark.browser
def test_the_numbers_of_all_codes_are_the_records(browser, tmp_path):
    with opened(browser, tmp_path, LatentLaws(FOUND, beta=0.5)) as (page, _):
        slider = page.locator("input[name=beta]")
        slider.focus()
        for k, key in enumerate((None, "ArrowRight", "End")):
            if key:
                page.keyboard.press(key)
            for rank in (1, 2):
                page.locator("input[name=rank]").fill(str(rank))
                shown = quantities(page)
                assert shown["beta"] == BETAS[k]
                for name in ("aggregate_kl", "aggregate_w1", "kl"):
                    wanted = getattr(FOUND, name)[k, :, rank - 1].mean()
                    assert shown[name] == pytest.approx(wanted, rel=1e-5), name
                assert shown["rate"] == pytest.approx(FOUND.kl[k].sum(-1).mean(), rel=1e-5)
            slider.focus()


@pytest.mark.browser
def test_the_curve_is_the_recorded_density(browser, tmp_path):
    with opened(browser, tmp_path, LatentLaws(FOUND, beta=4.0, rank=2)) as (page, _):
        settle(page)
        d, box = page.locator("[data-panel=aggregate] svg").first.evaluate(
            """svg => {
              const hole = svg.querySelector("clipPath rect"), at = n => +hole.getAttribute(n);
              const curves = svg.querySelectorAll("path.critic.gt-curve");
              return [curves[curves.length - 1].getAttribute("d"),
                ["x", "y", "width", "height"].map(at)];
            }"""
        )
    points = np.array([p.split() for p in d[1:].split("L")], dtype=float)
    left, top, width, height = box
    np.testing.assert_allclose(points[:, 0], left + width * (GRID + 4) / 8, atol=0.06)
    low = top + height
    heights = (low - points[:, 1]) / (height - 8)
    law = FOUND.density[2, 0, 1]
    np.testing.assert_allclose(heights / heights.max(), law / law.max(), atol=0.012)


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 360])
def test_the_code_follows_the_hand_and_nothing_sticks_out(browser, tmp_path, width):
    with opened(browser, tmp_path, LatentLaws(FOUND, steps=STEPS), width=width) as (page, _):
        plot = page.locator("[data-panel=posterior] svg.gt-drag")
        plot.scroll_into_view_if_needed()
        box = plot.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + 30
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + box["width"] / 9, y, steps=3)
        page.mouse.up()
        moved = quantities(page)["mean"]
        assert 1.5 < moved < 2.8
        page.keyboard.press("ArrowRight")
        assert quantities(page)["mean"] == pytest.approx(moved + 0.1)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width
        page.locator("button[name=step-on]").click()
        page.wait_for_timeout(800)
        assert quantities(page)["beta"] == 4.0


@pytest.mark.browser
@pytest.mark.parametrize(
    ("across", "high", "top", "width"), [(1280, 800, 330, 868), (360, 740, 380, 328)]
)
def test_the_first_picture_and_its_slider_are_seen_together(
    browser, tmp_path, across, high, top, width
):
    style = (
        "<style>body {margin: 0} h1 {position: absolute; margin: 0}"
        f"main {{width: {width}px; margin: 0 auto; padding: {top}px 0 60rem}}</style>"
    )
    widget = LatentLaws(FOUND, steps=STEPS)
    with opened(browser, tmp_path, widget, width=across, head=style) as (page, _):
        page.set_viewport_size({"width": across, "height": high})
        settle(page)
        slider = page.get_by_label("KL weight β").bounding_box()
        first = page.locator("[data-panel=aggregate] svg").first.bounding_box()
        assert first["y"] + first["height"] <= page.locator(".gt-steps").bounding_box()["y"]
        assert slider["y"] + slider["height"] <= high


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["", ' data-theme="dark"'])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_serious_and_nothing_overflows(browser, tmp_path, width, theme):
    head = "<style>html[data-theme=dark] body {background: #14181e; color: #ddd}</style>"
    widget = LatentLaws(FOUND, steps=STEPS)
    with opened(browser, tmp_path, widget, width=width, head=head, attributes=theme) as (page, _):
        assert serious(page) == set()
        sizes = page.locator(".gt svg text").evaluate_all(
            "all => all.map(n => n.getBoundingClientRect().height)"
        )
        assert min(size for size in sizes if size) >= 11


def test_it_starts_only_at_what_was_recorded():
    with pytest.raises(
        t.TraitError, match=r"beta must be one that was recorded, 0\.5, 1, 4; got 2"
    ):
        LatentLaws(FOUND, beta=2.0)
    with pytest.raises(t.TraitError, match="step 2: beta must be one"):
        LatentLaws(FOUND, steps=[("a", {"beta": 1.0}), ("b", {"beta": 3.0})])
    with pytest.raises(t.TraitError, match="rank must be from 1 to 2, got 3"):
        LatentLaws(FOUND, rank=3)


def test_what_travels_is_the_sweep_in_few_bytes():
    packed = LatentLaws(FOUND).sweep
    levels = np.frombuffer(base64.b64decode(packed["density"]), np.uint8)
    back = levels.reshape(FOUND.density.shape) / 255 * packed["top"]
    np.testing.assert_allclose(back, FOUND.density, atol=packed["top"] / 500)
    assert "β = 1" in LatentLaws(FOUND).poster()
    assert len(LatentLaws(FOUND).thumbnail()) < 6000
