"""The factorial, the standing laws, the films: frozen, equal for all, judged by fresh samples."""

import pickle
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations

import numpy as np
import pytest
import torch
from torch import nn

from gantutor import gan, nets
from gantutor.constraints import Clip
from gantutor.distributions import Ring
from gantutor.experiments import Planned, Results, load, run_all
from gantutor.experiments import compass as standing
from gantutor.experiments import factorial as games
from gantutor.experiments.bearing import bearing, exact
from gantutor.experiments.compass import Standing
from gantutor.experiments.factorial import HOLDS, RATES, Factorial, chosen, trial_scores
from gantutor.experiments.films import Film
from gantutor.experiments.own_rates import RatesRun
from gantutor.experiments.resuming import differences
from gantutor.experiments.standing_laws import DIGIT_PAIRS, PAIRS, digits


@pytest.fixture(autouse=True)
def small(monkeypatch):
    monkeypatch.setenv("GANTUTOR_DEVICE", "cpu")
    for name, few in (("SEEN", 20), ("GLANCED", 20), ("JUDGED", 40)):
        monkeypatch.setattr(games, name, few)


def searched(objective="hinge", hold="clip", iterations=2):
    trials = tuple(HOLDS[hold].trials())
    return Factorial(objective, hold, "ring", iterations, trials, games.SEARCHED)


# Rates side by side -------------------------------------------------------------------------------


def test_each_seed_learns_as_it_would_alone_at_its_rate():
    net = nets.MLP((2, 8, 8, 1)), nets.MLP((2, 8, 8, 2))
    x = Ring().sample(300, 0)
    settings = {"constraint": Clip(0.2), "batch": 16, "n_critic": 2, "iterations": 6}
    together = RatesRun(
        gan.Config(*net, **settings, lr=1.0), x, seeds=(3, 3, 4), rates=(1e-3, 1e-2, 1e-2)
    )
    for _ in range(6):
        together.iterate()
    made = together.fakes(10)
    assert np.abs(made[0] - made[1]).max() > 1e-3, "the rate matters"
    for k, (seed, rate) in enumerate(((3, 1e-3), (3, 1e-2), (4, 1e-2))):
        alone = gan.start(gan.Config(*net, **settings, lr=rate), x, seeds=(seed,), device="cpu")
        for _ in range(6):
            alone.iterate()
        np.testing.assert_allclose(made[k], alone.fakes(10)[0], atol=1e-5)
    assert together.settings()["rates"] == [1e-3, 1e-2, 1e-2]
    with pytest.raises(ValueError, match=r"one rate in \(0, 1\] for each of 2 seeds"):
        RatesRun(gan.Config(*net), x, seeds=(0, 1), rates=(0.1,))


# A ruler and a compass ----------------------------------------------------------------------------


class Slope(nn.Module):
    """f(p) = (steepness of the seed) · p along a direction."""

    def __init__(self, steepness, direction):
        super().__init__()
        self.w = nn.Parameter(torch.tensor(steepness)[:, None] * torch.tensor(direction))

    def forward(self, p):
        return (p * self.w[:, None]).sum(-1, keepdim=True)


def test_a_steep_potential_is_a_bad_ruler_and_a_perfect_compass():
    rng = np.random.default_rng(0)
    fake = rng.normal(size=(30, 2))
    way = np.array([0.6, 0.8])
    real, other = fake + 2 * way, fake[::-1] + 2 * way
    plan = exact(real, other, fake)
    assert plan.w1 == pytest.approx(2)
    critic = Slope([1.0, 10.0, -1.0, 1.0], [0.6, 0.8])
    real, fake = (np.stack([a] * 4) for a in (real, fake))
    found = bearing(critic, torch.neg, real, fake, [plan, plan, plan, None])
    np.testing.assert_allclose(found["cosine"], [1, 1, -1, np.nan], atol=1e-6)
    np.testing.assert_allclose(found["pull"], [1, 1, -1, np.nan], atol=1e-6)
    np.testing.assert_allclose(found["value"], [2, 20, -2, np.nan], rtol=1e-5)
    np.testing.assert_allclose(found["norm"], [1, 10, 1, np.nan], rtol=1e-6)
    np.testing.assert_allclose(found["spread"], [0, 0, 0, np.nan], atol=1e-6)
    np.testing.assert_allclose(found["ceiling"][:3], 1)


