"""Penalties against closed forms and finite differences, and clipping against its bound."""

from math import sqrt

import pytest
import torch
from torch import nn

from gantutor import constraints
from gantutor.constraints import (
    PLACES,
    RULES,
    Clip,
    Free,
    GradientPenalty,
    SpectralNorm,
    gradient_norm,
    input_gradient,
    interpolate,
)
from gantutor.gan import Config, start
from gantutor.nets import ACTIVATIONS, MLP, Network
from gantutor.randomness import seeded_generator
from gantutor.spectral import spectral_norm
from gantutor.training import load, save


def draw(*shape, seed=0):
    return torch.randn(*shape, generator=seeded_generator(seed), dtype=torch.float64)


def pairs(games=2, n=6, dim=2):
    u = torch.rand(games, n, 1, generator=seeded_generator(9), dtype=torch.float64)
    return draw(games, n, dim, seed=1), draw(games, n, dim, seed=2), u


def linear(w):
    return lambda points: points @ torch.tensor(w, dtype=points.dtype)[:, None]


def quadratic(a):
    """f = ½ a ‖x‖², so that ∇f = a x."""
    return lambda points: 0.5 * a * points.square().sum(-1, keepdim=True)


# Points --------------------------------------------------------------------------------------


def test_between_is_real_at_one_and_fake_at_zero():
    x, y, u = pairs()
    torch.testing.assert_close(interpolate(x, y, torch.ones_like(u)), x)
    torch.testing.assert_close(interpolate(x, y, torch.zeros_like(u)), y)
    torch.testing.assert_close(interpolate(x, y, u), u * x + (1 - u) * y)


# Gradients and norms -------------------------------------------------------------------------


def test_the_input_gradient_of_known_functions():
    x, _, _ = pairs()
    expected = torch.tensor([3.0, -4.0], dtype=torch.float64).expand_as(x)
    torch.testing.assert_close(input_gradient(linear([3.0, -4.0]), x), expected)
    torch.testing.assert_close(input_gradient(quadratic(1.5), x), 1.5 * x)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_input_gradient_agrees_with_finite_differences(activation):
    net = MLP((2, 7, 7, 1), activation).build(seeds=(0, 1)).double()
    x, h = pairs()[0], 1e-6
    for axis in range(2):
        step = torch.zeros(2, dtype=torch.float64)
        step[axis] = h
        with torch.no_grad():
            slope = (net(x + step) - net(x - step)).squeeze(-1) / (2 * h)
        torch.testing.assert_close(input_gradient(net, x)[..., axis], slope, rtol=1e-6, atol=1e-8)


def test_an_input_gradient_asked_for_without_a_graph_has_none():
    net = MLP((2, 4, 1)).build(seeds=(0,)).double()
    x = draw(1, 5, 2)
    assert not input_gradient(net, x).requires_grad
    assert input_gradient(net, x, create_graph=True).requires_grad
    with torch.no_grad():
        torch.testing.assert_close(input_gradient(net, x), input_gradient(net.forward, x))


def test_the_norm_is_each_samples_own():
    gradient = torch.tensor([[[3.0, 4.0], [0.0, 2.0]], [[1.0, 0.0], [0.0, 0.0]]])
    expected = torch.tensor([[5.0, 2.0], [1.0, 0.0]])
    torch.testing.assert_close(gradient_norm(gradient), expected)


def test_tiny_norms_are_not_lost():
    assert gradient_norm(torch.full((1, 1, 1), 1e-15)).item() == pytest.approx(1e-15, rel=1e-5)


