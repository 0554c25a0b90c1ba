"""A game in the page from outside: its seeds, its laws, its changes in flight, its refusals."""

import numpy as np
import pytest

from gantutor import constraints, objectives
from gantutor.distributions import Grid, Ring, SwissRoll, two_bumps
from gantutor.transport import w1
from gantutor.widgets.engine import source

# Helpers of the snippets below: a small game, and what it has come to.
GAMES = """
  window.small = (more) =>
    newGame({ width: 8, depth: 2, batch: 16, criticSteps: 2, look: 32, ...more });
  window.weights = (game) =>
    ["critic", "generator"].flatMap((name) => saveGame(game).weights[name]);
  window.played = (game, rounds) => {
    for (let k = 0; k < rounds; k++) game.round();
    return game;
  };
  window.square = (n) => ({ x0: -2, x1: 2, nx: n, y0: -2, y1: 2, ny: n });
  window.saidBy = (act) => { try { act(); return null; } catch (error) { return error.message; } };
"""


@pytest.fixture
def games(engine):
    engine.evaluate(GAMES)
    return engine


@pytest.mark.browser
def test_the_engine_knows_names_of_the_package(games):
    names = games.evaluate("() => ({ OBJECTIVES, CONSTRAINTS, RULES: Object.keys(RULES), PLACES })")
    assert set(names["OBJECTIVES"]) <= set(objectives.OBJECTIVES)
    assert names["CONSTRAINTS"] == list(constraints.CONSTRAINTS)
    assert names["RULES"] == list(constraints.RULES)
    assert names["PLACES"] == list(constraints.PLACES)


@pytest.mark.browser
def test_a_seed_is_a_game_and_another_seed_another_one(games):
    one, again, other, longer = games.evaluate(
        """() => [[3, 4], [3, 4], [5, 4], [3, 5]].map(([seed, rounds]) =>
             weights(played(small({ seed }), rounds)))"""
    )
    assert one == again
    assert one != other and one != longer
    # Games that differ in one setting alone start from the same weights.
    first, second = games.evaluate(
        """() => [{ objective: "hinge" }, { objective: "minimax", rate: 1 }].map((more) =>
             weights(small({ seed: 3, ...more })))"""
    )
    assert first == second


@pytest.mark.browser
def test_in_one_scope_without_imports_it_is_the_same_game(games, browser):
    """What a Worker gets, which can import no file."""
    text = source()
    assert "import" not in text and "export" not in text
    there = "game => { const s = played(game, 3).state(); return [s.w1, s.gap, ...s.fake]; }"
    expected = games.evaluate(f"() => ({there})(small({{ seed: 8 }}))")
    page = browser.new_page()
    page.add_script_tag(content=f"{{ {text}; window.newGame = newGame; }}")
    page.evaluate(GAMES)
    assert page.evaluate(f"() => ({there})(small({{ seed: 8 }}))") == expected
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("constraint", ["free", "clip", "penalty", "spectral"])
def test_a_saved_game_goes_on_to_the_last_bit(games, constraint):
    """Through JSON, with whatever optimiser and average, from points that were moved."""
    went_on, loaded, rate, text = games.evaluate(
        """(constraint) => {
          const settings = { constraint, optimiser: constraint === "clip" ? "rmsprop" : "adam",
            average: 0.9, decay: 50, data: { name: "drawn", points: [0, 0, 1, 2, -1, 1] } };
          const game = played(small(settings), 3);
          game.moveReal(1, [2, 2]);
          game.criticStep();
          const text = JSON.stringify(saveGame(game));
          const other = small({ seed: 99, width: 4 });
          loadGame(other, JSON.parse(text));
          const now = (g) => { const s = played(g, 4).state();
            return [...weights(g), ...s.fake, ...s.real, s.w1, g.iteration, g.turn]; };
          return [now(game), now(other), other.rate, text];
        }""",
        constraint,
    )
    assert went_on == loaded
    assert rate == pytest.approx(5e-3 * (1 - 7 / 50))
    assert "null" not in text.replace('"power":null', "").replace('"spare":null', "")


