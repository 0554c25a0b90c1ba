"""Exact W1 in the page, its plan and potentials, modes and JS: those of the package."""

import numpy as np
import pytest

from gantutor import divergences, metrics, transport
from gantutor.distributions import Grid, Ring, two_bumps

# One solver for all problems, so that each starts from the last one's potentials.
SOLVE = """([kind, n, problems]) => {
  const solver = kind === 1 ? new LineTransport(n) : new PlaneTransport(n);
  return problems.map(([x, y]) => {
    const { w1, duality, plan, planOfFake, f, g } = solver.solve(x, y);
    return { w1, duality, plan: [...plan], planOfFake: [...planOfFake], f: [...f], g: [...g] };
  });
}"""


def problems(n, dim):
    """Pairs that move a little, then jump; equal points, and many points in one place."""
    rng = np.random.default_rng(n)
    law = Ring(std=0.1) if dim == 2 else two_bumps()
    x = law.sample(n, rng).reshape(n, dim)
    y = rng.normal(0.3, 1.0, (n, dim))
    step = 0.05 * rng.normal(size=(n, dim))
    clump = np.repeat(y[:1], n, axis=0)
    far = 1e3 + 1e-3 * y
    return [(x, y), (x, y + step), (x, y + 2 * step), (x, x), (x, x[::-1] + 0.0), (x, clump),
            (clump, clump), (x, far), (x, y)]  # fmt: skip


@pytest.mark.browser
@pytest.mark.parametrize(("dim", "n"), [(1, 1), (1, 60), (2, 1), (2, 8), (2, 97)])
def test_w1_plan_and_potentials_are_the_optimum(engine, dim, n):
    pairs = problems(n, dim)
    given = [[x.ravel().tolist(), y.ravel().tolist()] for x, y in pairs]
    for (x, y), found in zip(pairs, engine.evaluate(SOLVE, [dim, n, given]), strict=True):
        C = transport.cost_matrix(x, y)
        size = max(1.0, float(C.max()))
        plan, f, g = (np.array(found[k]) for k in ("plan", "f", "g"))
        assert sorted(plan) == list(range(n))
        assert (np.array(found["planOfFake"])[plan] == np.arange(n)).all()
        assert C[np.arange(n), plan].mean() == pytest.approx(found["w1"], abs=1e-12 * size)
        assert f.mean() == pytest.approx(0, abs=1e-12 * size)
        assert (f[:, None] + g - C).max() <= 1e-13 * size
        assert abs(found["w1"] - f.mean() - g.mean()) < 1e-12 * size
        assert abs(found["duality"]) < 1e-12 * size
        assert found["w1"] == pytest.approx(transport.w1(x, y), abs=1e-11 * size)


@pytest.mark.browser
def test_a_state_shows_the_exact_transport_of_what_it_shows(engine):
    """In the plane and on the line, with the potential between the samples."""
    for data, dim, grid in (
        ({"name": "grid"}, 2, {"x0": -2, "x1": 2, "nx": 9, "y0": -1, "y1": 3, "ny": 7}),
        ({"name": "two_heaps", "distance": 4}, 1, {"x0": -5, "x1": 5, "nx": 50}),
    ):
        seen, potential = engine.evaluate(
            """([data, grid]) => {
              const game = newGame({ data, seed: 4, width: 8, batch: 8, look: 70 });
              for (let k = 0; k < 3; k++) { game.round(); game.state(); }
              const seen = Object.fromEntries(Object.entries(game.state()).map(([k, v]) =>
                [k, ArrayBuffer.isView(v) ? [...v] : v]));
              return [seen, [...game.look({ grid, potential: true }).potential]];
            }""",
            [data, grid],
        )
        real, fake = (np.array(seen[k]).reshape(70, dim) for k in ("real", "fake"))
        exact = transport.solve(transport.cost_matrix(real, fake))
        assert seen["w1"] == pytest.approx(exact.cost, abs=1e-12)
        # Two optimal pairs of potentials need not be one, but both give the optimum away.
        assert np.mean(seen["f"]) + np.mean(seen["g"]) == pytest.approx(exact.cost, abs=1e-12)
        axes = [np.linspace(grid["x0"], grid["x1"], grid["nx"])]
        axes += [np.linspace(grid["y0"], grid["y1"], grid["ny"])] if dim == 2 else []
        at = np.stack(np.meshgrid(*axes), -1).reshape(-1, dim)
        # Extended from the real points: the least of all potentials.
        np.testing.assert_allclose(potential, -transport.extend(at, real, seen["f"]), atol=1e-12)
        on_real = transport.extend(real, fake, seen["g"])
        np.testing.assert_allclose(seen["f"], on_real, atol=1e-12)
        assert 0 < seen["floor"] < seen["w1"]


@pytest.mark.browser
def test_the_floor_is_that_of_real_points_against_real_points(engine):
    law, n = Ring(std=0.1), 64
    found = engine.evaluate(
        "n => [1, 2, 3, 4, 5].map((seed) => newGame({ seed, look: n }).state().floor)", n
    )
    expected = metrics.w1_floor(law.sample, n, 20, 0)
    # The mean of four pairs in each; the mean of all twenty has the deviation std/√20, as here.
    assert np.mean(found) == pytest.approx(expected.mean, abs=4 * expected.std / np.sqrt(10))


@pytest.mark.browser
def test_modes_quality_and_js_are_the_packages(engine):
    rng = np.random.default_rng(3)
    ring, grid, heaps = Ring(std=0.1), Grid(), two_bumps()
    cases = [
        ({"name": "ring"}, ring.centres, 0.1, ring.sample(50, rng) + rng.normal(0, 0.2, (50, 2))),
        ({"name": "grid"}, grid.centres, 0.05, rng.normal(0, 1, (80, 2))),
        ({"name": "two_heaps"}, [[-1.5], [1.5]], 0.5, heaps.sample(40, rng)[:, None] - 1.0),
    ]
    for data, centres, std, samples in cases:
        shares, counts, known = engine.evaluate(
            """([data, samples]) => {
              const whole = checkedData(data), modes = modesOf(whole), { dim } = whole;
              const counts = new Int32Array(modes.centres.length / dim);
              const share = countModes(samples, samples.length / dim, dim, modes, counts);
              return [share, [...counts], [...modes.centres]];
            }""",
            [data, samples.ravel().tolist()],
        )
        np.testing.assert_allclose(known, np.ravel(centres), atol=1e-15)
        assert shares == pytest.approx(metrics.high_quality(samples, centres, std), abs=1e-15)
        assert np.count_nonzero(counts) == metrics.modes_covered(samples, centres, std)
        assert sum(counts) / len(samples) == shares
    x, y = heaps.sample(300, rng), rng.normal(1.0, 1.5, 300)
    found = engine.evaluate(
        """([x, y]) => jsOfCells(x, y, x.length, -3.5, 3.5, new Float64Array(32),
          new Float64Array(32))""",
        [x.tolist(), y.tolist()],
    )
    edges = np.linspace(-3.5, 3.5, 33)[1:-1]
    p, q = (np.bincount(np.digitize(t, edges), minlength=32) / 300 for t in (x, y))
    assert found == pytest.approx(divergences.js(p, q), abs=1e-12)
    assert 0.05 < found < divergences.JS_MAX
