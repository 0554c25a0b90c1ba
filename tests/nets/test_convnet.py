"""Convolutional networks: the same as ordinary ones, and each seed for itself."""

import copy
import json
import pickle

import numpy as np
import pytest
import torch
from torch import nn

from gantutor import constraints, metrics
from gantutor.constraints import Clip, GradientPenalty, input_gradient, mixes_batch
from gantutor.nets import (
    ACTIVATIONS,
    INITS,
    MLP,
    OUTPUTS,
    Activation,
    AveragePool,
    BatchNorm,
    Conv,
    ConvNet,
    ConvTranspose,
    Dense,
    Dropout,
    LayerNorm,
    MaxPool,
    Reshape,
    Spec,
    Upsample,
)
from gantutor.nets.dropout import BatchedDropout, kept
from gantutor.nets.splitmix import splitmix
from gantutor.randomness import seeded_generator
from gantutor.training import Optimiser, move_average
from tests.nets.stacks import ARCHITECTURES, stack_of

EXACT = {"rtol": 1e-10, "atol": 1e-12}
SEEDS = [(5,), (3, 5, 9)]
PENALISED = [name for name, pair in ARCHITECTURES.items() if pair.spec.outputs == 1]
EVERY_KIND = ConvNet(
    (1, 8, 8),
    (
        Conv(4, kernel=3, padding=1),
        BatchNorm(),
        Activation("leaky_relu"),
        MaxPool(2),
        LayerNorm(),
        Dropout(0.3),
        Upsample(2),
        AveragePool(2),
        ConvTranspose(2, kernel=2, stride=2),
        Activation("tanh"),
        Dense(8),
        BatchNorm(),
        Reshape((2, 2, 2)),
        Activation("relu"),
        Dense(1),
    ),
)


def draw(*shape, seed=0):
    return torch.randn(shape, dtype=torch.float64, generator=seeded_generator(seed))


def built(spec, seeds=(3, 5, 9)):
    """In float64, with every parameter at random: no scale of 1, no shift of 0."""
    net = spec.build(seeds).double()
    with torch.no_grad():
        for p in net.parameters():
            for each, s in zip(p, seeds, strict=True):
                each.add_(0.1 * draw(*each.shape, seed=s))
    return net


def per_seed(gradient, s, like):
    """Seed s's part of a gradient, as the ordinary layer has it."""
    return (gradient[s].T if like.dim() == 2 else gradient[s]).reshape(like.shape)


# The same as ordinary networks -----------------------------------------------------------------


@pytest.mark.parametrize("seeds", SEEDS, ids=len)
@pytest.mark.parametrize("name", ARCHITECTURES)
def test_outputs_and_gradients_are_those_of_the_stack_by_hand(name, seeds):
    net = built(ARCHITECTURES[name].spec, seeds)
    x = draw(len(seeds), 6, net.spec.inputs).requires_grad_()
    w = draw(len(seeds), 6, net.spec.outputs, seed=1)
    stacks = [stack_of(name, net, s) for s in range(len(seeds))]
    members = [net.member(s) for s in range(len(seeds))]
    out = net(x)
    assert out.shape == w.shape
    of_input, *of_weights = torch.autograd.grad((out * w).sum(), [x, *net.parameters()])
    for s, (stack, member) in enumerate(zip(stacks, members, strict=True)):
        alone = x[s].detach().requires_grad_()
        expected = stack(alone)
        torch.testing.assert_close(out[s], expected, **EXACT)
        torch.testing.assert_close(member(alone), expected, **EXACT)
        slope, *slopes = torch.autograd.grad((expected * w[s]).sum(), [alone, *stack.parameters()])
        torch.testing.assert_close(of_input[s], slope, **EXACT)
        for found, wanted in zip(of_weights, slopes, strict=True):
            torch.testing.assert_close(per_seed(found, s, wanted), wanted, **EXACT)


