"""Hands on the live game: a ball that rolls, generated points that are pulled, four seeds."""

import numpy as np
import pytest

from gantutor.widgets import LiveGame, engine
from gantutor.widgets._static import esm
from tests.widgets.page import opened, quantities, settle
from tests.widgets.test_live_game import AT, SMALL, settings

pytestmark = pytest.mark.browser
TOLD = "document.querySelector('.gt-told-over')"
BALL = ".gt-told-over:visible"
# What is said of a ball, and of one that the engine rolls in the same game before any round.
WORDS = esm("shared/dom.js", "live/history.js", "live/sentence.js", "live/ball.js")
SAID = """([source, words, settings, place, potential]) => {
  const newGame = new Function(`${source}; return newGame;`)(), game = newGame(settings);
  const told = new Function(`${words}; return toldOfBall;`)(), seen = game.state();
  const stage = document.querySelector(".gt-stages canvas"), up = 2.9;
  const across = up * (stage.clientWidth / stage.clientHeight);
  const grid = { x0: -across, x1: across, y0: -up, y1: up }, ball = game.roll(place, { potential });
  return told(ball, { ...seen, dim: game.dim, grid }, { objective: "wasserstein", potential }).text;
}"""


def said_of(page, place, potential):
    own = settings(LiveGame(seed=5, **SMALL))
    return page.evaluate(SAID, [engine.source(), WORDS, own, place, potential])


@pytest.fixture(scope="module")
def page(browser, tmp_path_factory):
    """One page for all tests; each begins with a new game of the ring under a penalty."""
    folder = tmp_path_factory.mktemp("hands")
    with opened(browser, folder, LiveGame(seed=5, **SMALL)) as (page, _):
        page.emulate_media(reduced_motion="reduce")
        yield page


@pytest.fixture
def game(page):
    """The page, with its game anew."""
    data = page.get_by_label("Real points", exact=True)
    if data.input_value() != "ring":
        data.select_option("ring")
    for name in ("ball", "Four seeds", "Compare A and B"):
        switch = page.get_by_role("button", name=name, exact=True)
        if switch.get_attribute("aria-pressed") == "true":
            switch.click()
    page.get_by_role("button", name="critic", exact=True).click()
    page.get_by_role("button", name="Anew").click()
    page.wait_for_function(f"{AT} === '0'")
    settle(page)
    yield page


def on_stage(page, x, y):
    """Where the place (x, y) of the plane lies on the first stage."""
    box = page.locator(".gt-stages canvas").first.bounding_box()
    unit = box["height"] / 5.8
    return box["x"] + box["width"] / 2 + x * unit, box["y"] + box["height"] / 2 - y * unit


def test_a_tap_drops_a_ball_and_says_how_it_goes(game):
    game.mouse.click(*on_stage(game, 0.0, 2.7))
    told = game.locator(BALL)
    told.wait_for()
    assert told.text_content() == said_of(game, [0.0, 2.7], False)
    ball = game.get_by_role("button", name="ball", exact=True)
    assert ball.get_attribute("aria-pressed") == "true"
    # On the exact potential it goes straight to a real point, at slope 1.
    game.get_by_role("button", name="potential", exact=True).click()
    on_potential = "Steady: a mean slope of 1.00. It comes to rest 0.00 from a real point."
    game.wait_for_function(f"said => {TOLD}.textContent === said", arg=on_potential)
    assert told.text_content() == said_of(game, [0.0, 2.7], True)
    ball.click()
    game.wait_for_function(f"{TOLD}.hidden")


def test_what_is_said_of_a_ball_is_what_it_did(page):
    """Straight ways at one speed until they end, from (−2, 0), with a real point at (2, 0)."""

    def said(speed, ends=4.0, objective="wasserstein", pull=None):
        times = np.linspace(0, 4, 201)
        way = -2 + speed * np.minimum(times, ends)
        ball = {
            "path": np.stack([way, 0 * way], 1).ravel().tolist(),
            "pulls": [speed if pull is None else pull] * 201,
            "step": 0.02,
        }
        return page.evaluate(
            """([source, ball, objective]) => {
              const told = new Function(`${source}; return toldOfBall;`)();
              const grid = { x0: -3, x1: 3, y0: -3, y1: 3 }, real = Float64Array.of(2, 0);
              return told(ball, { dim: 2, real, grid }, { objective, potential: false });
            }""",
            [WORDS, ball, objective],
        )

    stuck = said(0.0003, objective="minimax")
    assert stuck["word"] == "stuck"
    assert stuck["text"] == "Stuck: the pull here is 3.00 × 10⁻⁴, where a potential has 1."
    steady = said(1.0, ends=3.9)
    assert steady["text"].startswith("Steady: a mean slope of 1.00. It")
    assert "comes to rest 1.00 from" in said(1.0, ends=3.0)["text"]
    assert "is still rolling 0.80 from" in said(0.8)["text"]
    assert said(0.3)["word"] == "slow"
    flung = said(7.3, ends=0.5)
    assert flung["text"].startswith(
        "Flung: a mean slope of 7.30, where a potential has 1. It comes"
    )
    assert "leaves the picture" in said(7.3)["text"]
    assert said(0.0, pull=3.0)["word"] == "rest"


