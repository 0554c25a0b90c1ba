"""The phase plane: its numbers are the package's, and every hand can move it."""

import numpy as np
import pytest
from traitlets import TraitError

from gantutor import dynamics
from gantutor.widgets import PhasePlane
from tests.browser import serious
from tests.widgets.page import opened, quantities, settle

WEIGHTS = {"weight": 0.45, "c": 0.8, "sigma": 0.9}
GAMES = [(m, s, n) for m in dynamics.METHODS for s, n in (("simultaneous", 1), ("alternating", 3))]


def test_the_methods_and_schemes_are_the_packages():
    for method in dynamics.METHODS:
        assert PhasePlane(method).method == method
    for scheme in dynamics.SCHEMES:
        assert PhasePlane(scheme=scheme).scheme == scheme


@pytest.mark.browser
def test_numbers_are_those_of_the_dynamics(browser, tmp_path):
    steps, k, h, start = 120, 47, 0.15, (1.3, -0.7)
    shared = {"h": h, "iterations": steps, "theta": start[0], "psi": start[1], "iteration": k}
    widgets = [PhasePlane(m, scheme=s, n_critic=n, **shared, **WEIGHTS) for m, s, n in GAMES]
    with opened(browser, tmp_path, *widgets) as (page, _):
        for i, (method, scheme, n) in enumerate(GAMES):
            own = {what: WEIGHTS[what] for what in dynamics.METHODS[method].settings}
            run = dynamics.trajectory(method, start, h, steps, scheme, n, **own)
            flow = dynamics.eigenvalues(method, **own)
            moduli = np.abs(dynamics.step_eigenvalues(method, h, scheme, n, **own))
            expected = {
                "w1": abs(run[k, 0]),
                "distance": np.hypot(*run[-1]),
                "modulus": moduli.max(),
                "eigen1_real": flow[0].real,
                "eigen1_imag": flow[0].imag,
                "eigen2_real": flow[1].real,
                "eigen2_imag": flow[1].imag,
                "iteration": k,
            }
            shown = quantities(page, f".gt-widget:nth-of-type({i + 1}) .gt")
            found = {name: shown[name] for name in expected}
            assert found == pytest.approx(expected, rel=1e-6, abs=1e-9, nan_ok=True), (method, n)


@pytest.mark.browser
def test_a_point_is_dropped_dragged_and_played(browser, tmp_path):
    with opened(browser, tmp_path, PhasePlane("r1")) as (page, _):
        plane = page.locator("svg.gt-plane")
        plane.scroll_into_view_if_needed()
        box = plane.bounding_box()
        middle = box["x"] + 30 + (box["width"] - 40) / 2, box["y"] + 16 + (box["width"] - 40) / 2
        unit = (box["width"] - 40) / 5
        page.mouse.move(middle[0] + unit, middle[1] + unit)
        page.mouse.down()
        shown = quantities(page)
        assert (shown["theta"], shown["psi"]) == pytest.approx((1.0, -1.0), abs=0.02)
        page.mouse.move(middle[0] - unit, middle[1] - 1.5 * unit, steps=4)
        shown = quantities(page)
        assert (shown["theta"], shown["psi"]) == pytest.approx((-1.0, 1.5), abs=0.02)
        assert shown["iteration"] == 0
        page.mouse.up()
        pause = page.get_by_role("button", name="Pause")
        page.wait_for_function("+document.querySelector('[data-quantity=iteration]').value > 3")
        pause.click()
        stopped = quantities(page)["iteration"]
        page.wait_for_timeout(150)
        assert quantities(page)["iteration"] == stopped
        page.get_by_role("button", name="One iteration on").click()
        assert quantities(page)["iteration"] == stopped + 1
        run = dynamics.trajectory("r1", (shown["theta"], shown["psi"]), 0.1, 300)
        assert quantities(page)["w1"] == pytest.approx(abs(run[int(stopped) + 1, 0]), rel=1e-6)
        # The spike in the strip stands above the point in the plane.
        spike = page.locator("line.gt-spike.fake").get_attribute("x1")
        assert float(spike) == pytest.approx(
            float(page.locator("svg.gt-plane circle.gt-dot").get_attribute("cx"))
        )