@pytest.mark.parametrize("seeds", SEEDS, ids=len)
@pytest.mark.parametrize("name", PENALISED)
def test_the_penalty_and_its_gradient_are_those_of_the_stack_by_hand(name, seeds):
    """Second derivatives; a critic with BatchNorm in evaluation mode, where it mixes nothing."""
    net = built(ARCHITECTURES[name].spec, seeds).train(not ARCHITECTURES[name].spec.mixes_batch)
    x, y = (draw(len(seeds), 6, net.spec.inputs, seed=i) for i in range(2))
    u = draw(len(seeds), 6, 1, seed=2).sigmoid()
    penalty = GradientPenalty(3.0).penalty(net, x, y, u)
    found = torch.autograd.grad(penalty.sum(), list(net.parameters()), allow_unused=True)
    for s in range(len(seeds)):
        stack = stack_of(name, net, s)
        points = (u[s] * x[s] + (1 - u[s]) * y[s]).requires_grad_()
        (slope,) = torch.autograd.grad(stack(points).sum(), points, create_graph=True)
        expected = 3.0 * (slope.norm(dim=1) - 1).square().mean()
        torch.testing.assert_close(penalty[s], expected, **EXACT)
        parameters = list(stack.parameters())
        slopes = torch.autograd.grad(expected, parameters, allow_unused=True)
        for mine, wanted, p in zip(found, slopes, parameters, strict=True):
            if wanted is None or mine is None:
                assert wanted is None or wanted.abs().max() == 0
                assert mine is None or mine.abs().max() == 0
            else:
                torch.testing.assert_close(per_seed(mine, s, p), wanted, **EXACT)


def test_the_gradient_of_a_penalty_is_that_of_finite_differences():
    """With layer normalisation, pooling, and dropout by the same masks each time."""
    layers = (
        Conv(3, kernel=3, padding=1),
        LayerNorm(),
        Activation("tanh"),
        MaxPool(2),
        Dropout(0.3),
        ConvTranspose(2, kernel=4, stride=2, padding=1),
        Activation("leaky_relu"),
        AveragePool(2),
        Dense(1),
    )
    net = built(ConvNet((1, 4, 4), layers), (0, 1))
    x, y, u = draw(2, 4, 16), draw(2, 4, 16, seed=1), draw(2, 4, 1, seed=2).sigmoid()

    def penalty():
        net.redraw(torch.tensor((8, 9)))
        return GradientPenalty(1.0).penalty(net, x, y, u).sum()

    parameters = list(net.parameters())
    slopes = torch.autograd.grad(penalty(), parameters, allow_unused=True)
    assert any(s is not None and s.abs().max() > 0.01 for s in slopes)
    for i, (p, slope) in enumerate(zip(parameters, slopes, strict=True)):
        direction, h = draw(*p.shape, seed=10 + i), 1e-6
        ends = []
        for sign in (1, -1):
            with torch.no_grad():
                p.add_(sign * h * direction)
            ends.append(penalty().item())
            with torch.no_grad():
                p.sub_(sign * h * direction)
        found = 0.0 if slope is None else (slope * direction).sum().item()
        assert found == pytest.approx((ends[0] - ends[1]) / (2 * h), rel=1e-5, abs=1e-8)


def test_dropout_is_a_product_with_its_mask():
    """Outputs and the penalty's gradient, against a critic by hand that multiplies by the mask."""
    layers = (Conv(3, kernel=3), Activation("tanh"), Dropout(0.4), Dense(1))
    net = built(ConvNet((1, 6, 6), layers), (2, 4))
    key = torch.tensor((70, 71))
    of_layer = splitmix(splitmix(key, 0), 2)  # role 0, layers[2]
    net.redraw(key)
    x, y, u = draw(2, 5, 36), draw(2, 5, 36, seed=1), draw(2, 5, 1, seed=2).sigmoid()
    out, penalty = net(x), GradientPenalty(1.0).penalty(net, x, y, u)
    slopes = torch.autograd.grad(penalty.sum(), [net.layers[0].weight, net.layers[3].weight])
    for s in range(2):
        conv, _, _, flatten, linear = list(net.member(s))[1:]

        def critic(points, number, s=s, conv=conv, flatten=flatten, linear=linear):
            mask = kept(splitmix(of_layer[s : s + 1], number), 5, 48, 0.4).view(5, 3, 4, 4)
            return linear(flatten(conv(points.view(5, 1, 6, 6)).tanh() * mask / 0.6))

        torch.testing.assert_close(out[s], critic(x[s], 0), **EXACT)
        points = (u[s] * x[s] + (1 - u[s]) * y[s]).requires_grad_()
        (slope,) = torch.autograd.grad(critic(points, 1).sum(), points, create_graph=True)
        expected = (slope.norm(dim=1) - 1).square().mean()
        of_conv, of_linear = torch.autograd.grad(expected, [conv.weight, linear.weight])
        torch.testing.assert_close(slopes[0][s], of_conv, **EXACT)
        torch.testing.assert_close(slopes[1][s].T, of_linear, **EXACT)


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_training_keeps_step_with_the_stack_by_hand(name):
    """Five steps by the run's own optimiser: weights, running statistics, evaluation mode."""
    net = built(ARCHITECTURES[name].spec)
    stacks = [stack_of(name, net, s) for s in range(3)]
    ours = Optimiser(net, "rmsprop", 1e-2, (0.0, 0.9))
    theirs = [torch.optim.RMSprop(stack.parameters(), 1e-2, alpha=0.9) for stack in stacks]
    for step in range(5):
        x = draw(3, 6, net.spec.inputs, seed=step)
        ours.descend(net(x).square().mean((1, 2)))
        for s, (stack, optimiser) in enumerate(zip(stacks, theirs, strict=True)):
            optimiser.zero_grad()
            stack(x[s]).square().mean().backward()
            optimiser.step()
    x = draw(3, 6, net.spec.inputs, seed=9)
    close = {"rtol": 1e-7, "atol": 1e-7}
    for s, stack in enumerate(stacks):
        statistics = [b for n, b in stack.named_buffers() if "num_batches" not in n]
        for mine, wanted in zip(net.buffers(), statistics, strict=True):
            torch.testing.assert_close(mine[s], wanted, **close)
        for mine, wanted in zip(net.parameters(), stack.parameters(), strict=True):
            torch.testing.assert_close(per_seed(mine, s, wanted), wanted, **close)
        torch.testing.assert_close(net.eval()(x)[s], stack.eval()(x[s]), **close)
        torch.testing.assert_close(net.member(s)(x[s]), stack(x[s]), **close)
        net.train()