@pytest.mark.browser
def test_laws_are_those_of_the_package(games):
    """As far as samples can tell: W1 to the package's samples is about their floor."""
    n, rng = 300, np.random.default_rng(0)
    sampled = {
        "ring": Ring(std=0.1).sample, "grid": Grid().sample, "swiss_roll": SwissRoll().sample,
        "two_heaps": two_bumps().sample, "normal": lambda n, rng: rng.normal(size=n),
        "uniform": lambda n, rng: rng.random(n),
        "parallel_lines": lambda n, rng: np.stack(
            [rng.uniform(-1, 1, n), rng.choice([-0.5, 0.5], n)], axis=1
        ),
        "drawn": lambda n, rng: np.array([[0.0, 1.0], [2.0, 3.0]])[rng.integers(2, size=n)],
    }  # fmt: skip
    assert set(games.evaluate("() => DATA")) == set(sampled)
    for name, sample in sampled.items():
        found = games.evaluate(
            """([name, n]) => {
              const data = checkedData(name === "drawn" ? { name, points: [0, 1, 2, 3] } : name);
              const out = new Float64Array(n * data.dim);
              drawReal(data, new Draws(1, 2), out, n);
              return [...out];
            }""",
            [name, n],
        )
        theirs = [sample(n, rng) for _ in range(7)]
        ours = np.reshape(found, np.shape(theirs[0]))
        floors = [w1(a, b) for a, b in zip(theirs[::2], theirs[1::2], strict=False)]
        assert w1(theirs[-1], ours) < 3 * max(floors), name


@pytest.mark.browser
def test_settings_change_in_flight_and_the_networks_stay(games):
    seen = games.evaluate(
        """() => {
          const constraint = { name: "penalty", strength: 2, rule: "one_sided" };
          const game = played(small({ constraint }), 3);
          const before = weights(game), critic = () => saveGame(game).weights.critic, out = {};
          const field = () => [...game.look({ grid: square(5) }).field];
          game.set({ rate: 0.01, criticSteps: 7, objective: "hinge", constraint: { strength: 3 } });
          out.same = String(weights(game)) === String(before);
          out.constraint = game.settings.constraint;
          const turn = game.turn;
          game.round();
          out.steps = game.turn - turn;
          out.rate = game.rate;
          game.set({ constraint: { name: "spectral", strength: 0.5 } });
          game.round();
          const held = field();
          out.steep = Math.max(...game.look({ grid: square(41) }).slope);
          game.set({ constraint: "free" });
          out.stays = Math.max(...field().map((v, k) => Math.abs(v - held[k])));
          game.set({ constraint: { name: "clip", strength: 0.02 } });
          out.clipped = Math.max(...critic().map(Math.abs));
          game.round();
          out.still = Math.max(...critic().map(Math.abs));
          game.set({ data: { name: "grid", side: 2 } });
          out.modes = game.state().modeCounts.length;
          game.set({ average: 0.99 });
          const raw = [...saveGame(game).weights.generator];
          out.begins = String(saveGame(game).weights.averaged) === String(raw);
          return out;
        }"""
    )
    assert seen["same"] and seen["begins"]
    assert seen["constraint"] == {
        "name": "penalty", "strength": 3, "rule": "one_sided", "where": "between",
    }  # fmt: skip
    assert (seen["steps"], seen["rate"], seen["modes"]) == (7, 0.01, 4)
    # c bounds the slope up to the error of the power iteration.
    assert 0 < seen["steep"] <= 0.55
    assert seen["stays"] < 1e-12
    assert seen["clipped"] == seen["still"] == 0.02


