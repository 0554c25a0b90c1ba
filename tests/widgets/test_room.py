"""The height that is kept free for a widget is about the height that it has."""

import re

import pytest

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
from tests.widgets.page import READY, page_of
from tests.widgets.test_conditional_explorer import explorer as conditional
from tests.widgets.test_first_screen import IN_USE, LONG
from tests.widgets.test_gumbel_simplex import STEPS as OF_HEAT
from tests.widgets.test_image_replay import STEPS, three
from tests.widgets.test_latent_explorer import untrained
from tests.widgets.test_latent_laws import FOUND
from tests.widgets.test_latent_laws import STEPS as OF_BETA
from tests.widgets.test_moving_points import STEPS as OF_POINTS
from tests.widgets.test_replay import run
from tests.widgets.test_score_laws import STEPS as OF_WAYS
from tests.widgets.test_score_laws import widget as scored

pytestmark = pytest.mark.browser
FILM = run(frames=3, n=20)
BARE = {name: FILM[name] for name in ("points", "real", "extent")}
WIDGETS = {
    **{name: MovingLaws(**settings) for name, settings in IN_USE.items()},
    "with steps": MovingLaws(**IN_USE["divergences"], steps=LONG),
    "densities alone": MovingLaws("densities"),
    "plan of blocks": MovingPlan(),
    "high heaps": MovingPlan([5, 0], [0, 5]),
    "points": MovingPoints(),
    "points with steps": MovingPoints(steps=OF_POINTS),
    "replay": Replay(**FILM),
    "replay without curves": Replay(**BARE),
    "phase plane": PhasePlane(),
    "images": three(steps=STEPS),
    "latent explorer": untrained(),
    "latent laws": LatentLaws(FOUND),
    "latent laws with steps": LatentLaws(FOUND, steps=OF_BETA),
    "conditional explorer": conditional(),
    "images alone": three(laws=False),
    "gumbel": GumbelSimplex(),
    "gumbel with steps": GumbelSimplex(steps=OF_HEAT),
    "live game in a chapter": LiveGame(
        hold="spectral", compact=True, question="Which c would you choose? Try."
    ),
    "live game that nothing holds": LiveGame(hold="free", compact=True, question="Try."),
    "scores": scored(),
    "scores with steps": scored(steps=OF_WAYS),
}


@pytest.fixture(scope="module")
def heights(browser, tmp_path_factory):
    """Kept free and taken by each widget, at a wide and at a narrow column."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in WIDGETS}
    folder = tmp_path_factory.mktemp("room")
    # The same widgets, without their scripts and with them.
    live, still = folder / "live.html", folder / "still.html"
    text = page_of(*WIDGETS.values())
    live.write_text(text, encoding="utf-8")
    still.write_text(re.sub(r"<script.*?</script>", "", text, flags=re.S), encoding="utf-8")
    look = "main {{width: {}px; margin: auto}} body {{font-family: system-ui, sans-serif}}"
    for screen, column in ((768, 704), (360, 328)):
        page = browser.new_page(viewport={"width": screen, "height": 900})
        both = []
        for file in (still, live):
            page.goto(file.as_uri())
            page.add_style_tag(content=look.format(column))
            if file is live:
                page.locator(READY).nth(len(WIDGETS) - 1).wait_for()
                page.wait_for_timeout(500)
            part = ".gt" if file is live else ".gt-widget"
            both.append([box.bounding_box()["height"] for box in page.locator(part).all()])
        for name, free, taken in zip(WIDGETS, *both, strict=True):
            found[name].append((free, taken))
        page.close()
    return found


@pytest.mark.parametrize("name", WIDGETS)
def test_what_is_kept_free_is_what_is_taken(heights, name):
    for free, taken in heights[name]:
        assert free == pytest.approx(taken, abs=max(35, 0.07 * taken))