def test_evaluation_mode_uses_the_running_statistics_and_leaves_them():
    net = built(EVERY_KIND)
    for step in range(3):
        net(draw(3, 6, 64, seed=step))
    before = [b.clone() for b in net.buffers()]
    x = draw(3, 6, 64, seed=7)
    net.eval()
    whole = net(x)
    torch.testing.assert_close(net(x[:, :2]), whole[:, :2], **EXACT)  # whoever else is there
    torch.testing.assert_close(whole[1], net.member(1)(x[1]), **EXACT)
    assert all(torch.equal(a, b) for a, b in zip(before, net.buffers(), strict=True))
    net.train()
    assert (net(x) - whole).abs().max() > 1e-3


def test_a_convnet_of_dense_layers_is_the_perceptron():
    layers = (Dense(5), Activation("relu"), Dense(4), Activation("relu"), Dense(1))
    for init in INITS:
        ours = ConvNet((3,), layers, "tanh", init).build((4, 5), role=1)
        theirs = MLP((3, 5, 4, 1), "relu", "tanh", init).build((4, 5), role=1)
        weights = [p for pair in zip(theirs.weights, theirs.biases, strict=True) for p in pair]
        for a, b in zip(ours.parameters(), weights, strict=True):
            assert torch.equal(a, b)
        x = draw(2, 7, 3).float()
        torch.testing.assert_close(ours(x), theirs(x))


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_activation_and_output(activation, output):
    net = built(ConvNet((2,), (Dense(4), Activation(activation), Dense(3)), output))
    x = draw(3, 7, 2)
    for s in range(3):
        torch.testing.assert_close(net(x)[s], net.member(s)(x[s]), **EXACT)