@pytest.mark.parametrize("rule", RULES)
def test_a_zero_gradient_is_safe_to_differentiate_twice(rule):
    g = torch.zeros(1, 3, 2, requires_grad=True)
    value = RULES[rule](g).sum()
    (first,) = torch.autograd.grad(value, g, create_graph=True)
    (second,) = torch.autograd.grad(first.sum(), g)
    assert value.item() == {"two_sided": 3.0}.get(rule, 0.0)
    assert torch.equal(first, torch.zeros_like(first))
    assert second.isfinite().all()


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("net", ["closed form", "autograd"])
def test_a_dead_critic_gets_finite_gradients(rule, net):
    """All weights 0: every norm is 0, and no parameter may become NaN."""
    critic = MLP((2, 4, 1)).build(seeds=(0, 1))
    with torch.no_grad():
        for p in critic.parameters():
            p.zero_()
    f = critic if net == "closed form" else critic.forward
    x, y, u = (t.float() for t in pairs())
    penalty = GradientPenalty(10.0, rule).penalty(f, x, y, u)
    for g in torch.autograd.grad(penalty.sum(), list(critic.parameters()), allow_unused=True):
        assert g is None or g.isfinite().all()


# Penalties -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "expected"),
    [("two_sided", 16.0), ("one_sided", 16.0), ("zero_centred", 25.0)],
)
@pytest.mark.parametrize("where", PLACES)
def test_a_linear_critic_of_slope_5(rule, expected, where):
    penalty = GradientPenalty(2.0, rule, where).penalty(linear([3.0, -4.0]), *pairs())
    torch.testing.assert_close(penalty, torch.full((2,), 2.0 * expected, dtype=torch.float64))


def test_only_the_two_sided_rule_minds_a_slope_below_1():
    flat = linear([0.3, 0.4])
    values = {rule: GradientPenalty(1.0, rule).penalty(flat, *pairs())[0].item() for rule in RULES}
    assert values == pytest.approx({"two_sided": 0.25, "one_sided": 0.0, "zero_centred": 0.25})


@pytest.mark.parametrize("where", PLACES)
def test_a_quadratic_critic_is_penalised_where_it_should_be(where):
    x, y, u = pairs()
    points = {"between": u * x + (1 - u) * y, "real": x, "fake": y}[where]
    expected = 10 * (1.5 * points.norm(dim=-1) - 1).square().mean(-1)
    found = GradientPenalty(10.0, where=where).penalty(quadratic(1.5), x, y, u)
    torch.testing.assert_close(found, expected)


def test_the_norm_is_not_taken_over_the_whole_batch():
    """Two samples of slope 3 and 4: (2² + 3²)/2 = 6.5, whereas a batch norm of 5 gives 16."""
    x = torch.tensor([[[3.0], [4.0]]])
    found = GradientPenalty(1.0, where="real").penalty(quadratic(1.0), x, x, x)
    assert found.item() == pytest.approx(6.5)


def test_a_weight_for_each_game():
    x, y, u = pairs(games=3)
    found = GradientPenalty((0.0, 1.0, 10.0)).penalty(linear([3.0, -4.0]), x, y, u)
    expected = torch.tensor([0.0, 16.0, 160.0], dtype=torch.float64)
    torch.testing.assert_close(found, expected)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_gradient_of_the_penalty_agrees_with_finite_differences(rule, activation):
    net = MLP((2, 5, 5, 1), activation, init="default").build(seeds=(0, 1)).double()
    x, y, u = pairs()
    constraint = GradientPenalty(3.0, rule)
    weight = net.weights[1]
    (gradient,) = torch.autograd.grad(constraint.penalty(net, x, y, u).sum(), weight)
    direction, h = draw(*weight.shape, seed=5), 1e-6

    def moved(by):
        with torch.no_grad():
            weight.add_(direction, alpha=by)
            value = constraint.penalty(net, x, y, u).sum().item()
            weight.sub_(direction, alpha=by)
        return value

    slope = (moved(h) - moved(-h)) / (2 * h)
    assert (gradient * direction).sum().item() == pytest.approx(slope, rel=1e-5, abs=1e-7)


def test_the_penalty_trains_the_critic_and_not_the_points():
    net = MLP((2, 4, 1)).build(seeds=(0, 1)).double()
    x, y, u = pairs()
    y.requires_grad_()
    penalty = GradientPenalty().penalty(net.forward, x, y, u).sum()
    on_weight, on_y = torch.autograd.grad(penalty, (net.weights[0], y), allow_unused=True)
    assert on_weight.abs().max() > 1e-3
    assert on_y is None


