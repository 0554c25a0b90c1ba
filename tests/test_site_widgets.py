"""Every widget of the built book: moved by mouse and by keyboard, with the package's numbers."""

import json
import re

import pytest

from gantutor import dynamics
from gantutor.distributions import Normal, Uniform, two_bumps
from gantutor.divergences import generator_gradient, js_laws, kl_laws, tv_laws
from gantutor.transport import clip_slope_bound, penalised_gap, penalised_objective, w1, w1_laws
from gantutor.widgets import MissedModes
from tests.browser import launch
from tests.test_site import CHAPTERS, NAMES, SITE, address, open_page
from tests.widgets.page import quantities, settle

pytestmark = [pytest.mark.browser, pytest.mark.site, pytest.mark.xdist_group("site widgets")]
LAWS = {"normal": Normal(0.0, 1.0), "uniform": Uniform(0.0, 1.0), "two bumps": two_bumps()}
ALIVE = [NAMES[0], *CHAPTERS]
CLOSE = {"rel": 1e-6, "abs": 1e-6}


@pytest.fixture(scope="module")
def browser():
    with launch() as chromium:
        yield chromium


def states(name):
    """The widgets' starting states, in page order, as they stand in the HTML."""
    address(name)
    text = (SITE / f"{name}.html").read_text(encoding="utf-8")
    found = re.findall(r'^mount\("(\w+)", (\{.*?\}), "', text, flags=re.M)
    return [(key, json.loads(state.replace(r"\x3c", "<"))) for key, state in found]


def expected(state, shown):
    """The package's numbers for what the sliders say now."""
    P = LAWS[state["law"]]
    shift, ratio = shown["shift"], shown.get("ratio", state["ratio"])
    Q = {
        "normal": Normal(shift, ratio),
        "uniform": Uniform(shift, shift + ratio),
        "two bumps": two_bumps(3.0 * ratio, 0.5 * ratio).shift(shift),
    }[state["law"]]
    weight = shown.get("weight", state["weight"])
    widths = (
        state["dimension"],
        *[int(shown.get("width", 1))] * (int(shown.get("depth", 2)) - 1),
        1,
    )
    ways = {
        "js": lambda: js_laws(P, Q),
        "kl": lambda: kl_laws(P, Q),
        "tv": lambda: tv_laws(P, Q),
        "w1": lambda: w1_laws(P, Q),
        "dual": lambda: w1_laws(P, Q),
        "minimax": lambda: generator_gradient(P, Q, "minimax"),
        "nonsaturating": lambda: generator_gradient(P, Q, "nonsaturating"),
        "gap": lambda: penalised_gap(P, Q, weight),
        "objective": lambda: penalised_objective(P, Q, weight),
        "slope_bound": lambda: clip_slope_bound(widths, shown["clip"]),
    }
    return {name: ways[name]() for name in shown if name in ways}


def compare(state, page, within):
    shown = quantities(page, within)
    wanted = expected(state, shown)
    assert wanted, "the widget shows numbers that the package has"
    for name, value in wanted.items():
        assert shown[name] == pytest.approx(value, **CLOSE), (name, shown["shift"])
    return shown


@pytest.mark.parametrize("name", ALIVE)
def test_widgets_obey_mouse_and_keyboard(browser, subtests, name):
    """One opened page for all of its widgets; each kind may fail by itself."""
    page, watch = open_page(browser, name)
    with subtests.test("moving laws"):
        hands = (
            laws_are_moved,
            distances_are_moved,
            laws_of_images_are_scrubbed,
            laws_of_scores_are_scrubbed,
            heaps_are_moved,
            spikes_are_moved,
        )
        moved = sum(hand(page, name) for hand in hands)
        assert moved >= 1, "every chapter moves laws on the line"
    with subtests.test("points in the plane"):
        points = points_are_moved(page, name)
        assert points == ("06_duality" in name)
    with subtests.test("replays"):
        replays_are_played(page, name)
    with subtests.test("no error"):
        assert watch.errors == []
    page.close()


