"""The live game stands, trains and says what happens; what leaves the page suits the package."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from traitlets import TraitError

from gantutor import recording
from gantutor.widgets import LiveGame, engine
from gantutor.widgets._static import HERE, _theme, esm
from gantutor.widgets._worn import worn
from gantutor.widgets.live_game import NAMED
from tests.browser import serious
from tests.widgets.page import opened, page_of, quantities, settle

ROOT = Path(__file__).parents[2]
# Small, so that a busy machine plays it too.
SMALL = {"width": 8, "depth": 1, "batch": 16, "critic_steps": 2, "speed": 500.0}
# What the engine says about the same game, without a worker.
ENGINE = """([source, settings, rounds]) => {
  const newGame = new Function(`${source}; return newGame;`)(), game = newGame(settings);
  for (let k = 0; k < rounds; k++) game.round();
  const { gap, w1, floor, penalty, slopes, modes, quality, js } = game.state();
  return { gap, w1, floor, penalty, modes, quality, js, iteration: game.iteration,
    slope_max: Math.max(...slopes), slope_mean: slopes.reduce((a, b) => a + b) / slopes.length };
}"""
AT = "document.querySelector('output[data-quantity=iteration]').dataset.value"


def settings(game: LiveGame) -> dict:
    """What the engine is given for this game."""
    names = {"critic_steps": "criticSteps"}
    own = {names.get(n, n): getattr(game, n) for n in (*SMALL, "seed", "rate", "objective")}
    del own["speed"]
    held = {"name": game.hold} | ({"strength": game.strength} if game.hold != "free" else {})
    data = {"name": game.data} | ({"mean": 2, "std": 0.5} if game.data == "normal" else {})
    return {**own, "data": data, "constraint": held}


@pytest.mark.browser
@pytest.mark.parametrize("data", ["ring", "normal"])
def test_the_numbers_shown_are_the_engines(browser, tmp_path, data):
    game = LiveGame(data, hold="penalty", strength=2.0, seed=5, **SMALL)
    with opened(browser, tmp_path, game) as (page, _):
        page.emulate_media(reduced_motion="reduce")
        page.wait_for_function(f"{AT} === '0'")
        for rounds in (1, 2):
            page.get_by_role("button", name="Critic step", exact=True).click()
            page.get_by_role("button", name="Critic step", exact=True).click()
            page.get_by_role("button", name="Generator step").click()
            page.wait_for_function(f"{AT} === '{rounds}'")
        found = quantities(page)
        said = page.evaluate(ENGINE, [engine.source(), settings(game), 2])
        shown = {name: value for name, value in said.items() if value is not None}
        assert {name: found[name] for name in shown} == pytest.approx(shown, rel=1e-9)
        assert ("js" in shown) is (data == "normal")
        assert ("modes" in shown) is (data == "ring")


@pytest.mark.browser
def test_it_trains_says_what_happens_and_stops(browser, tmp_path):
    with opened(browser, tmp_path, LiveGame(rate=0.05, seed=1, **SMALL)) as (page, watch):
        said = page.locator(".gt-summary")
        assert said.get_attribute("data-verdict") == "start"
        page.wait_for_function(f"{AT} === '0'")
        page.get_by_role("button", name="Train").focus()
        page.keyboard.press("Enter")
        page.wait_for_function(f"+{AT} >= 10")
        pictures = page.locator(".gt-stages canvas")
        assert pictures.first.get_attribute("role") == "img"
        page.get_by_role("button", name="Remove the leash").click()
        page.wait_for_function(
            "document.querySelector('.gt-summary').dataset.verdict === 'steep'", timeout=60_000
        )
        assert "is not a distance" in said.text_content()
        link = said.get_by_role("link").get_attribute("href")
        assert link == "../chapters/06_duality.html#a-critic-without-a-rule-runs-away"
        assert quantities(page)["slope_mean"] > 2
        page.get_by_role("button", name="Pause").click()
        assert page.locator("input[value=free]").is_checked()
        page.wait_for_timeout(300)
        stopped = page.evaluate(AT)
        page.wait_for_timeout(300)
        assert page.evaluate(AT) == stopped
        assert "Round" in page.locator(".gt > .gt-aloud").text_content()
        # By key alone: another hold, a stronger one, and a new game.
        page.locator("input[value=free]").focus()
        page.keyboard.press("ArrowRight")
        assert page.locator("input[value=clip]").is_checked()
        slider = page.get_by_label("Clip c")
        before = slider.get_attribute("aria-valuetext")
        slider.focus()
        page.keyboard.press("ArrowRight")
        assert slider.get_attribute("aria-valuetext") != before
        page.get_by_role("button", name="Anew").press("Enter")
        page.wait_for_function(f"{AT} === '0'")
        # A step is shown; who trains meanwhile does not wait for it, nor does the next step.
        page.get_by_role("button", name="Critic step", exact=True).press("Enter")
        train = page.get_by_role("button", name="Train")
        train.press("Enter")
        page.get_by_role("button", name="Pause").press("Enter")
        settle(page)
        played = int(page.evaluate(AT))
        page.get_by_role("button", name="Generator step").press("Enter")
        page.wait_for_function(f"+{AT} > {played}")
        assert watch.messages == []


@pytest.mark.browser
def test_two_games_side_by_side_share_seed_and_data(browser, tmp_path):
    with opened(browser, tmp_path, LiveGame(**SMALL)) as (page, _):
        page.get_by_role("button", name="λ = 0.1 and 10").click()
        page.wait_for_function(f"+{AT} >= 3")
        assert page.locator(".gt-stages canvas:visible").count() == 2
        page.get_by_role("button", name="Pause").click()
        assert page.get_by_label("Weight λ").get_attribute("aria-valuetext") == "0.100"
        page.get_by_role("radio", name="B", exact=True).check()
        assert page.get_by_label("Weight λ").get_attribute("aria-valuetext") == "10.00"
        assert set(page.locator(".gt-summary b").all_text_contents()) == {"A", "B"}
        page.get_by_role("button", name="Compare A and B").click()
        assert page.locator(".gt-stages canvas:visible").count() == 1


@pytest.mark.browser
def test_real_points_are_dragged_and_drawn(browser, tmp_path):
    with opened(browser, tmp_path, LiveGame(**SMALL)) as (page, _):
        page.wait_for_function(f"{AT} === '0'")
        kind = page.get_by_label("Real points", exact=True)
        stage = page.locator(".gt-stages canvas").first
        box = stage.bounding_box()
        unit = box["height"] / 5.8
        middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        before = quantities(page)["w1"]
        page.mouse.move(middle[0] + 2 * unit, middle[1])
        page.mouse.down()
        page.mouse.move(middle[0] + 0.5 * unit, middle[1], steps=3)
        page.mouse.up()
        page.wait_for_function("document.querySelector('[name=data]').value === 'drawn'")
        page.wait_for_function(
            "before => +document.querySelector('[data-quantity=w1]').dataset.value !== before",
            arg=before,
        )
        assert quantities(page)["iteration"] == 0, "the game goes on"
        page.get_by_role("button", name="Draw").click()
        page.mouse.move(middle[0] - unit, middle[1])
        page.mouse.down()
        page.mouse.move(middle[0] + unit, middle[1] + unit, steps=12)
        page.mouse.up()
        for key in ("ArrowUp", "Space", "ArrowLeft", "Space"):
            page.keyboard.press(key)
        page.get_by_role("button", name="Done").click()
        page.get_by_role("button", name="Open as Python").click()
        text = page.get_by_label("Python code").input_value()
        points = json.loads(re.search(r"np.array\((.*)\)", text)[1])
        assert 8 <= len(points) <= 30
        assert max(abs(v) for p in points for v in p) < 2
        assert kind.input_value() == "drawn"


@pytest.mark.browser
def test_code_and_record_are_the_packages(browser, tmp_path):
    with opened(browser, tmp_path, LiveGame("two_heaps", hold="clip", **SMALL)) as (page, _):
        page.emulate_media(reduced_motion="reduce")
        page.get_by_role("button", name="Train").click()
        page.wait_for_function(f"+{AT} >= 4")
        page.get_by_role("button", name="Pause").click()
        page.get_by_role("button", name="Open as Python").click()
        text = page.get_by_label("Python code").input_value()
        settle(page)
        with page.expect_download() as found:
            page.get_by_role("button", name="Save the record").click()
        found.value.save_as(tmp_path / "game.npz")
        shown = quantities(page)
    record = recording.load(tmp_path / "game.npz")
    assert record.seeds.tolist() == [0]
    assert record["gap"].shape == record["w1"].shape == (len(record.iteration), 1)
    assert record["w1"][-1, 0] == shown["w1"]
    assert record["grad_norm_mean"][-1, 0] == shown["slope_mean"]
    assert record.frames["fakes"].shape == (len(record.iteration), 1, 128, 1)
    assert record.settings["constraint"] == {"name": "clip", "strength": 0.1}
    assert record.environment["command"] == text
    assert "Clip(0.1)" in text
    scope: dict = {}
    exec(text.replace("iterations=50", "iterations=3"), scope)
    assert scope["config"].constraint.c == 0.1
    assert np.isfinite(scope["history"]["w1"]).all()
    assert scope["x"].shape == (20_000, 1)


@pytest.mark.browser
def test_four_seeds_leave_the_page_as_four(browser, tmp_path):
    with opened(browser, tmp_path, LiveGame(seed=7, several=True, **SMALL)) as (page, _):
        page.emulate_media(reduced_motion="reduce")
        page.get_by_role("button", name="Train").click()
        page.wait_for_function(f"+{AT} >= 4")
        page.get_by_role("button", name="Pause").click()
        settle(page)
        with page.expect_download() as found:
            page.get_by_role("button", name="Save the record").click()
        found.value.save_as(tmp_path / "games.npz")
        shown = [float(text) for text in page.locator(".gt-caption b:last-child").all_inner_texts()]
        page.get_by_role("button", name="Open as Python").click()
        text = page.get_by_label("Python code").input_value()
    record = recording.load(tmp_path / "games.npz")
    assert record.seeds.tolist() == [7, 8, 9, 10]
    assert record["w1"].shape == (len(record.iteration), 4)
    np.testing.assert_allclose(record["w1"][-1], shown, atol=0.005)
    assert record.frames["fakes"].shape == (len(record.iteration), 4, 128, 2)
    assert "seeds=[7, 8, 9, 10]" in text
    assert "history[name][-1])" in text


@pytest.mark.browser
def test_a_game_stands_in_the_address_of_its_page(browser, tmp_path):
    with opened(browser, tmp_path, LiveGame(address=True, **SMALL)) as (page, _):
        page.locator("input[value=clip]").check()
        page.wait_for_function("location.hash.includes('hold=clip')")
        game = LiveGame("grid", hold="free", seed=4)
        hash_ = game.fragment(hold="spectral", strength=2.0) + "&strength=-1&several=maybe"
        page.evaluate("hash => { location.hash = hash; }", hash_)
        page.wait_for_function("document.querySelector('[name=data]').value === 'grid'")
        assert page.locator("input[value=free]").is_checked()
        assert page.get_by_label("Seed").input_value() == "4"
        assert page.locator(".gt-stages canvas:visible").count() == 2
        page.get_by_role("radio", name="B", exact=True).check()
        assert page.get_by_label("Factor c").get_attribute("aria-valuetext") == "2.000"
        page.evaluate("hash => { location.hash = hash; }", LiveGame(several=True).fragment())
        page.wait_for_function(
            "document.querySelectorAll('.gt-onestage:not([hidden])').length === 4"
        )


@pytest.mark.browser
@pytest.mark.parametrize(("width", "theme"), [(360, "dark"), (1280, "light")])
def test_it_fits_and_nothing_is_serious(browser, tmp_path, width, theme):
    head = "<style>body {margin: 0} main {max-width: 868px; margin: auto}</style>"
    how = {
        "attributes": f' data-theme="{theme}"',
        "width": width,
        "head": head if width > 400 else "",
    }
    with opened(browser, tmp_path, LiveGame(**SMALL), **how) as (page, _):
        page.set_viewport_size({"width": width, "height": 740 if width == 360 else 800})
        page.wait_for_function(f"{AT} === '0'")
        settle(page)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert serious(page) == set()
        page.locator(".gt").evaluate("n => n.scrollIntoView()")
        stage = page.locator(".gt-stages canvas").first.bounding_box()
        bar = page.locator(".gt-bar").bounding_box()
        assert stage["y"] + stage["height"] <= bar["y"]
        assert bar["y"] + bar["height"] <= page.viewport_size["height"]
        room = LiveGame(**SMALL)._room()
        taken = page.locator(".gt").bounding_box()["height"]
        free = room.narrow if width == 360 else room.wide
        assert free == pytest.approx(taken, abs=max(35, 0.07 * taken))
        if width == 360:
            curve = page.locator(".gt-curves canvas").bounding_box()
            said = page.locator(".gt-summary").bounding_box()
            assert stage["y"] < curve["y"] < said["y"] < bar["y"]
            page.get_by_role("button", name="More").press("Enter")
            page.get_by_label("Speed").wait_for()
            page.keyboard.press("Escape")
            assert not page.get_by_label("Speed").is_visible()
            assert page.evaluate("document.activeElement.textContent") == "More"


@pytest.mark.browser
def test_without_workers_it_says_so(browser, tmp_path):
    file = tmp_path / "none.html"
    head = "<script>Worker = class { constructor() { throw new Error('no') } }</script>"
    file.write_text(page_of(LiveGame(), head=head), encoding="utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    page.locator(".gt-summary:not(:empty)").wait_for()
    assert "does not let the page start a worker" in page.locator(".gt-summary").text_content()
    page.close()


def test_links_lead_to_headings_of_the_book():
    text = (HERE / "live/sentence.js").read_text(encoding="utf-8")
    links = re.findall(r'\["(\d\d_\w+)", "([\w-]*)"', text)
    assert len(links) >= 10
    for file, heading in links:
        chapter = (ROOT / "chapters" / f"{file}.md").read_text(encoding="utf-8")
        titles = re.findall(r"^#+ (.+)$", chapter, re.M)
        ids = {re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") for title in titles}
        assert not heading or heading in ids, f"live/sentence.js leads to {file}#{heading}"


def test_its_looks_are_its_own():
    text = (HERE / "live_game.css").read_text(encoding="utf-8")
    selectors = re.findall(r"(?:^|[{}])\s*([^@{}]+?)\s*\{", text)
    parts = [part.strip() for selector in selectors for part in selector.split(",")]
    assert [part for part in parts if not part.startswith(".gt.gt-live")] == []


def test_the_game_is_light():
    bare = LiveGame().source().replace(_theme(), "")
    assert len(bare.encode()) < 150_000
    assert len(LiveGame().html().encode()) < 165_000


def test_a_style_is_left_out_only_where_nothing_wears_it():
    style = ".gt .gt-a{x:1}.gt .gt-b{x:2}.gt .gt-a:not(.gt-b){x:3}.gt p, .gt .gt-b{x:4}"
    style += "@media print{.gt .gt-b{x:5}.gt{x:6}}.gt.gt-own .gt-b{x:7}"
    kept = worn(style, 'html("p", { class: "gt-a" })', ".gt.gt-own")
    assert re.findall(r"x:(\d)", kept) == ["1", "3", "4", "6", "7"]
    assert kept.count("{") == kept.count("}")
    assert worn(style, "gt-a gt-b", ".gt.gt-own") == style.replace(", ", ",")


@pytest.mark.browser
def test_every_setting_of_the_python_side_can_be_chosen_by_name(browser, tmp_path):
    with opened(browser, tmp_path, LiveGame(**SMALL)) as (page, _):
        found = page.evaluate(
            """() => ({ hold: [...document.querySelectorAll('.gt-hold input')].map((n) => n.value),
              ...Object.fromEntries([...document.querySelectorAll('select')].map((select) =>
                [select.name, [...select.options].map((o) => o.value)])) })"""
        )
    assert found == {name: list(known) for name, known in NAMED.items() if name != "layer"}


def test_traits_follow_the_page_and_a_hold_has_its_strength():
    game = LiveGame()
    game.set_state({"hold": "spectral", "strength": 2.5, "iteration": 40})
    assert (game.hold, game.strength, game.iteration) == ("spectral", 2.5, 40)
    assert LiveGame(hold="clip").strength == 0.1
    assert LiveGame("drawn", points=[(k, 0) for k in range(8)]).points[1] == [1.0, 0.0]
    stepped = LiveGame(
        steps=[("Held.", {"hold": "clip", "strength": 0.5}), ("Free.", {"hold": "free"})]
    )
    assert (stepped.hold, stepped.strength) == ("clip", 0.5)
    assert "stepStrip = () =>" not in stepped.source()
    assert esm("live/worker.js") in LiveGame().source()


def test_an_address_names_what_differs():
    assert LiveGame().fragment() == "#game:"
    game = LiveGame(hold="clip", strength=0.01, several=True)
    assert game.fragment() == "#game:several=true&hold=clip&strength=0.01"
    assert game.fragment(strength=10).endswith("&b.strength=10.0")
    with pytest.raises(TraitError, match="a second game has no setting seed"):
        game.fragment(seed=1)
    with pytest.raises(TraitError, match="any of"):
        game.fragment(hold="leash")


def test_the_poster_is_small():
    for data in ("ring", "two_heaps", "parallel_lines"):
        assert 300 < len(LiveGame(data).poster().encode()) < 6_000


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"data": "moons"}, "'data' .* any of .*'ring'"),
        ({"data": "drawn"}, r"data 'drawn' needs its points, 8 to 800 pairs \(x, y\), got none"),
        ({"points": [(0, 0)] * 3}, "there must be 8 to 800 points, got 3"),
        ({"points": [(0, 0, 0)] * 9}, r"points must be pairs \(x, y\) of numbers"),
        ({"points": [(0, 20)] * 9}, r"points must lie within 10 of 0, got \(0.0, 20.0\)"),
        ({"hold": "leash"}, "'hold' .* any of .*'free'"),
        ({"strength": 0.0}, "'strength' .* not be less than 0.0001"),
        ({"strength": float("nan")}, "strength must be finite, got nan"),
        ({"critic_steps": 0}, "'critic_steps' .* not be less than 1"),
        ({"presets": ["story"]}, "any of .*'leash'"),
        ({"lambda_": 1.0}, "no setting lambda_"),
    ],
)
def test_what_is_not_possible_is_named(given, message):
    with pytest.raises(TraitError, match=message):
        LiveGame(**given)