@pytest.mark.browser
def test_points_are_moved_and_fakes_are_pulled(games):
    seen = games.evaluate(
        """() => {
          const points = [0, 0, 1, 0, 0, 1, 3, 3, 2, 1], out = {};
          const game = played(small({ data: { name: "drawn", points } }), 3);
          out.real = [...game.state().real];
          out.generated = String(game.generate(game.fixed.z)) === String(game.state().fake);
          game.moveReal(3, [-1, 4]);
          out.moved = [...game.state().real];
          out.floor = [game.state().floor];
          game.setReal([5, 5]);
          out.one = [...game.state().real];
          game.state();
          out.floor.push(game.state().floor);
          out.given = points;
          const before = [...game.state().fake], goal = [before[8] + 0.5, before[9] - 0.4];
          for (let k = 0; k < 60; k++) game.pull(4, goal);
          const after = [...game.state().fake];
          out.missed = Math.hypot(after[8] - goal[0], after[9] - goal[1]);
          out.drag = Math.hypot(0.5, 0.4);
          out.others = before.map((v, k) => (k >> 1 === 4 ? 0 : Math.abs(v - after[k])));
          game.round();
          out.finite = game.state().fake.every(Number.isFinite);
          return out;
        }"""
    )
    given = np.array(seen["given"]).reshape(-1, 2)
    real, moved = (np.array(seen[k]).reshape(-1, 2) for k in ("real", "moved"))
    assert (real == given[np.arange(32) % 5]).all()  # each as often as it goes
    assert (moved[np.arange(32) % 5 == 3] == [-1, 4]).all()
    assert (moved[np.arange(32) % 5 != 3] == real[np.arange(32) % 5 != 3]).all()
    assert set(seen["one"]) == {5.0}
    assert seen["floor"][0] > 0 and seen["floor"][1] == 0
    assert seen["missed"] < 0.5 * seen["drag"]
    assert np.mean(seen["others"]) < 0.5 * seen["drag"]
    assert seen["finite"] and seen["generated"]


@pytest.mark.browser
def test_a_critic_that_runs_away_is_said_to_have_diverged(games):
    seen = games.evaluate(
        """() => {
          const game = small({ constraint: "free", objective: "wasserstein", rate: 1e150 });
          const before = game.state().diverged;
          played(game, 6);
          const { diverged, w1, modes, quality } = game.state();
          game.state();
          return [before, diverged, w1, modes, quality];
        }"""
    )
    assert seen[:2] == [False, True]
    assert np.isnan(seen[2:]).all()


@pytest.mark.browser
def test_it_learns(games):
    """A few hundred rounds bring the generator most of the way to two heaps."""
    first, last, modes = games.evaluate(
        """() => {
          const game = newGame({ data: "two_heaps", latent: 1, seed: 1, width: 16, depth: 2,
            batch: 64, decay: 300, average: 0.99, constraint: { name: "penalty", strength: 0.1 } });
          const first = game.state().w1;
          played(game, 300);
          const { w1, modes } = game.state();
          return [first, w1, modes];
        }"""
    )
    assert modes == 2
    assert last < 0.5 * first