def laws_are_moved(page, name):
    moved = 0
    for key, state in states(name):
        if "law" not in state or "epsilon" in state:
            continue
        moved += 1
        within = f'[data-gantutor="{key}"]'
        widget = page.locator(within).first
        slider = widget.locator('input[name="shift"]')
        slider.scroll_into_view_if_needed()
        start = compare(state, page, within)

        slider.focus()
        for _ in range(3):
            page.keyboard.press("ArrowLeft")
        keyed = compare(state, page, within)
        assert keyed["shift"] == pytest.approx(start["shift"] - 0.3, abs=1e-9)

        svg = widget.locator("svg").first
        svg.scroll_into_view_if_needed()
        box = svg.bounding_box()
        x, y = box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.5
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 40, y, steps=4)
        page.mouse.up()
        dragged = compare(state, page, within)
        assert dragged["shift"] > keyed["shift"] + 0.1
        assert slider.get_attribute("aria-valuetext") not in (None, "")
    return moved


def distances_are_moved(page, name):
    """Two laws side by side under several distances: W1 and JS are the package's."""
    moved = 0
    for key, state in states(name):
        if "epsilon" not in state:
            continue
        moved += 1
        within = f'[data-gantutor="{key}"]'
        slider = page.locator(within).first.locator('input[name="shift"]')
        slider.scroll_into_view_if_needed()
        slider.focus()
        places = [quantities(page, within)["shift"]]
        for press in ("ArrowLeft", "ArrowLeft", "PageUp"):
            page.keyboard.press(press)
            shown = quantities(page, within)
            P, Q = Normal(0.0, 1.0), Normal(shown["shift"], state["ratio"])
            assert shown["w1"] == pytest.approx(w1_laws(P, Q), **CLOSE)
            assert shown["js"] == pytest.approx(js_laws(P, Q), **CLOSE)
            places.append(shown["shift"])
        assert places[0] > places[1] > places[2] < places[3]
    return moved


def heaps_are_moved(page, name):
    """One heap of the generator against two of the data: what is missed is the package's."""
    moved = 0
    for key, state in states(name):
        if "place" not in state or "measure" not in state:
            continue
        moved += 1
        within = f'[data-gantutor="{key}"]'
        slider = page.locator(within).first.locator('input[name="place"]')
        slider.scroll_into_view_if_needed()
        slider.focus()
        places = [quantities(page, within)["place"]]
        for press in ("ArrowLeft", "ArrowLeft", "PageUp"):
            page.keyboard.press(press)
            shown = quantities(page, within)
            places.append(shown["place"])
            Q = MissedModes(
                place=places[-1], width=state["width"], other=state["other"]
            ).generated()
            assert shown["js"] == pytest.approx(js_laws(two_bumps(), Q), **CLOSE)
            assert shown["w1"] == pytest.approx(w1_laws(two_bumps(), Q), **CLOSE)
        assert places[0] > places[1] > places[2] < places[3]
    return moved


def spikes_are_moved(page, name):
    """The smallest game: its two spikes move with the iteration, and W1 is the distance."""
    moved = 0
    for key, state in states(name):
        if "theta" not in state or "scheme" not in state:
            continue
        moved += 1
        within = f'[data-gantutor="{key}"]'
        slider = page.locator(within).first.locator('input[name="iteration"]')
        slider.scroll_into_view_if_needed()
        slider.focus()
        seen = [quantities(page, within)["w1"]]
        for _ in range(3):
            page.keyboard.press("PageUp")
            shown = quantities(page, within)
            seen.append(shown["w1"])
            game = {what: state[what] for what in dynamics.METHODS[state["method"]].settings}
            path = dynamics.trajectory(
                state["method"],
                (state["theta"], state["psi"]),
                state["h"],
                state["iterations"],
                state["scheme"],
                state["n_critic"],
                **game,
            )
            at = int(shown["iteration"])
            assert shown["w1"] == pytest.approx(abs(path[at, 0]), **CLOSE)
        assert len(set(seen)) == 4, "every press moves it"
    return moved