def test_the_pull_counts_a_fake_by_how_hard_it_is_pulled():
    fake = np.array([[0.0, 0.0], [10.0, 0.0]])
    real = fake + np.array([[1.0, 0.0], [-1.0, 0.0]])  # toward each other
    plan = exact(real, real, fake)
    critic = Slope([1.0], [1.0, 0.0])  # both to the right
    even = bearing(critic, torch.neg, real[None], fake[None], [plan])
    assert even["cosine"] == pytest.approx(0)
    assert even["pull"] == pytest.approx(0)
    near = bearing(critic, lambda f: torch.exp(-5 * f), real[None], fake[None], [plan])
    assert near["cosine"] == pytest.approx(0)
    assert near["pull"] == pytest.approx(2**-0.5, abs=1e-6)  # the second is hardly pulled


# Equal for all ------------------------------------------------------------------------------------


def test_every_hold_has_as_many_trials_and_the_same_range_of_rates():
    for hold in HOLDS.values():
        trials = hold.trials()
        assert len(trials) == len(set(trials)) == 18
        rates = [rate for _, rate in trials]
        assert min(rates) == RATES[0]
        assert max(rates) <= RATES[-1] * games.STEP
    assert len({rate for _, rate in HOLDS["free"].trials()}) == 18
    assert len(RATES) >= 6
    assert np.ptp(np.diff(np.log(RATES))) == pytest.approx(0, abs=1e-9)
    assert not set(games.SEARCHED) & set(games.REPORTED)


def test_only_objective_and_constraint_differ():
    planned = [e.config().settings() for e in games.factorial_rates()]
    rest = [{**s, "objective": 0, "constraint": 0, "iterations": 0} for s in planned]
    assert all(settings == rest[0] for settings in rest)
    cells = {(e.objective, e.hold, e.iterations) for e in games.factorial_rates()}
    assert len(cells) == 5 * 6 * 3


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"objective": "energy"}, "unknown objective of a score 'energy'; known: minimax"),
        ({"hold": "glue"}, "unknown hold 'glue'; known: free, clip"),
        ({"data": "moons"}, "unknown data 'moons'; known: ring"),
        ({"trials": ()}, "there must be a trial and a seed"),
        ({"chosen": 2}, "chosen must be one of 1 trials, got 2"),
    ],
)
def test_what_makes_no_sense_is_refused(change, message):
    settings = {
        "objective": "hinge",
        "hold": "clip",
        "data": "ring",
        "iterations": 2,
        "trials": ((0.1, 1e-3),),
        "own": (0,),
    }
    with pytest.raises(ValueError, match=message):
        Factorial(**{**settings, **change})
    with pytest.raises(ValueError, match="unknown pair 'bent'; known: shifted"):
        Standing("wasserstein", "clip", "bent")


# Running ------------------------------------------------------------------------------------------


def test_a_search_is_read_by_trials_and_its_best_are_reported():
    planned = searched().shortened()
    outcome = planned.run()
    assert isinstance(planned, Planned)
    assert pickle.loads(pickle.dumps(planned)) == planned
    assert differences(outcome, planned, "cpu") == []
    assert np.isnan(outcome.last("w1")).all(), "a search has glances alone"
    scores = trial_scores(outcome)
    assert scores.shape == (2,)
    assert scores[1] == pytest.approx(outcome.last("glance")[2:].mean())
    assert differences(outcome, searched("wasserstein").shortened(), "cpu")


def test_the_best_rate_of_each_strength_is_taken_and_who_ran_away_is_the_worst(monkeypatch):
    outcome = searched().run()
    scores = np.full((3, 6), 1.0)
    scores[0, 2], scores[1, 5], scores[2, 0], scores[2, 1] = 0.5, 0.25, np.inf, 0.75
    monkeypatch.setattr(games, "trial_scores", lambda _: scores.ravel())
    trials, seeds, best = chosen(Results("s", "c", (outcome,)))["ring", 2, "hinge", "clip"]
    assert trials == ((0.1, RATES[2]), (0.3, RATES[5]), (1.0, RATES[1]))
    assert (seeds, best) == (games.REPORTED, 1)