conv5 = {"kernel": 5, "stride": 2, "padding": 2}
KNOWN = {
    "two 3 × 3 convolutions and pooling, on MNIST": (
        ConvNet(
            (1, 28, 28),
            (
                *(Conv(32, kernel=3, padding=1), Activation("leaky_relu"), MaxPool(2)),
                *(Conv(64, kernel=3, padding=1), Activation("leaky_relu"), MaxPool(2)),
                *(Dense(1024), Activation("leaky_relu"), Dense(1)),
            ),
        ),
        {0: (1, 28, 28), 3: (32, 14, 14), 6: (64, 7, 7), 7: (1024,), 9: (1,)},
        28 * 28,
        # 10 · 32, 289 · 64, 3137 · 1024 and 1025 weights and biases
        320 + 18_496 + 3_212_288 + 1025,
    ),
    "a generator that shrinks, on MNIST": (
        ConvNet(
            (100,),
            (
                *(Dense(56 * 56), Reshape((1, 56, 56)), BatchNorm(), Activation("relu")),
                *(Conv(64, kernel=3, padding=1), BatchNorm(), Activation("relu")),
                Conv(1, kernel=4, stride=2, padding=1),
            ),
            output="tanh",
        ),
        {2: (1, 56, 56), 5: (64, 56, 56), 8: (1, 28, 28)},
        100,
        101 * 3136 + 2 + 10 * 64 + 128 + 64 * 16 + 1,
    ),
    "a generator that copies pixels, on CIFAR-10": (
        ConvNet(
            (100,),
            (
                *(Dense(4 * 4 * 128), BatchNorm(), Activation("leaky_relu")),
                Reshape((128, 4, 4)),
                *(Upsample(2), Conv(128, kernel=5, padding=2), Activation("leaky_relu")),
                *(Upsample(2), Conv(64, kernel=5, padding=2), Activation("leaky_relu")),
                *(Upsample(2), Conv(32, kernel=5, padding=2), Activation("leaky_relu")),
                Conv(3, kernel=5, padding=2),
            ),
            output="tanh",
        ),
        {4: (128, 4, 4), 7: (128, 8, 8), 10: (64, 16, 16), 13: (32, 32, 32), 14: (3, 32, 32)},
        100,
        101 * 2048 + 4096 + 3201 * 128 + 3201 * 64 + 1601 * 32 + 801 * 3,
    ),
    "5 × 5 convolutions with stride and dropout, on CIFAR-10": (
        ConvNet(
            (3, 32, 32),
            (
                *(Conv(32, **conv5), Activation("leaky_relu"), Dropout(0.3)),
                *(Conv(64, **conv5), Activation("leaky_relu"), Dropout(0.3)),
                *(Conv(128, **conv5), Activation("leaky_relu"), Dropout(0.3)),
                *(Conv(128, **conv5), Activation("leaky_relu"), Dropout(0.3)),
                Dense(1),
            ),
        ),
        {3: (32, 16, 16), 6: (64, 8, 8), 9: (128, 4, 4), 12: (128, 2, 2), 13: (1,)},
        3 * 32 * 32,
        76 * 32 + 801 * 64 + 1601 * 128 + 3201 * 128 + 513,
    ),
    "a generator with a transposed convolution, on CIFAR-10": (
        ConvNet(
            (32,),
            (
                *(Dense(128 * 16 * 16), Activation("leaky_relu"), Reshape((128, 16, 16))),
                *(Conv(256, kernel=5, padding=2), Activation("leaky_relu")),
                *(ConvTranspose(256, kernel=4, stride=2, padding=1), Activation("leaky_relu")),
                Conv(3, kernel=7, padding=3),
            ),
            output="tanh",
        ),
        {3: (128, 16, 16), 5: (256, 16, 16), 7: (256, 32, 32), 8: (3, 32, 32)},
        32,
        33 * 32768 + 3201 * 256 + (256 * 256 * 16 + 256) + (256 * 49 + 1) * 3,
    ),
}


@pytest.mark.parametrize("name", KNOWN)
def test_well_known_architectures_have_their_shapes_and_numbers_of_weights(name):
    spec, shapes, inputs, weights = KNOWN[name]
    assert {i: spec.shapes[i] for i in shapes} == shapes
    assert spec.inputs == inputs
    net = spec.build((0,), device="meta")
    assert sum(p.numel() for p in net.parameters()) == weights
    x = torch.empty(1, 5, inputs, device="meta")
    assert net(x).shape == (1, 5, spec.outputs)


def test_an_image_that_comes_in_or_goes_out_is_flat_outside():
    """Channel by channel, row by row, as reshape has it."""
    net = ConvNet((3, 4, 5), (Conv(3, kernel=1),)).build((0, 1))
    with torch.no_grad():
        net.layers[0].weight.copy_(torch.eye(3).view(3, 3, 1, 1))
    x = torch.arange(2 * 6 * 60.0).view(2, 6, 60)
    assert torch.equal(net(x), x)
    assert torch.equal(net.member(1)(x[1]), x[1])


def test_a_call_leaves_its_input_as_it_was():
    x = draw(1, 6, 64)
    before = x.clone()
    net = ConvNet((1, 8, 8), (Activation("relu"), Activation("tanh"), Dense(1))).build((0,))
    net.double()(x).sum().backward()
    assert torch.equal(x, before)


# Each seed for itself --------------------------------------------------------------------------


@pytest.mark.parametrize("init", INITS)
def test_a_network_depends_on_its_own_seed_alone(init):
    spec = ConvNet(EVERY_KIND.shape, EVERY_KIND.layers, init=init)
    alone, together = spec.build(seeds=(5,)), spec.build(seeds=(3, 5, 9))
    drawn = 0
    for one, many in zip(alone.parameters(), together.parameters(), strict=True):
        assert torch.equal(one[0], many[1])
        drawn += not torch.equal(many[0], many[1])
    assert drawn == {"he": 4, "default": 8, "normal002": 4}[init]