def points_are_moved(page, name):
    """Points in the plane: W1, and what the prices earn, are the linear program's."""
    moved = 0
    for key, state in states(name):
        if "ground" not in state or "held" not in state:
            continue
        moved += 1
        within = f'[data-gantutor="{key}"]'
        widget = page.locator(within).first
        widget.scroll_into_view_if_needed()
        widget.locator('input[name="across"]').focus()
        seen = [quantities(page, within)["w1"]]
        for press in ("ArrowLeft", "PageUp", "ArrowUp"):
            page.keyboard.press(press)
            shown = quantities(page, within)
            at = widget.locator("[data-point]").evaluate_all(
                "all => all.map((point) => point.dataset.at.split(' ').map(Number))"
            )
            n = len(at) // 2
            assert shown["w1"] == pytest.approx(w1(at[:n], at[n:]), **CLOSE)
            assert shown["earned"] == pytest.approx(shown["w1"], **CLOSE)
            seen.append(shown["w1"])
        assert len(set(seen)) == 4, "every press moves it"
    return moved


def laws_of_scores_are_scrubbed(page, name):
    """The law of a score of generated sentences moves with the slider; W1 is that of the laws."""
    moved = 0
    for key, state in states(name):
        if "films" not in state or "real_mean" not in state:
            continue
        moved += 1
        within = f'[data-gantutor="{key}"]'
        widget = page.locator(within).first
        widget.scroll_into_view_if_needed()
        apart = state["films"][state["methods"].index(state["method"])]["w1"]
        widget.locator('input[name="frame"]').focus()
        for press, frame in (("End", -1), ("Home", 0), ("ArrowRight", 1)):
            page.keyboard.press(press)
            assert quantities(page, within)["w1"] == pytest.approx(apart[frame], **CLOSE)
        assert apart[0] > 2 * apart[-1], "the laws come together"
    return moved


def laws_of_images_are_scrubbed(page, name):
    """The law of one number of generated images moves with the slider; W1 is the recorded one."""
    moved = 0
    for key, state in states(name):
        if not state.get("laws") or "sheets" not in state:
            continue
        moved += 1
        within = f'[data-gantutor="{key}"]'
        widget = page.locator(within).first
        widget.scroll_into_view_if_needed()
        law = next(law for law in state["laws"] if law["name"] == state["statistic"])
        run = state["methods"].index(state["method"]) * len(state["seeds"])
        recorded = law["films"][run + state["seeds"].index(state["seed"])]["w1"]
        widget.locator('input[type="range"]').first.focus()
        for press, frame in (("End", -1), ("Home", 0), ("ArrowRight", 1)):
            page.keyboard.press(press)
            assert quantities(page, within)["w1"] == pytest.approx(recorded[frame], **CLOSE)
        assert recorded[0] > 2 * recorded[-1], "the laws come together"
    return moved


def replays_are_played(page, name):
    for key, state in states(name):
        if "blob" not in state:
            continue
        widget = page.locator(f'[data-gantutor="{key}"]').first
        widget.scroll_into_view_if_needed()
        scrub = widget.locator('input[type="range"]').first
        scrub.focus()
        page.keyboard.press("Home")
        settle(page)
        first = scrub.get_attribute("aria-valuetext")
        page.keyboard.press("ArrowRight")
        settle(page)
        assert scrub.get_attribute("aria-valuetext") != first
        play = widget.get_by_role("button", name=re.compile("play", re.I)).first
        play.click()
        page.wait_for_timeout(500)
        widget.get_by_role("button", name=re.compile("pause", re.I)).first.click()