def test_a_report_judges_the_chosen_and_looks_at_all_wherever_it_runs():
    planned = Factorial("nonsaturating", "r1", "ring", 4, ((0.5, 1e-2), (5.0, 1e-2)), (0, 1), 1)
    with ThreadPoolExecutor(1) as pool:
        (outcome,) = run_all([planned], pool)
    assert differences(outcome, planned, "cpu") == []
    record = outcome.record
    assert np.isnan(outcome.last("w1")[:2]).all()
    assert np.isfinite(outcome.last("w1")[2:]).all()
    for name in ("cosine", "pull", "ceiling", "norm", "spread", "value", "w1_now"):
        assert np.isfinite(record[name]).all(), name
    for name in ("modes", "quality", "glance"):
        assert np.isfinite(outcome.last(name)).all(), name
    assert (np.diff(record["seconds"][:, 0]) > 0).all()
    assert len(outcome.samples) == games.KEPT
    again = planned.run()
    np.testing.assert_array_equal(again.last("glance"), outcome.last("glance"))


def test_every_seed_has_a_referee_of_its_own():
    judge = games._Judge(Factorial("hinge", "clip", "ring", 2, ((0.1, 0.1),) * 2, (0, 1)))
    real = judge.real(50, 3)
    np.testing.assert_array_equal(real[:2], real[2:])  # alike for the trials of one seed
    assert not {tuple(p) for p in real[0]} & {tuple(p) for p in real[1]}
    assert not {tuple(p) for p in real[0]} & {tuple(p) for p in judge.real(50, 4)[0]}
    trained = {tuple(p) for p in games.train("ring").round(5)}
    assert not {tuple(p) for p in real[0].astype(np.float32).round(5)} & trained


@pytest.mark.parametrize("pair", PAIRS)
def test_standing_laws_are_as_far_apart_as_they_say(pair):
    far = exact(*PAIRS[pair].look(300, (0, 1))).w1
    radius, turn = 2.0, np.pi / 8
    expected = {"shifted": 1.0, "widened": 1.0, "turned": 2 * radius * np.sin(turn / 2)}
    assert far == pytest.approx(expected.get(pair, 0.6), abs=0.25)


def test_no_digit_is_trained_on_looked_at_or_in_a_fake_as_well():
    parts = digits()
    images = [{image.tobytes() for image in part} for part in parts]
    assert [len(part) for part in parts] == [2000, 1400, 1600]
    for one, another in combinations(images, 2):
        assert len(one & another) <= 1  # MNIST itself may hold an image twice


def test_fakes_of_digits_are_what_they_say():
    rng = np.random.default_rng(0)
    made_of = rng.normal(size=(400, 3)) @ np.diag([1.0, 2.0, 3.0]) + 5
    gaussian = DIGIT_PAIRS["gaussian"].fake(made_of, 40_000, rng)
    np.testing.assert_allclose(gaussian.mean(0), made_of.mean(0), atol=0.06)
    np.testing.assert_allclose(np.cov(gaussian.T), np.cov(made_of.T), atol=0.25)
    two = np.array([[0.0, 4.0], [2.0, 0.0]])
    overlaid = DIGIT_PAIRS["overlaid"].fake(two, 200, rng)
    assert {tuple(p) for p in overlaid} == {(0.0, 4.0), (1.0, 2.0), (2.0, 0.0)}
    with pytest.raises(ValueError, match="n must be at most half of 1600 digits, got 801"):
        DIGIT_PAIRS["gaussian"].look(801, (0,))


@pytest.mark.parametrize("pair", ["turned", "overlaid"])
def test_critics_against_standing_laws(pair):
    planned = Standing("wasserstein", "one_sided", pair).shortened()
    outcome = planned.run()
    assert differences(outcome, planned, "cpu") == []
    assert standing.by_trial(outcome, "cosine").shape == (9, 2)
    np.testing.assert_array_equal(*standing.by_trial(outcome, "w1")[:2])


def test_a_film():
    film = Film("least_squares", "spectral", (1.0, 1e-2)).shortened()
    outcome = film.run()
    assert differences(outcome, film, "cpu") == []
    assert outcome.record.frames["fakes"].shape[1:] == (1, 64, 2)
    assert np.isfinite(outcome.last("cosine")).all()


# As shipped ---------------------------------------------------------------------------------------


def test_the_reported_settings_are_the_best_of_the_search():
    search, reported = load("factorial_rates"), load("factorial")
    best = chosen(search)
    for outcome in reported:
        facts = outcome.facts
        key = tuple(facts[k] for k in ("data", "iterations", "objective", "hold"))
        trials, _, first = best[key]
        assert [list(t) for t in trials] == [
            list(t) for t in zip(facts["strengths"], facts["rates"], strict=True)
        ]
        assert facts["chosen"] == first
        assert np.isfinite(outcome.last("w1")).sum() <= len(games.REPORTED)
    assert {o.facts["hold"] for o in load("compass")} == set(HOLDS)