# Clipping ------------------------------------------------------------------------------------


def test_clipping_leaves_nothing_outside_and_touches_nothing_inside():
    net = MLP((2, 8, 1), init="default").build(seeds=(0, 1))
    before = [p.detach().clone() for p in net.parameters()]
    Clip(0.1).project(net)
    for b, p in zip(before, net.parameters(), strict=True):
        torch.testing.assert_close(p.detach(), b.clamp(-0.1, 0.1), rtol=0, atol=0)


def test_a_bound_for_each_game():
    net = MLP((2, 8, 1)).build(seeds=(0, 1, 2))
    Clip((0.01, 0.1, 100.0)).project(net)
    largest = [max(p[s].abs().max().item() for p in net.parameters()) for s in range(3)]
    assert largest[:2] == pytest.approx([0.01, 0.1])
    assert 0.5 < largest[2] < 100


def test_preparing_clips_the_initial_weights_too():
    net = MLP((2, 8, 1)).build(seeds=(0,))
    Clip(0.01).prepare(net)
    assert max(p.abs().max().item() for p in net.parameters()) == pytest.approx(0.01)


@pytest.mark.parametrize("c", [0.1, 0.01, 0.001])
def test_the_slope_of_a_clipped_critic_is_arithmetic(c):
    """Four layers of 512 on 2-D input, all at c: c⁴·512³·√2, which no other critic beats."""
    bound = c**4 * 512**3 * sqrt(2)
    net = MLP((2, 512, 512, 512, 1)).build(seeds=(0, 1)).double()
    Clip(c).prepare(net)
    with torch.no_grad():
        for w in net.weights:
            w[0] = c  # game 0 is the extreme one
    points = draw(2, 16, 2).abs()
    norm = gradient_norm(input_gradient(net, points))
    assert norm[0].tolist() == pytest.approx([bound] * 16)
    assert norm[1].max().item() < 0.1 * bound
    assert bound == pytest.approx({0.1: 18981, 0.01: 1.898, 0.001: 1.898e-4}[c], rel=1e-3)


# Spectral normalisation -----------------------------------------------------------------------


def norms(net):
    """The spectral norm of each layer as it acts, (layers, games)."""
    return torch.stack([spectral_norm(w.detach()) for w, _ in net.layers()])


def test_every_layer_has_norm_1_and_the_output_is_scaled():
    net = MLP((2, 16, 16, 1), init="default").build(seeds=(0, 1)).double()
    before = [p.detach().clone() for p in net.parameters()]
    SpectralNorm((1.0, 3.0)).prepare(net)
    expected = torch.tensor([[1.0, 1.0], [1.0, 1.0], [1.0, 3.0]], dtype=torch.float64)
    torch.testing.assert_close(norms(net), expected, rtol=1e-3, atol=0)
    assert all(torch.equal(a, b) for a, b in zip(before, net.parameters(), strict=True))
    plain = MLP((2, 16, 16, 1), init="default").build(seeds=(0, 1)).double()
    SpectralNorm().prepare(plain)
    factor = torch.tensor([1.0, 3.0], dtype=torch.float64).view(2, 1, 1)
    x = draw(2, 5, 2)
    torch.testing.assert_close(net(x), factor * plain(x))


