"""A ball on the critic rolls where the package's gradient of the generator's loss sends it."""

import numpy as np
import pytest
import torch

from gantutor import objectives
from gantutor.nets import MLP

STEP, STEPS = 0.02, 100
ROLL = """([settings, critic, place, how]) => {
  const game = newGame({ width: 8, depth: 2, batch: 8, look: 16, ...settings });
  if (critic) setWeights(game, { critic });
  const seen = game.state(), { path, pulls } = game.roll(place, how);
  return { path: [...path], pulls: [...pulls], real: [...seen.real], fake: [...seen.fake],
    plan: [...seen.plan], f: [...seen.f] };
}"""


@pytest.mark.browser
@pytest.mark.parametrize("objective", ["wasserstein", "minimax", "nonsaturating", "hinge"])
@pytest.mark.parametrize("dim", [1, 2])
def test_a_ball_follows_minus_the_gradient_of_the_generators_loss(engine, objective, dim):
    network = MLP((dim, 8, 8, 1)).build([3], role=0).double()
    for bias in network.biases:
        bias.data.normal_(generator=torch.Generator().manual_seed(1))
    critic = [
        [w[0].tolist(), b[0, 0].tolist()]
        for w, b in zip(network.weights, network.biases, strict=True)
    ]
    place = [0.4, -0.7][:dim]
    data = {"name": "normal" if dim == 1 else "ring"}
    found = engine.evaluate(
        ROLL,
        [
            {"data": data, "objective": objective, "constraint": "free"},
            critic,
            place,
            {"time": STEP * STEPS, "step": STEP},
        ],
    )
    loss = objectives.get(objective)
    at, path, pulls = torch.tensor(place, dtype=torch.float64), [], []
    for _ in range(STEPS + 1):
        at = at.detach().requires_grad_()
        (slope,) = torch.autograd.grad(loss.generator(network(at[None, None])).sum(), at)
        path.append(at.detach().numpy())
        pulls.append(slope.norm().item())
        at = at - STEP * slope
    np.testing.assert_allclose(np.reshape(found["path"], (-1, dim)), path, atol=1e-9)
    np.testing.assert_allclose(found["pulls"], pulls, atol=1e-9)
    assert np.ptp(path, axis=0).max() > 0.01


@pytest.mark.browser
@pytest.mark.parametrize(("data", "dim"), [("normal", 1), ("ring", 2)])
def test_on_the_exact_potential_it_goes_straight_to_where_the_plan_sends_it(engine, data, dim):
    settings = {"data": data, "seed": 2}
    first = engine.evaluate(ROLL, [settings, None, [0.0] * dim, {}])
    fake, real = (np.reshape(first[k], (-1, dim)) for k in ("fake", "real"))
    i = int(np.argmax(np.linalg.norm(real - fake[first["plan"]], axis=1)))
    start, end = fake[first["plan"][i]], real[i]
    way = np.linalg.norm(end - start)
    how = {"potential": True, "time": float(way) + 0.1, "step": 0.01}
    found = engine.evaluate(ROLL, [settings, None, start.tolist(), how])
    path, pulls = np.reshape(found["path"], (-1, dim)), np.array(found["pulls"])
    # The value rises by as much as it has gone: slope 1, on the plan's ray.
    height = [np.max(np.array(found["f"]) - np.linalg.norm(p - real, axis=1)) for p in path]
    np.testing.assert_allclose(np.diff(height[:50]), 0.01, atol=1e-9)
    np.testing.assert_allclose(pulls[:50], 1, atol=1e-12)
    assert pulls[-1] == 0
    assert np.linalg.norm(path[-1] - end) < 1e-9 or height[-1] == pytest.approx(
        first["f"][i], abs=1e-9
    )


@pytest.mark.browser
def test_a_ball_that_is_flung_out_of_all_bounds_ends_early(engine):
    """A line with a slope of a million, under Wasserstein's loss."""
    steep = [[[[1e6] + [0.0] * 7], [1e3] + [0.0] * 7], [np.eye(8).tolist(), [0.0] * 8]]
    critic = [*steep, [[[1e6]] + [[0.0]] * 7, [0.0]]]
    found = engine.evaluate(ROLL, [{"data": "normal"}, critic, [0.0], {}])
    assert len(found["path"]) < len(found["pulls"]) + 1 < 200
    assert np.isfinite(found["path"]).all()
