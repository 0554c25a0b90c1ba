"""A step in the page is a step of the package: same weights, same draws, same numbers."""

import numpy as np
import pytest
import torch

from gantutor import gan
from gantutor.constraints import Clip, Free, GradientPenalty, SpectralNorm, gradient_norm
from gantutor.nets import MLP

BATCH, STEPS, LATENT, AVERAGE = 25, 2, 3, 0.9  # an odd batch: no tile fits it
PENALTIES = [
    GradientPenalty(weight, rule, where)
    for rule, weight in (("two_sided", 3.0), ("one_sided", 0.7), ("zero_centred", 0.4))
    for where in ("between", "real", "fake")
]
HELD = [Free(), Clip(0.11), SpectralNorm(1.7), *PENALTIES]
OBJECTIVES = ["minimax", "nonsaturating", "least_squares", "wasserstein", "hinge"]


@pytest.fixture(autouse=True)
def doubles():
    """Constants that the package writes as Python numbers have the page's precision, too."""
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    yield
    torch.set_default_dtype(before)


PLAY = """({ settings, weights, draws }) => {
  const game = newGame(settings);
  setWeights(game, weights);
  for (const { critic, generator } of draws) {
    for (const { x, z, u } of critic) criticStepOn(game, x, z, u);
    generatorStepOn(game, generator);
  }
  return saveGame(game).weights;
}"""


def in_the_package(objective, held, hidden, optimiser, activation):
    """A game of one seed whose networks, optimisers and constraint compute in float64."""
    config = gan.Config(
        critic=MLP((2, *hidden, 1), activation),
        generator=MLP((LATENT, *hidden, 2), activation),
        objective=objective,
        constraint=Free(),
        batch=BATCH,
        n_critic=STEPS,
        optimiser=optimiser,
        decay=False,
        average=AVERAGE,
        betas=(0.3, 0.9),
    )
    run = gan.start(config, torch.zeros(1, 2), seeds=[5])
    rng = torch.Generator().manual_seed(1)
    for network in (run.critic.double(), run.generator.double()):
        for bias in network.biases:
            bias.data.normal_(generator=rng)
    run.averaged.double().load_state_dict(run.generator.state_dict())
    before = {name: layers(getattr(run, name)) for name in ("critic", "generator")}
    run.constraint = held
    held.prepare(run.critic)
    run.critic_optimiser = run._optimiser(run.critic)
    run.generator_optimiser = run._optimiser(run.generator)
    return run, before


def in_the_page(held, objective, hidden, optimiser, activation):
    made = held.settings()
    for name in ("c", "weight"):
        if name in made:
            made["strength"] = made.pop(name)
    made.pop("iterations", None)
    return {
        "objective": objective, "constraint": made, "width": hidden[0],
        "depth": len(hidden), "latent": LATENT, "batch": BATCH, "criticSteps": STEPS,
        "optimiser": optimiser, "activation": activation, "average": AVERAGE,
        "betas": [0.3, 0.9],
    }  # fmt: skip


def layers(network):
    return [
        [w[0].tolist(), b[0, 0].tolist()]
        for w, b in zip(network.weights, network.biases, strict=True)
    ]


def flat(network):
    pairs = zip(network.weights, network.biases, strict=True)
    return torch.cat([p[0].flatten() for pair in pairs for p in pair]).detach().numpy()


def drawn(iterations):
    """The draws of some iterations, as tensors and for the page."""
    rng = torch.Generator().manual_seed(2)

    def normal(*shape):
        return torch.randn(shape, generator=rng)

    return [
        (
            [(normal(BATCH, 2), normal(BATCH, LATENT), torch.rand(BATCH, 1, generator=rng))
             for _ in range(STEPS)],
            normal(BATCH, LATENT),
        )
        for _ in range(iterations)
    ]  # fmt: skip


def for_the_page(draws):
    return [
        {
            "critic": [
                {name: t.flatten().tolist() for name, t in zip("xzu", step, strict=True)}
                for step in critic
            ],
            "generator": generator.flatten().tolist(),
        }
        for critic, generator in draws
    ]


def difference(engine, iterations, objective, held, *how):
    """The largest difference of any weight after as many iterations in both places."""
    run, before = in_the_package(objective, held, *how)
    draws, no_masks = drawn(iterations), torch.zeros(1, dtype=torch.int64)
    settings = in_the_page(held, objective, *how)
    start = flat(run.critic), flat(run.generator)
    for critic, generator in draws:
        for x, z, u in critic:
            y = run.generator(z[None]).detach()
            run.improve_critic(x[None], y, u[None], no_masks)
        run.improve_generator(generator[None], torch.zeros(()), no_masks)
    found = engine.evaluate(
        PLAY, {"settings": settings, "weights": before, "draws": for_the_page(draws)}
    )
    networks = {"critic": run.critic, "generator": run.generator, "averaged": run.averaged}
    ours = {name: flat(network) for name, network in networks.items()}
    for was, name in zip(start, ("critic", "generator"), strict=True):
        assert np.abs(was - ours[name]).max() > 1e-3, f"{name} has not moved"
    return max(np.abs(ours[name] - found[name]).max() for name in networks)