def test_slope_output_and_ordinary_copies_are_those_of_the_divided_network():
    net = MLP((2, 9, 9, 1), "leaky_relu").build(seeds=(0, 1)).double()
    SpectralNorm(2.0).prepare(net)
    x = draw(2, 5, 2)
    torch.testing.assert_close(input_gradient(net, x), input_gradient(net.forward, x))
    for s in range(2):
        copy = net.member(s).double()
        torch.testing.assert_close(copy(x[s]), net(x)[s], rtol=1e-5, atol=1e-6)
        found = [spectral_norm(m.weight.detach()).item() for m in copy if hasattr(m, "weight")]
        assert found == pytest.approx([1.0, 1.0, 2.0], rel=1e-3)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_no_pair_of_points_is_further_apart_than_the_norms_allow(activation):
    """The slope between points, near and far, against c and the product of the true norms."""
    net = MLP((3, 32, 32, 32, 1), activation, init="default").build(seeds=(0, 1, 2)).double()
    constraint = SpectralNorm(0.7)
    constraint.prepare(net)
    for step in range(5):
        with torch.no_grad():
            for p in net.parameters():
                p.add_(0.02 * draw(*p.shape, seed=step))
        constraint.project(net)
        x = 2 * draw(3, 400, 3, seed=50 + step)
        y = x + draw(3, 400, 1, seed=60 + step).exp() * draw(3, 400, 3, seed=70 + step)
        with torch.no_grad():
            rise = (net(x) - net(y)).squeeze(-1).abs()
        slope = (rise / (x - y).norm(dim=-1)).amax(-1)
        product = norms(net).prod(0)
        assert (slope <= product * (1 + 1e-9)).all()
        # Power iteration comes from below, so the product is at least c: here by less than 10%.
        assert (product >= 0.7 * (1 - 1e-9)).all()
        assert (product <= 0.77).all()


def test_more_iterations_bring_the_norm_closer():
    errors = []
    for iterations in (1, 20):
        net = MLP((2, 32, 32, 1)).build(seeds=(0,)).double()
        constraint = SpectralNorm(iterations=iterations)
        constraint.prepare(net)
        with torch.no_grad():
            for p in net.parameters():
                p.add_(0.1 * draw(*p.shape, seed=3))
        constraint.project(net)
        errors.append(norms(net).prod(0).item() - 1)
    assert 1e-9 < errors[1] < 0.5 * errors[0]


def test_the_norm_is_differentiated_as_well():
    """Scaling a hidden layer changes nothing, so the loss has no slope in that direction."""
    net = MLP((2, 8, 8, 1), init="default").build(seeds=(0, 1)).double()
    SpectralNorm().prepare(net)
    x = draw(2, 20, 2)
    for weight in net.weights:
        (gradient,) = torch.autograd.grad(net(x).square().sum(), weight)
        assert gradient.abs().max() > 1e-3
        assert (gradient * weight).sum().item() == pytest.approx(0.0, abs=1e-10)


def test_a_divided_critic_is_the_same_in_any_company():
    alone, together = (MLP((2, 16, 16, 1)).build(seeds=seeds) for seeds in ((5,), (3, 5, 8)))
    for net, c in ((alone, 2.0), (together, (1.0, 2.0, 4.0))):
        SpectralNorm(c).prepare(net)
    x = draw(1, 7, 2).float()
    torch.testing.assert_close(together(x.expand(3, -1, -1))[1], alone(x)[0], rtol=1e-5, atol=1e-6)


def spectral_run(seeds=(0, 1), **changes):
    config = Config(
        critic=MLP((2, 8, 8, 1)),
        generator=MLP((3, 8, 2)),
        objective="hinge",
        batch=16,
        n_critic=2,
        iterations=40,
        constraint=SpectralNorm((1.0, 5.0)[: len(seeds)]),
        **changes,
    )
    return start(config, draw(200, 2).float(), seeds=seeds)


def test_a_resumed_run_is_the_uninterrupted_one(tmp_path):
    whole, first, second = (spectral_run() for _ in range(3))
    for _ in range(20):
        whole.iterate()
    for _ in range(9):
        first.iterate()
    save(first, tmp_path / "c.ckpt")
    load(second, tmp_path / "c.ckpt")
    for _ in range(11):
        second.iterate()
    for a, b in zip(
        whole.critic.state_dict().items(), second.critic.state_dict().items(), strict=True
    ):
        assert a[0] == b[0] and torch.equal(a[1], b[1]), a[0]
    assert {"normalised.u0", "normalised.v2"} <= set(whole.critic.state_dict())


def test_training_moves_the_vectors_in_place():
    """A CUDA graph knows addresses."""
    run = spectral_run()
    vectors = dict(run.critic.normalised.named_buffers())
    before = {name: (t.data_ptr(), t.clone()) for name, t in vectors.items()}
    for _ in range(3):
        run.iterate()
    for name, t in run.critic.normalised.named_buffers():
        place, old = before[name]
        assert t.data_ptr() == place
        # The input side of the last layer and the 1-by-1 side apart, every vector has moved.
        assert torch.equal(t, old) == (name in ("c", "v2")), name