def test_roles_start_differently():
    first, second = (EVERY_KIND.build((0,), role=r).layers[0].weight for r in (0, 1))
    assert (first - second).abs().min() > 0


def test_a_seed_is_reproducible_and_leaves_the_global_generator_alone():
    state = torch.random.get_rng_state()
    one, two = (EVERY_KIND.build(seeds=(2,)) for _ in range(2))
    assert all(torch.equal(a, b) for a, b in zip(one.parameters(), two.parameters(), strict=True))
    one.member(0)
    assert torch.equal(torch.random.get_rng_state(), state)


def test_a_network_in_a_batch_is_the_network_alone():
    """Outputs, gradients and running statistics, in training, with every kind of layer."""
    together, alone = built(EVERY_KIND, (3, 5, 9)), built(EVERY_KIND, (5,))
    for step in range(3):
        x = draw(3, 6, 64, seed=step)
        many, one = together(x), alone(x[1:2])
        torch.testing.assert_close(many[1], one[0], **EXACT)
        slopes = torch.autograd.grad(many.square().sum(), list(together.parameters()))
        slope = torch.autograd.grad(one.square().sum(), list(alone.parameters()))
        for a, b in zip(slopes, slope, strict=True):
            torch.testing.assert_close(a[1], b[0], **EXACT)
    for a, b in zip(together.buffers(), alone.buffers(), strict=True):
        torch.testing.assert_close(a[1], b[0], **EXACT)


def test_one_broken_network_does_not_touch_the_others():
    net, healthy = built(EVERY_KIND), built(EVERY_KIND)
    with torch.no_grad():
        for p in net.parameters():
            p[1] = torch.nan
    x = draw(3, 6, 64)
    after, before = net(x), healthy(x)
    assert after[1].isnan().all()
    torch.testing.assert_close(after[[0, 2]], before[[0, 2]], rtol=0, atol=0)
    for a, b in zip(net.buffers(), healthy.buffers(), strict=True):
        torch.testing.assert_close(a[[0, 2]], b[[0, 2]], rtol=0, atol=0)


def test_everything_leads_with_the_seeds():
    net = EVERY_KIND.build((3, 5, 9))
    for tensor in (*net.parameters(), *net.buffers()):
        assert tensor.shape[0] == 3
    flat = metrics.flat_weights(net)
    assert flat.shape == (3, sum(p.numel() for p in net.parameters()) // 3)


# Initial weights -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("layer", "ordinary"),
    [
        (Conv(128, kernel=3), lambda: nn.Conv2d(32, 128, 3)),
        (ConvTranspose(128, kernel=4, stride=2), lambda: nn.ConvTranspose2d(32, 128, 4, 2)),
        (Dense(2048), lambda: nn.Linear(32 * 16, 2048)),
    ],
)
def test_initial_weights_have_the_law_of_torchs_layers(layer, ordinary):
    with torch.random.fork_rng():
        torch.manual_seed(0)
        theirs = ordinary()
        he = nn.init.kaiming_normal_(ordinary().weight)

    def ours(init):
        return ConvNet((32, 4, 4), (layer,), init=init).build((0,)).layers[0]

    default = ours("default")
    for found, wanted in ((default.weight, theirs.weight), (default.bias, theirs.bias)):
        assert found.abs().max().item() == pytest.approx(wanted.abs().max().item(), rel=0.03)
    assert default.weight.std().item() == pytest.approx(theirs.weight.std().item(), rel=0.02)
    assert ours("he").weight.std().item() == pytest.approx(he.std().item(), rel=0.02)
    assert ours("normal002").weight.std().item() == pytest.approx(0.02, rel=0.02)
    for init in ("he", "normal002"):
        assert ours(init).bias.abs().max() == 0
        assert ours(init).weight.mean().abs() < 4 * ours(init).weight.std() / 2**16**0.5


# With the rest of the package ------------------------------------------------------------------


def test_it_is_a_specification_like_the_others():
    assert isinstance(EVERY_KIND, Spec)
    assert (EVERY_KIND.inputs, EVERY_KIND.outputs, EVERY_KIND.code_dim) == (64, 1, 0)
    assert ConvNet([1, 8, 8], list(EVERY_KIND.layers)) == EVERY_KIND
    assert hash(EVERY_KIND) == hash(ConvNet([1, 8, 8], list(EVERY_KIND.layers)))
    for output in OUTPUTS:
        spec = ConvNet((2,), (Dense(1),), output)
        assert spec.bounded_below == (output != "linear")
    generator = ConvNet((5,), (Dense(12), Reshape((3, 2, 2))))
    assert (generator.inputs, generator.outputs) == (5, 12)
    assert generator.shapes == ((5,), (12,), (3, 2, 2))


