"""The picture and what moves it stand in one screen, at the place where a page has its widget."""

import pytest

from gantutor.widgets import MovingLaws, MovingPlan
from tests.widgets.page import opened, settle

pytestmark = pytest.mark.browser
WORDS = "Move the generated law to the right and see what each of the two numbers does, as it goes"
LONG = [(f"{WORDS}: {word}.", {"shift": s}) for word, s in (("near", 2.0), ("far", 4.0))]
# What the pages show.
IN_USE = {
    "told": {"panels": ("densities", "told"), "controls": ("law",)},
    "value": {"panels": ("densities", "value"), "controls": ("law",)},
    "divergences": {"panels": ("densities", "divergences"), "controls": ("law",)},
    "discriminator": {"panels": ("densities", "discriminator")},
    "scores": {"panels": ("densities", "scores"), "controls": ("ratio", "law")},
    "plan": {"panels": ("plan", "cdf"), "controls": ("ratio", "law")},
    "potential": {"panels": ("cdf", "potential"), "controls": ("law", "ratio")},
    "clipped": {"panels": ("densities", "clipped")},
    "penalised": {"panels": ("densities", "penalised")},
    "spectral": {"panels": ("densities", "spectral"), "controls": ("ratio", "law")},
    "four": {"panels": ("densities", "clipped", "penalised", "spectral")},
}
# Width and height of the screen, where the widget starts, how wide it is.
SCREENS = {"wide": (1280, 800, 330, 868), "narrow": (360, 740, 380, 328)}


# As the book has it: an output that is too wide scrolls in a box of its own.
BOX = '<div class="cell_output"><div class="output">{}</div></div>'


def head(top: int, width: int) -> str:
    """A page that has its widget at that height and with that width."""
    return (
        f"<style>body {{margin: 0}} h1 {{position: absolute; margin: 0}}"
        f"main {{width: {width}px; margin: 0 auto; padding: {top}px 0 60rem}}"
        ".cell_output > .output {overflow-x: auto}</style>"
    )


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("name", IN_USE)
def test_the_first_panel_and_the_slider_are_seen_together(browser, tmp_path, name, screen):
    across, high, top, width = SCREENS[screen]
    widget = MovingLaws(**IN_USE[name], steps=LONG)
    how = {"width": across, "head": head(top, width), "around": BOX}
    with opened(browser, tmp_path, widget, **how) as (page, _):
        page.set_viewport_size({"width": across, "height": high})
        settle(page)
        pictures = page.locator("[data-panel]").first.locator("svg[role=img]")
        slider = page.get_by_label("Shift of the generated law").bounding_box()
        strip = page.locator(".gt-steps").bounding_box()
        ends = [(box := p.bounding_box())["y"] + box["height"] for p in pictures.all()]
        if name == "plan" and screen == "narrow":
            # The arrows stand under the matrix, which is a picture of its own.
            ends = ends[:1]
        assert max(ends) <= strip["y"] < slider["y"]
        assert slider["y"] + slider["height"] <= high


@pytest.mark.parametrize("steps", [[], [(f"{WORDS}.", {}), ("The best.", {"plan": "best"})]])
def test_a_plan_and_its_cost_are_seen_together_on_a_telephone(browser, tmp_path, steps):
    across, high, top, width = SCREENS["narrow"]
    widget = MovingPlan(steps=steps)
    how = {"width": across, "head": head(top, width), "around": BOX}
    with opened(browser, tmp_path, widget, **how) as (page, _):
        page.set_viewport_size({"width": across, "height": high})
        settle(page)
        end = page.locator(".gt-steps").bounding_box()["y"] if steps else high
        for seen in ("svg.gt-heaps", "output[data-quantity=cost]", "output[data-quantity=left]"):
            box = page.locator(seen).bounding_box()
            assert box["y"] + box["height"] <= end


def test_the_objectives_are_compact(browser, tmp_path):
    widget = MovingLaws(**IN_USE["scores"])
    for screen, most in (("wide", 620), ("narrow", 900)):
        across, _, top, width = SCREENS[screen]
        with opened(browser, tmp_path, widget, width=across, head=head(top, width)) as (page, _):
            assert page.locator(".gt").bounding_box()["height"] <= most