def test_a_ball_rolls_for_a_while_and_is_there_at_once_where_motion_is_reduced(game):
    canvas, ball = game.locator(".gt-stages canvas").first, game.locator("button:text-is('ball')")

    def picture():
        return canvas.evaluate("n => n.toDataURL()")

    ball.click()
    game.locator(BALL).wait_for()
    settle(game)
    still = picture()
    game.wait_for_timeout(300)
    assert picture() == still, "its whole path"
    ball.click()
    game.wait_for_function(f"{TOLD}.hidden")
    game.emulate_media(reduced_motion="no-preference")
    ball.click()
    game.locator(BALL).wait_for()
    settle(game)
    assert picture() != still, "it has only begun"
    game.wait_for_timeout(2000)
    settle(game)
    assert picture() == still
    game.emulate_media(reduced_motion="reduce")


def test_a_ball_is_dropped_by_keys_in_the_plane_and_on_the_line(game):
    stage = game.locator(".gt-stages [tabindex]").first
    stage.focus()
    for key in ("ArrowRight", "ArrowUp", "b"):
        game.keyboard.press(key)
    game.locator(BALL).wait_for()
    assert "Stage" in stage.get_attribute("aria-label")
    game.wait_for_function(
        f"document.querySelector('.gt > .gt-aloud').textContent === {TOLD}.textContent"
    )
    game.get_by_label("Real points", exact=True).select_option("normal")
    game.wait_for_function(f"{AT} === '0'")
    stage.focus()
    game.keyboard.press("ArrowLeft")
    game.keyboard.press("B")
    game.locator(BALL).wait_for()
    # Nothing can be taken there: Space plays the game.
    game.keyboard.press("Space")
    game.get_by_role("button", name="Pause").click()


def test_generated_points_are_pulled_by_mouse_and_by_keys(game):
    source = engine.source()
    fakes = game.evaluate(
        """([source, settings]) => {
          const newGame = new Function(`${source}; return newGame;`)();
          const { fake, real } = newGame(settings).state();
          return [[...fake], [...real]];
        }""",
        [source, settings(LiveGame(seed=5, **SMALL))],
    )
    fake, real = (np.reshape(v, (-1, 2)) for v in fakes)
    # One that lies in the picture, and away from real points.
    away = np.linalg.norm(fake[:, None] - real, axis=-1).min(1)
    away[np.abs(fake).max(1) > 2.5] = 0
    at = fake[away.argmax()]
    w1 = quantities(game)["w1"]
    game.mouse.move(*on_stage(game, *at))
    game.mouse.down()
    game.mouse.move(*on_stage(game, *(at + 0.4)), steps=6)
    game.wait_for_function(f"{TOLD}.textContent.includes('the generator alone')")
    game.wait_for_function(
        "w1 => +document.querySelector('[data-quantity=w1]').dataset.value !== w1", arg=w1
    )
    game.mouse.up()
    game.wait_for_function(f"{TOLD}.hidden")
    # The same with keys: to the point, take it, up, and let it go.
    game.get_by_role("button", name="Anew").click()
    stage = game.locator(".gt-stages [tabindex]").first
    stage.focus()
    for axis, keys in enumerate((("ArrowLeft", "ArrowRight"), ("ArrowDown", "ArrowUp"))):
        for _ in range(round(abs(at[axis]) * 10)):
            stage.press(keys[int(at[axis] > 0)])
    stage.press("Space")
    stage.press("ArrowUp")
    game.wait_for_function(f"{TOLD}.textContent.includes('the generator alone')")
    stage.press("Space")
    game.wait_for_function(f"{TOLD}.hidden")
    found = quantities(game)
    assert found["iteration"] == 0, "no round of the game"
    assert game.get_by_label("Real points", exact=True).input_value() == "ring"


def test_four_seeds_are_four_games_of_the_engine(game):
    game.get_by_role("button", name="Four seeds").click()
    game.wait_for_function("document.querySelectorAll('.gt-caption:not(:empty)').length === 4")
    assert game.locator(".gt-stages canvas:visible").count() == 4
    said = game.locator(".gt-caption").all_text_contents()
    for k, caption in enumerate(said):
        seen = game.evaluate(
            """([source, settings]) => {
              const newGame = new Function(`${source}; return newGame;`)();
              const { w1, modes } = newGame(settings).state();
              return [w1, modes];
            }""",
            [engine.source(), settings(LiveGame(seed=5 + k, **SMALL))],
        )
        assert caption == f"modes {seen[1]}/8, W1 {seen[0]:.2f}"
    game.get_by_role("button", name="Train").click()
    game.wait_for_function(f"+{AT} >= 3")
    game.get_by_role("button", name="Pause").click()
    game.wait_for_function("document.querySelector('.gt-summary').dataset.verdict === 'seeds'")
    assert "4 seeds, after" in game.locator(".gt-summary").text_content()
    # A comparison of two takes their place, and they take that of a comparison.
    game.get_by_role("button", name="Compare A and B").click()
    assert game.locator(".gt-stages canvas:visible").count() == 2
    game.get_by_role("button", name="Four seeds").click()
    assert game.locator(".gt-stages canvas:visible").count() == 4
    assert game.get_by_role("radio", name="A", exact=True).count() == 0