def test_a_specification_can_be_sent_to_another_process():
    again = pickle.loads(pickle.dumps(EVERY_KIND))
    assert again == EVERY_KIND
    assert hash(again) == hash(EVERY_KIND)
    assert again.shapes == EVERY_KIND.shapes


def test_what_is_printed_names_every_layer():
    net = EVERY_KIND.build((3, 5, 9))
    assert "3 × (1, 8, 8) to (1,)" in repr(net)
    for layer in EVERY_KIND.layers:
        assert f"3 × {layer}" in repr(net)


def test_settings_are_json_and_tell_every_layer_from_another():
    back = json.loads(json.dumps(EVERY_KIND.settings()))
    assert back["name"] == "ConvNet"
    assert back["shape"] == [1, 8, 8]
    assert [layer["name"] for layer in back["layers"]] == [
        type(layer).__name__ for layer in EVERY_KIND.layers
    ]
    assert back["layers"][2] == {"name": "Activation", "function": "leaky_relu"}
    assert back["layers"][8]["stride"] == 2
    pools = [ConvNet((1, 2, 2), (pool(2), Dense(1))) for pool in (MaxPool, AveragePool)]
    assert pools[0].settings() != pools[1].settings()


def test_only_batch_normalisation_mixes_the_batch():
    def with_layer(*layer):
        return ConvNet((1, 8, 8), (Conv(4, kernel=3), *layer, Activation("relu"), Dense(1)))

    assert with_layer(BatchNorm()).mixes_batch
    assert mixes_batch(with_layer(BatchNorm()).build((0, 1)))
    with pytest.raises(ValueError, match="must treat each sample by itself"):
        GradientPenalty().prepare(with_layer(BatchNorm()).build((0, 1)))
    for layer in ((), (LayerNorm(),), (Dropout(0.5),), (MaxPool(2),), (AveragePool(2),)):
        spec = with_layer(*layer)
        assert not spec.mixes_batch
        net = spec.build((0, 1))
        before = [t.clone() for t in (*net.parameters(), *net.buffers())]
        assert not mixes_batch(net)
        GradientPenalty().prepare(net)
        after = (*net.parameters(), *net.buffers())
        assert all(torch.equal(a, b) for a, b in zip(before, after, strict=True))


def test_the_input_gradient_is_each_samples_own():
    net = built(ConvNet((1, 8, 8), (Conv(4, kernel=3), LayerNorm(), Activation("tanh"), Dense(1))))
    x = draw(3, 6, 64)
    found = input_gradient(net, x)
    for s in range(3):
        member = net.member(s)
        for b in range(6):
            alone = x[s, b : b + 1].clone().requires_grad_()
            (slope,) = torch.autograd.grad(member(alone).sum(), alone)
            torch.testing.assert_close(found[s, b : b + 1], slope, **EXACT)


def test_it_is_clipped_seed_by_seed():
    net = EVERY_KIND.build((0, 1))
    statistics = [b.clone() for b in net.buffers()]
    Clip((0.01, 0.2)).prepare(net)
    largest = [max(p[s].abs().max().item() for p in net.parameters()) for s in range(2)]
    assert largest == pytest.approx([0.01, 0.2])
    assert all(torch.equal(a, b) for a, b in zip(statistics, net.buffers(), strict=True))


def test_spectral_normalisation_says_that_it_divides_perceptrons():
    with pytest.raises(ValueError, match="the critic is BatchedConvNet"):
        constraints.SpectralNorm().prepare(EVERY_KIND.build((0,)))


def test_an_optimiser_may_lay_the_parameters_side_by_side():
    net = built(EVERY_KIND)
    before = net(draw(3, 6, 64))
    optimiser = Optimiser(net, "adam", 0.1, (0.0, 0.9))
    net.redraw(torch.tensor(net.seeds))
    torch.testing.assert_close(net(draw(3, 6, 64)), before, **EXACT)
    optimiser.descend(net(draw(3, 6, 64)).mean((1, 2)))
    seen = torch.cat([p.flatten() for p in net.parameters()])
    assert torch.equal(seen, optimiser.vector)
    net.redraw(torch.tensor(net.seeds))
    assert (net(draw(3, 6, 64)) - before).abs().min() > 0  # the convolutions see the new weights


