"""Still pictures: well-formed, small, without small text, and of what the widget shows."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from gantutor.colours import COLOURS
from gantutor.widgets import (
    GumbelSimplex,
    LatentLaws,
    LiveGame,
    MovingLaws,
    MovingPlan,
    MovingPoints,
    PhasePlane,
    Replay,
)
from gantutor.widgets.moving_laws import LAWS, PANELS
from gantutor.widgets.posters import Canvas, Picture
from tests.widgets.test_latent_laws import FOUND
from tests.widgets.test_score_laws import widget as scored

RNG = np.random.default_rng(0)
SVG = "{http://www.w3.org/2000/svg}"
WIDGETS = {
    **{f"{law} {panel}": MovingLaws((panel,), law=law) for law in LAWS for panel in PANELS},
    "latent laws": LatentLaws(FOUND),
    "gumbel": GumbelSimplex(temperature=0.3),
    "game on the line": LiveGame("normal", objective="least_squares"),
    "game in the plane": LiveGame("parallel_lines", hold="free"),
    "scores": scored(),
    "plan": MovingPlan(),
    "points": MovingPoints(),
    "plan with a plan": MovingPlan([2, 0], [1, 1], plan=[[1, 0], [0, 0]]),
    "plane": Replay(RNG.normal(size=(3, 500, 2)), RNG.normal(size=(700, 2))),
    "line": Replay(RNG.normal(size=(3, 500)), RNG.normal(size=700)),
    **{m: PhasePlane(m) for m in ("minimax", "wasserstein_clip", "wgan_gp", "consensus")},
}


@pytest.mark.parametrize("name", WIDGETS)
def test_a_poster_is_small_well_formed_and_inside_its_window(name):
    poster, card = WIDGETS[name].poster(), WIDGETS[name].thumbnail()
    assert 300 < len(card.encode()) < 6_000
    assert len(poster.encode()) < 6_000
    root = ElementTree.fromstring(card)
    assert root.attrib["viewBox"] == "0 0 320 180"
    assert root.attrib["aria-hidden"] == "true"
    assert not list(root.iter(f"{SVG}text"))
    assert len(list(root)) >= 3, "marks"
    assert "nan" not in card
    assert "inf" not in card
    assert len(ElementTree.fromstring(poster).attrib["aria-label"]) > 20
    assert set(re.findall(r'class="([\w-]+)" ', card)) - {"gt-poster"} <= set(COLOURS)


def test_a_poster_shows_the_panel_that_tells_most():
    both = MovingLaws(("densities", "potential"), shift=1.0)
    assert "potential" in both.poster()
    assert "Densities" in MovingLaws("densities").poster()
    assert "potential" in MovingLaws(("cdf", "potential")).poster()
    assert "distribution functions" in MovingLaws(("cdf", "plan")).poster()
    assert both.thumbnail() != MovingLaws(("densities", "potential"), shift=-1.0).thumbnail()
    assert 'role="img"' in both.poster()


def test_a_picture_of_pixels_is_shown_as_a_whole():
    card = Picture("data:image/png;base64,AA==")
    root = ElementTree.fromstring(card.svg("two <images>", style="display:block"))
    assert root.attrib["viewBox"] == "0 0 320 180"
    assert root.attrib["aria-label"] == "two <images>"
    (image,) = root
    assert image.attrib["href"] == "data:image/png;base64,AA=="
    assert "preserveAspectRatio" not in image.attrib, "as a whole, in the middle"
    assert ElementTree.fromstring(card.svg()).attrib["aria-hidden"] == "true"


def heights_of(card: str) -> np.ndarray:
    """The heights of the first curve without dashes or filling, left to right."""
    d = re.search(r'stroke-width="3" stroke-linejoin="round" d="M([^"]*)"', card)[1]
    return np.array(d.replace("L", " ").split(" "), dtype=float)[1::2]


def test_a_card_of_the_divergences_has_the_plateau():
    js = heights_of(MovingLaws("divergences", law="uniform").thumbnail())
    assert len(js) == 41
    # Beyond a shift of 1 the laws do not overlap, and JS is log 2: half of the height.
    flat = js[np.abs(np.linspace(-3, 3, 41)) > 1]
    assert np.ptp(flat) == 0
    assert js.max() > flat[0] + 80, "at shift 0 it is 0"


def test_a_card_of_a_plan_has_its_blocks_and_moves():
    card = MovingPlan([2, 0], [1, 1]).thumbnail()
    assert card.count("<rect") == 4
    assert card.count('class="exact"') == 2


def test_a_card_of_a_run_shows_its_last_frame():
    points = np.stack([np.full((40, 2), 5.0), RNG.normal(size=(40, 2))])
    real = RNG.normal(size=(40, 2))
    late, early = (
        Replay(points, real),
        Replay(points[::-1], real, extent=Replay(points, real).extent),
    )
    fakes = [re.search(r'class="fake"[^>]* d="([^"]*)"', w.thumbnail())[1] for w in (late, early)]
    assert len(set(fakes[0].split("M"))) > 20, "a cloud"
    assert len(set(fakes[1].split("M"))) == 2, "one point, forty times"


def test_colours_follow_the_page():
    style = MovingLaws("densities").thumbnail()
    assert f".gt-poster .real{{color:{COLOURS['real'].light}}}" in style
    assert f'[data-theme="dark"] .gt-poster .real{{color:{COLOURS["real"].dark}}}' in style


def test_what_is_not_finite_is_left_out():
    canvas = Canvas((0.0, 1.0), (0.0, 1.0))
    canvas.curve([0.0, 0.5, np.nan, 1.0], [0.0, np.inf, 0.5, 1.0], "ink")
    canvas.dots([0.5, np.nan], [0.5, 0.5], "ink")
    paths = [p.attrib["d"] for p in ElementTree.fromstring(canvas.svg()).iter(f"{SVG}path")]
    assert paths == ["M0 180.0M320 0.0", "M160 90h0"]