@pytest.mark.browser
def test_what_makes_no_sense_is_refused_by_name(games):
    refused = {
        "{ objective: 'wgan' }": "unknown objective 'wgan'; known: minimax, nonsaturating",
        "{ constraint: 'tight' }": "unknown constraint 'tight'; known: free, clip",
        "{ constraint: { name: 'clip', strength: 0 } }":
            "strength (c) of clip must be finite and above 0, got 0",
        "{ constraint: { name: 'penalty', strength: -1 } }":
            "strength (λ) of penalty must be finite and at least 0, got -1",
        "{ constraint: { rule: 'both' } }": "unknown rule 'both'; known: two_sided",
        "{ constraint: { where: 'there' } }": "unknown where 'there'; known: between",
        "{ constraint: { name: 'clip', c: 1 } }": "unknown setting of a constraint 'c'",
        "{ data: 'moons' }": "unknown data 'moons'; known: ring",
        "{ data: { name: 'ring', std: 0 } }":
            "std of the data 'ring' must be finite and above 0, got 0",
        "{ data: { name: 'ring', modes: 2.5 } }":
            "modes of the data 'ring' must be a whole number from 1 to 64, got 2.5",
        "{ data: { name: 'ring', dim: 1 } }": "dim of the data 'ring' must be 2, got 1",
        "{ data: { name: 'ring', points: [1] } }": "unknown setting of the data 'ring' 'points'",
        "{ data: { name: 'drawn', points: [1, 2, 3] } }":
            "points of drawn data must be a flat array of 2 numbers for each point, at least one "
            "point, got 3 numbers",
        "{ data: { name: 'drawn' } }": "at least one point, got undefined",
        "{ data: { name: 'drawn', points: [1, NaN] } }":
            "points of drawn data must be finite, got NaN at place 1",
        "{ data: { name: 'uniform', low: 2 } }": "low of the data 'uniform' must be below high",
        "{ width: 0 }": "width must be a whole number from 1 to 512, got 0",
        "{ depth: 1.5 }": "depth must be a whole number",
        "{ latent: '2' }": "latent must be a whole number from 1 to 64, got '2'",
        "{ batch: -1 }": "batch must be a whole number",
        "{ criticSteps: 0 }": "criticSteps must be a whole number",
        "{ seed: -1 }": "seed must be a whole number",
        "{ rate: 0 }": "rate must be finite and above 0, got 0",
        "{ rate: NaN }": "rate must be finite and above 0, got NaN",
        "{ decay: 0 }": "decay (iterations until the rate is 0, or null) must be a whole number",
        "{ optimiser: 'sgd' }": "unknown optimiser 'sgd'; known: adam, rmsprop",
        "{ betas: [0.5, 1] }": "betas must be finite and at least 0 and below 1, got 1",
        "{ average: 1 }": "average (a weight, or null) must be finite and at least 0 and below 1",
        "{ activation: 'tanh' }": "unknown activation 'tanh'; known: relu, leaky_relu",
        "{ look: 2 }": "look must be a whole number from 8 to 1024, got 2",
        "{ learningRate: 1 }": "unknown setting 'learningRate'; known: data, seed",
        "3": "settings must be { … }, got 3",
    }  # fmt: skip
    for settings, expected in refused.items():
        said = games.evaluate(f"() => saidBy(() => newGame({settings}))")
        assert said and expected in said, (settings, said)
    acts = {
        "game.set({ width: 3 })": "width cannot change in a game that has begun, start a new one",
        "game.set({ rate: -1 })": "rate must be finite and above 0, got -1",
        "game.set({ data: 'normal' })": "data must keep its dim of 2",
        "game.moveReal(0, [1, 2])": "moveReal needs data of points",
        "game.setReal([1, 2])": "setReal needs data of points",
        "game.pull(32, [0, 0])": "index of pull must be a whole number from 0 to 31, got 32",
        "game.pull([1, 2], [0, 0])": "targets of pull must be 4 numbers in one row, got 2",
        "game.look({ grid: { x0: 0, x1: 1, nx: 3 } })": "y0 of grid must be finite, got undefined",
        "criticStepOn(game, [1], [1], [1])": "the real batch must be 32 numbers in one row, got 1",
        "setWeights(game, { critic: [] })": "critic has 3 layers, got weights of 0",
        "game.roll([1])": "the place of the ball must be 2 numbers in one row, got 1",
        "game.generate([1, 2, 3])": "how many latent points are generated from must be a whole",
        "loadGame(game, {})": "a saved game must be what saveGame(game) returned",
    }
    before = games.evaluate("() => { window.game = small(); return weights(game); }")
    for act, expected in acts.items():
        said = games.evaluate(f"() => saidBy(() => {act})")
        assert said and expected in said, (act, said)
    assert games.evaluate("() => weights(game)") == before