def test_a_running_average_copies_the_running_statistics():
    net = built(EVERY_KIND)
    averaged = copy.deepcopy(net).eval()
    first = [p.clone() for p in net.parameters()]
    Optimiser(net, "adam", 0.1, (0.0, 0.9)).descend(net(draw(3, 6, 64)).mean((1, 2)))
    move_average(averaged, net, 0.75)
    for a, p, q in zip(averaged.parameters(), first, net.parameters(), strict=True):
        torch.testing.assert_close(a, 0.75 * p + 0.25 * q)
    for a, b in zip(averaged.buffers(), net.buffers(), strict=True):
        assert torch.equal(a, b)
        assert a is not b
    assert averaged.layers[1].running_mean.abs().max() > 0


def test_a_state_dict_holds_weights_and_running_statistics():
    net, other = built(EVERY_KIND), EVERY_KIND.build((3, 5, 9)).double()
    net(draw(3, 6, 64))
    other.load_state_dict(net.state_dict())
    x = draw(3, 6, 64, seed=1)
    assert torch.equal(net.eval()(x), other.eval()(x))


def test_nothing_waits_for_the_device():
    """On "meta", a device without numbers, whatever reads one raises."""
    net = EVERY_KIND.build((0, 1), device="meta")
    x = torch.empty(2, 6, 64, device="meta", requires_grad=True)
    with pytest.raises((RuntimeError, NotImplementedError)):
        x.sum().item()
    net.redraw(torch.empty(2, dtype=torch.int64, device="meta"))
    (slope,) = torch.autograd.grad(net(x).sum(), x, create_graph=True)
    slope.square().sum().backward()
    assert all(p.grad is not None for p in net.layers[0].parameters())
    assert net.eval()(x).shape == (2, 6, 1)


# Refusals --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shape", "layers", "message"),
    [
        (
            (1, 8, 8),
            (Conv(4, kernel=4, stride=2), Conv(4, kernel=5, padding=0)),
            r"layers\[1\], Conv\(channels=4, kernel=5, .*\), gets the shape \(4, 3, 3\), "
            r"but it expects height and width of at least 5$",
        ),
        ((1, 8, 2), (Conv(4, kernel=5, padding=1),), "height and width of at least 3$"),
        ((9,), (Conv(4, kernel=3),), r"shape \(9,\), but it expects an image \(channels, height"),
        ((9,), (ConvTranspose(4, kernel=3),), r"layers\[0\], ConvTranspose.* an image"),
        ((9,), (Upsample(2), Dense(1)), r"layers\[0\], Upsample\(factor=2\), .* an image"),
        ((9,), (MaxPool(2), Dense(1)), r"layers\[0\], MaxPool\(size=2\), .* an image"),
        ((1, 3, 8), (MaxPool(4), Dense(1)), r"\(1, 3, 8\), but .* height and width of at least 4$"),
        ((1, 8, 3), (AveragePool(4), Dense(1)), r"AveragePool.* height and width of at least 4$"),
        (
            (1, 2, 2),
            (ConvTranspose(1, kernel=1, stride=2, padding=2),),
            "height and width of at least 3$",
        ),
        ((5,), (Dense(9), Reshape((2, 2, 2))), r"gets the shape \(9,\), but it expects 8 numbers"),
        ((5, 5), (Dense(1),), r"shape must be \(n,\) or \(channels, height, width\).*\(5, 5\)"),
        ((1, 0, 5), (Dense(1),), r"all at least 1, got \(1, 0, 5\)"),
        ((5,), (), r"layers must have at least one with weights, such as Dense\(1\), got \(\)"),
        ((5,), (LayerNorm(), Activation("relu")), "at least one with weights"),
    ],
)
def test_layers_that_do_not_fit_are_refused(shape, layers, message):
    with pytest.raises(ValueError, match=message):
        ConvNet(shape, layers)


def test_what_is_no_layer_is_refused():
    """Past the tests' own checker of types, which looks at one layer, at random."""
    spec = object.__new__(ConvNet)
    fields = {"shape": (5,), "layers": (Dense(1), "relu"), "output": "linear", "init": "he"}
    for name, value in fields.items():
        object.__setattr__(spec, name, value)
    with pytest.raises(ValueError, match=r"layers\[1\] must be a layer, such as .*, got 'relu'"):
        spec.__post_init__()