@pytest.mark.browser
@pytest.mark.parametrize("objective", OBJECTIVES)
def test_an_iteration_is_the_packages(engine, objective):
    far = {
        str(held): difference(engine, 1, objective, held, (11, 11), "adam", "relu") for held in HELD
    }
    assert max(far.values()) < 1e-9, far


@pytest.mark.browser
def test_so_it_is_with_leaky_units_rmsprop_and_other_depths(engine):
    far = {
        (str(held), depth): difference(
            engine, 2, "nonsaturating", held, (7,) * depth, "rmsprop", "leaky_relu"
        )
        for held in (Clip(0.2), SpectralNorm(0.8), PENALTIES[0], PENALTIES[4])
        for depth in (1, 4)
    }
    assert max(far.values()) < 1e-9, far


# Both places round differently, by 1e-16 a sum. Through 300 smooth steps that grows by some powers
# of ten. It would not stay small if a unit's input, within rounding of 0, were on in one place and
# off in the other: that has probability of about 1e-14 for each of the few million inputs here.
@pytest.mark.browser
@pytest.mark.parametrize(
    ("objective", "held", "optimiser"),
    [
        ("wasserstein", GradientPenalty(0.1), "adam"),
        ("wasserstein", Clip(0.1), "rmsprop"),
        ("hinge", SpectralNorm(2.0), "adam"),
    ],
)
def test_a_hundred_iterations_are_too(engine, objective, held, optimiser):
    assert difference(engine, 100, objective, held, (11, 11), optimiser, "relu") < 1e-6


@pytest.mark.browser
def test_what_is_looked_at_is_what_the_package_computes(engine):
    """Scores, slopes, penalty and losses at the fixed points, and the critic on a grid."""
    for held in (PENALTIES[1], PENALTIES[5], SpectralNorm(1.7)):
        run, before = in_the_package("hinge", held, (9, 9), "adam", "relu")
        settings = {**in_the_page(held, "hinge", (9, 9), "adam", "relu"), "look": 50}
        seen, looked, fixed = engine.evaluate(
            """({ settings, weights }) => {
              const game = newGame(settings);
              setWeights(game, weights);
              const plain = (o) => Object.fromEntries(Object.entries(o).map(([k, v]) =>
                [k, ArrayBuffer.isView(v) ? [...v] : v]));
              const seen = plain(game.state());
              const grid = { x0: -2, x1: 3, nx: 21, y0: -1, y1: 2, ny: 17 };
              return [seen, plain(game.look({ grid, potential: true })), plain(game.fixed)];
            }""",
            {"settings": settings, "weights": before},
        )
        real, fake = (torch.tensor(seen[k]).view(1, 50, 2) for k in ("real", "fake"))
        u = torch.tensor(fixed["u"]).view(1, 50, 1)
        z = torch.tensor(fixed["z"]).view(1, 50, LATENT)
        with torch.no_grad():
            assert np.allclose(run.generator(z), fake, atol=1e-12, rtol=0)
            fx, fy = run.scores(real, fake)
            penalty = held.penalty(run.critic, real, fake, u)
            between = run.critic.input_gradient(u * real + (1 - u) * fake)
            slopes, at_fakes = gradient_norm(between), run.critic.input_gradient(fake)
        leaned = fy.clone().requires_grad_()
        (pull,) = torch.autograd.grad(run.objective.generator(leaned).sum(), leaned)
        places = np.stack(np.meshgrid(np.linspace(-2, 3, 21), np.linspace(-1, 2, 17)), -1)
        where = torch.tensor(places).view(1, -1, 2)
        expected = {
            "scoresReal": fx, "scoresFake": fy, "gradients": at_fakes, "slopes": slopes,
            "received": -pull[..., None] * at_fakes, "gap": run.objective.gap(fx, fy),
            "penalty": penalty, "criticLoss": run.objective.critic_loss(fx, fy) + penalty,
            "generatorLoss": run.objective.generator_loss(fy),
        }  # fmt: skip
        for name, value in expected.items():
            value = value.detach().numpy().ravel()
            np.testing.assert_allclose(
                np.ravel(seen[name]), value, atol=1e-11, rtol=0, err_msg=name
            )
        with torch.no_grad():
            field = run.critic(where)
            slope = gradient_norm(run.critic.input_gradient(where))
        np.testing.assert_allclose(looked["field"], field.ravel(), atol=1e-11)
        np.testing.assert_allclose(looked["slope"], slope.ravel(), atol=1e-11)