@pytest.mark.browser
def test_dropping_plays_nothing_where_reduced_motion_is_asked_for(browser, tmp_path):
    with opened(browser, tmp_path, PhasePlane()) as (page, _):
        page.emulate_media(reduced_motion="reduce")
        page.locator("svg.gt-plane").click(position={"x": 120, "y": 120})
        page.wait_for_timeout(300)
        shown = quantities(page)
        assert shown["theta"] != 1.2
        assert shown["iteration"] == 0
        page.get_by_role("button", name="Play").click()
        page.wait_for_timeout(700)
        assert quantities(page)["iteration"] >= 30
        assert quantities(page)["iteration"] % 30 == 0


@pytest.mark.browser
def test_keys_and_menus(browser, tmp_path):
    with opened(browser, tmp_path, PhasePlane(theta=1.0, iteration=10)) as (page, _):
        page.get_by_label("Start θ").focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Shift+ArrowRight")
        settle(page)
        shown = quantities(page)
        assert shown["theta"] == pytest.approx(1.11)
        assert shown["iteration"] == 0
        assert page.get_by_label("Start θ").get_attribute("aria-valuetext") == "1.11"
        assert not page.get_by_label("Clip c").is_visible()
        assert not page.get_by_label("Critic steps").is_visible()
        page.get_by_label("Method").select_option("wasserstein_clip")
        page.get_by_label("Steps", exact=True).select_option("alternating")
        settle(page)  # a hidden slider cannot be focused
        assert page.get_by_label("Clip c").is_visible()
        page.get_by_label("Critic steps").focus()
        page.keyboard.press("ArrowRight")
        settle(page)
        shown = quantities(page)
        run = dynamics.trajectory("wasserstein_clip", (1.11, 0.5), 0.1, 300, "alternating", 2)
        assert shown["distance"] == pytest.approx(np.hypot(*run[-1]), rel=1e-6)
        page.wait_for_timeout(500)
        said = page.locator(".gt-summary").text_content()
        assert "Wasserstein, clipped, alternating steps: in 300 iterations" in said
        page.keyboard.press(" ")
        page.get_by_role("button", name="Pause").wait_for()
        page.get_by_label("Method").select_option("wgan_gp")
        settle(page)
        assert np.isnan(quantities(page)["modulus"])
        page.get_by_role("button", name="Play").wait_for()
        page.wait_for_timeout(500)
        assert "no eigenvalues" in page.locator(".gt-summary").text_content()


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_serious_and_nothing_overflows(browser, tmp_path, width, theme):
    widget = PhasePlane("wasserstein_clip", scheme="alternating", n_critic=5, iteration=100)
    how = {"attributes": f' data-theme="{theme}"'}
    with opened(browser, tmp_path, widget, width=width, **how) as (page, _):
        settle(page)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert serious(page) == set()
        assert page.locator("svg > title").count() == 2


def test_a_page_of_it_is_light_and_traits_follow_the_page():
    widget = PhasePlane()
    assert 10_000 < len(widget.html().encode()) < 60_000
    widget.set_state({"theta": -0.75, "method": "r1", "iteration": 7})
    assert (widget.theta, widget.method, widget.iteration) == (-0.75, "r1", 7)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"method": "wgan"}, "'method' .* any of .*'minimax', .*, not the str 'wgan'"),
        ({"scheme": "both"}, "any of .*'simultaneous', 'alternating'.*, not the str 'both'"),
        ({"theta": 3.0}, "'theta' .* not be greater than 2.5, but a value of 3.0"),
        ({"h": float("nan")}, "h must be finite, got nan"),
        ({"n_critic": 0}, "'n_critic' .* not be less than 1, but a value of 0"),
        ({"iteration": 301}, "iteration must lie in 0 to 300, the iterations, got 301"),
        ({"gamma": 1.0}, "no setting gamma"),
    ],
)
def test_what_is_not_possible_is_named(settings, message):
    with pytest.raises(TraitError, match=message):
        PhasePlane(**settings)