@pytest.mark.parametrize("layer", [Conv, ConvTranspose])
@pytest.mark.parametrize("padding", range(4))
@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("kernel", [1, 3, 4])
def test_a_layer_is_refused_exactly_where_torch_refuses_it(layer, kernel, stride, padding):
    ordinary = {Conv: nn.Conv2d, ConvTranspose: nn.ConvTranspose2d}[layer]
    there = ordinary(1, 2, kernel, stride, padding)
    for side in range(1, 6):
        try:
            expected = tuple(there(torch.zeros(1, 1, side, side)).shape[1:])
        except RuntimeError:
            expected = ()
        if 0 in expected or not expected:
            with pytest.raises(ValueError, match="height and width of at least") as refused:
                ConvNet((1, side, side), (layer(2, kernel, stride, padding),))
            least = int(str(refused.value).split()[-1])
            assert least > side
            ConvNet((1, least, least), (layer(2, kernel, stride, padding),))
        else:
            spec = ConvNet((1, side, side), (layer(2, kernel, stride, padding),))
            assert spec.shapes[-1] == expected


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Conv(0, kernel=3), "channels of Conv must be at least 1, got 0"),
        (lambda: Conv(1, kernel=3, stride=0), "stride of Conv must be at least 1, got 0"),
        (lambda: Conv(1, kernel=3, padding=-1), "padding of Conv must be at least 0, got -1"),
        (lambda: ConvTranspose(1, kernel=0), "kernel of ConvTranspose must be at least 1, got 0"),
        (
            lambda: ConvTranspose(1, kernel=3, stride=2, output_padding=2),
            "output_padding of ConvTranspose must be below its stride 2, got 2",
        ),
        (lambda: Dense(0), "outputs of Dense must be at least 1, got 0"),
        (lambda: MaxPool(0), "size of MaxPool must be at least 1, got 0"),
        (lambda: AveragePool(0), "size of AveragePool must be at least 1, got 0"),
        (lambda: Upsample(0), "factor of Upsample must be at least 1, got 0"),
        (lambda: Reshape((2, 2)), r"shape of Reshape must be \(n,\) or .*, got \(2, 2\)"),
        (lambda: BatchNorm(0.0), r"momentum of BatchNorm must be in \(0, 1\], got 0.0"),
        (lambda: Activation("swish"), "unknown activation 'swish'; known: relu, leaky_relu, tanh"),
        (lambda: ConvNet((2,), (Dense(1),), "relu"), "unknown output 'relu'; known: linear"),
        (lambda: ConvNet((2,), (Dense(1),), init="xavier"), "unknown init 'xavier'; known: he"),
        (lambda: ConvNet((2,), (Dense(1),)).build(()), "at least one network"),
    ],
)
def test_refuses_what_makes_no_sense(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_a_batch_of_one_number_per_channel_has_no_variance():
    net = ConvNet((3,), (Dense(2), BatchNorm(), Dense(1))).build((0, 1))
    with pytest.raises(ValueError, match="more than 1 value per channel"):
        net(torch.zeros(2, 1, 3))
    net.eval()(torch.zeros(2, 1, 3))


def test_a_tiny_image_keeps_its_dropout_layers_in_order():
    """What a run redraws: each dropout layer, by its place."""
    net = ConvNet((1, 2, 2), (Dropout(), Conv(2, kernel=1), Dropout())).build((0,))
    first, second = (layer for layer in net.layers if isinstance(layer, BatchedDropout))
    net.redraw(torch.tensor((5,)))
    assert torch.equal(first.key, splitmix(splitmix(torch.tensor((5,)), 0), 0))
    assert torch.equal(second.key, splitmix(splitmix(torch.tensor((5,)), 0), 2))


def test_running_statistics_follow_the_published_rule():
    """By NumPy: 0.9 · running + 0.1 · the batch's, whose variance is the unbiased one."""
    net = ConvNet((2, 3, 3), (BatchNorm(), Dense(1))).build((0, 1)).double()
    mean, var = np.zeros((2, 2)), np.ones((2, 2))
    for step in range(4):
        x = 1 + 2 * draw(2, 5, 18, seed=step)
        net(x)
        values = x.numpy().reshape(2, 5, 2, 9).transpose(0, 2, 1, 3).reshape(2, 2, 45)
        mean = 0.9 * mean + 0.1 * values.mean(-1)
        var = 0.9 * var + 0.1 * values.var(-1, ddof=1)
    np.testing.assert_allclose(net.layers[0].running_mean.numpy(), mean, rtol=1e-12)
    np.testing.assert_allclose(net.layers[0].running_var.numpy(), var, rtol=1e-12)