def test_trained_norms_stay_near_1():
    run = spectral_run(seeds=(0,), lr=1e-3)
    for _ in range(40):
        run.iterate()
    assert (norms(run.critic) >= 1 - 1e-5).all()
    assert (norms(run.critic) <= 1.05).all()


# Refusals ------------------------------------------------------------------------------------


def test_no_constraint_does_nothing():
    net = MLP((2, 4, 1)).build(seeds=(0, 1)).double()
    before = [p.detach().clone() for p in net.parameters()]
    Free().prepare(net)
    assert torch.equal(Free().penalty(net, *pairs()), torch.zeros(2, dtype=torch.float64))
    Free().project(net)
    assert all(torch.equal(a, b) for a, b in zip(before, net.parameters(), strict=True))


class Centred(Network):
    """A critic with a normalisation written by hand: the mean over an axis is subtracted."""

    def __init__(self, axis):
        super().__init__(MLP((2, 1)), (0, 1))
        self.weight = nn.Parameter(draw(2, 2, 4).float())
        self.axis = axis

    def forward(self, x):
        hidden = x @ self.weight
        return (hidden - hidden.mean(self.axis, keepdim=True)).relu().sum(-1, keepdim=True)


def test_a_penalised_critic_that_mixes_its_batch_is_refused():
    critic = Centred(axis=1)
    assert constraints.mixes_batch(critic)
    with pytest.raises(ValueError, match="must treat each sample by itself"):
        GradientPenalty().prepare(critic)
    Free().prepare(critic)


def test_other_normalisations_are_accepted():
    for critic in (Centred(axis=2), MLP((2, 8, 1)).build((0, 1))):
        assert not constraints.mixes_batch(critic)
        GradientPenalty().prepare(critic)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Clip(0.0), "c of Clip must be finite and above 0, got 0.0"),
        (lambda: Clip((0.1, -1.0)), r"c of Clip must be finite and above 0, got \(0.1, -1.0\)"),
        (lambda: Clip(()), "c of Clip must be"),
        (lambda: GradientPenalty(-1.0), "weight of GradientPenalty must be finite and at least 0"),
        (lambda: GradientPenalty(float("nan")), "weight of GradientPenalty must be finite"),
        (
            lambda: GradientPenalty(rule="both"),
            "unknown rule 'both'; known: two_sided, one_sided, zero_centred",
        ),
        (
            lambda: GradientPenalty(where="everywhere"),
            "unknown where 'everywhere'; known: between, real, fake",
        ),
        (lambda: SpectralNorm((1.0, 0.0)), r"c of SpectralNorm must be finite and above 0, got"),
        (
            lambda: SpectralNorm(iterations=0),
            "iterations of SpectralNorm must be at least 1, got 0",
        ),
        (
            lambda: SpectralNorm().prepare(nn.Linear(2, 1)),
            "divides the layers of a BatchedMLP, but the critic is Linear",
        ),
        (lambda: constraints.get("spectre"), "'spectre'; known: free, clip, penalty, spectral"),
    ],
)
def test_refuses_what_it_does_not_know(make, message):
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize(
    "constraint",
    [Clip((0.1, 0.2, 0.3)), GradientPenalty((1.0, 2.0, 3.0)), SpectralNorm((1.0, 2.0, 3.0))],
)
def test_strengths_must_fit_the_games(constraint):
    with pytest.raises(ValueError, match="has 3 values, but there are 2 seeds"):
        constraint.prepare(MLP((2, 1)).build(seeds=(0, 1)))


def test_constraints_by_name_or_as_they_are():
    assert constraints.get("clip") == Clip(0.01)
    assert constraints.get("penalty") == GradientPenalty(10.0)
    assert constraints.get("spectral") == SpectralNorm(1.0, iterations=1)
    assert constraints.get(Clip(1)) == Clip(1.0)
