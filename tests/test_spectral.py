"""Norms against the SVD and PyTorch, convolutions against their matrices, turns against a proof."""

from itertools import pairwise
from math import sqrt

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F
from torch.nn.utils.parametrizations import spectral_norm as torch_spectral_norm

from gantutor.spectral import (
    Normalised,
    conv_matrix,
    conv_norm,
    conv_norm_fft,
    conv_norm_power,
    kernel_bound,
    kernel_norm,
    power_iteration,
    rayleigh,
    spectral_norm,
    turn_bound,
)
from gantutor.spectral.convolution import PADDINGS, adjoint, apply


def rng(seed=0):
    return torch.Generator().manual_seed(seed)


def draw(*shape, seed=0):
    return torch.randn(*shape, generator=rng(seed), dtype=torch.float64)


# Matrices ------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", [(1, 1), (5, 1), (1, 7), (6, 4), (3, 5, 5), (2, 3, 8, 6)])
def test_power_iteration_finds_the_largest_singular_value(shape):
    W = draw(*shape)
    exact = torch.linalg.svdvals(W)[..., 0]
    found = power_iteration(W, 400)
    torch.testing.assert_close(spectral_norm(W), exact)
    torch.testing.assert_close(found.sigma, exact, rtol=1e-9, atol=0)
    torch.testing.assert_close(found.u.norm(dim=-1), torch.ones_like(exact))
    torch.testing.assert_close((W @ found.v[..., None])[..., 0], exact[..., None] * found.u)


def test_it_comes_from_below_at_the_rate_of_the_two_largest():
    """diag(2, 1): the start's angle θ shrinks by tan θ → tan θ / 4, and the error by 16."""
    W, start = torch.diag(torch.tensor([2.0, 1.0])).double(), torch.tensor([0.1, 1.0]).double()
    errors = [2 - power_iteration(W, k, start).sigma.item() for k in range(4, 8)]
    assert all(e > 0 for e in errors)
    ratios = [a / b for a, b in pairwise(errors)]
    assert ratios == pytest.approx([16.0] * 3, rel=0.02)


def test_the_derivative_of_the_estimate_is_that_of_the_norm():
    W = draw(6, 4).requires_grad_()
    found = power_iteration(W, 500)
    (ours,) = torch.autograd.grad(rayleigh(W, found.u, found.v), W)
    (exact,) = torch.autograd.grad(torch.linalg.svdvals(W)[0], W)
    torch.testing.assert_close(ours, exact)


def test_a_matrix_of_zeros_has_norm_zero():
    found = power_iteration(torch.zeros(2, 3, 4), 5)
    assert torch.equal(found.sigma, torch.zeros(2))
    assert found.u.isfinite().all() and found.v.isfinite().all()


@pytest.mark.parametrize("inner, outer", [(5, 3), (2, 7), (8, 1)])
def test_a_layer_agrees_with_pytorchs_parametrisation(inner, outer):
    """The same σ, the same divided weight, and the same gradient in the undivided one."""
    torch_layer = torch_spectral_norm(nn.Linear(inner, outer).double(), n_power_iterations=1)
    with torch.no_grad():
        for _ in range(400):
            torch_layer(draw(1, inner))  # each forward pass in training mode is one iteration
    original = torch_layer.parametrizations.weight.original
    ours = original.detach().T[None].clone().requires_grad_()
    bias = torch_layer.bias.detach()[None, None]
    normalised = Normalised([ours], torch.ones(1).double())
    [(weight, _)] = normalised([ours], [bias])

    sigma = torch.linalg.matrix_norm(original, 2)
    torch.testing.assert_close(normalised.sigmas([ours])[0][0], sigma)
    torch.testing.assert_close(weight[0].T, torch_layer.weight)
    torch.testing.assert_close(torch.linalg.svdvals(weight[0])[0].item(), 1.0)

    x, target = draw(9, inner, seed=1), draw(9, outer, seed=2)
    torch_layer.eval()
    (theirs,) = torch.autograd.grad((torch_layer(x) - target).square().sum(), original)
    loss = (torch.baddbmm(bias, x[None], weight) - target).square().sum()
    (mine,) = torch.autograd.grad(loss, ours)
    torch.testing.assert_close(mine[0].T, theirs, rtol=1e-6, atol=1e-8)


def test_one_step_is_one_step_of_pytorchs():
    """From the same u on a weight that has moved, one iteration gives the same σ."""
    torch_layer = torch_spectral_norm(nn.Linear(6, 5).double(), n_power_iterations=1)
    parametrisation = torch_layer.parametrizations.weight[0]
    W = torch_layer.parametrizations.weight.original.detach()
    ours = W.T[None].clone()
    normalised = Normalised([ours], torch.ones(1).double())
    # PyTorch's u and v are ours the other way round: its weights are (out, in).
    normalised.u0.copy_(parametrisation._v[None])
    normalised.v0.copy_(parametrisation._u[None])
    moved = draw(6, 5, seed=4)
    with torch.no_grad():
        torch_layer.parametrizations.weight.original.copy_(moved.T)
    # PyTorch begins an iteration with the other vector: u = Wv, then v = Wᵀu.
    _, expected_u = None, F.normalize(moved.T @ parametrisation._v, dim=0)
    expected_v = F.normalize(moved @ expected_u, dim=0)
    torch_layer.train()
    torch_layer(draw(1, 6))
    normalised.step([moved[None]])
    torch.testing.assert_close(parametrisation._u, expected_u)
    torch.testing.assert_close(normalised.v0[0], expected_u)
    torch.testing.assert_close(normalised.u0[0], expected_v)
    found = normalised.sigmas([moved[None]])[0][0]
    torch.testing.assert_close(found, expected_v @ moved @ expected_u)
    assert found < torch.linalg.svdvals(moved)[0]


def test_a_layer_without_a_norm_is_refused():
    weights = [torch.ones(2, 3, 4), torch.ones(2, 4, 1)]
    weights[1][1] = 0
    with pytest.raises(ValueError, match="layer 1 of seed number 1 must not be all zeros"):
        Normalised(weights, torch.ones(2))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: spectral_norm(torch.ones(2, 3, 0)), r"W must not be empty, got shape \(2, 3, 0\)"),
        (lambda: power_iteration(torch.ones(0, 3), 1), "W must not be empty"),
        (lambda: power_iteration(torch.ones(3, 2), 0), "iterations must be at least 1, got 0"),
        (
            lambda: power_iteration(torch.ones(3, 2), 1, torch.ones(2)),
            r"start must be \(3,\), got \(2,\)",
        ),
        (lambda: conv_norm(draw(1, 1, 3, 3), (4, 4), "mirror"), "unknown padding 'mirror'"),
        (lambda: conv_norm_fft(draw(1, 1, 3, 3), (2, 4)), r"no smaller than .*\(3, 3\), got \(2"),
        (lambda: conv_norm(draw(1, 1, 3, 3), (4, 4), stride=0), "stride must be at least 1"),
        (lambda: conv_norm_power(draw(1, 1, 3, 3), (4, 4), iterations=0), "iterations must be"),
        (lambda: kernel_bound(draw(1, 1, 3, 3), stride=0), "stride must be at least 1, got 0"),
        (lambda: turn_bound(0), "depth must be at least 1, got 0"),
    ],
)
def test_refuses_what_it_cannot_do(make, message):
    with pytest.raises(ValueError, match=message):
        make()


# Convolutions --------------------------------------------------------------------------------

CONVOLUTIONS = [
    (kernel, size, padding, stride)
    for kernel in [(2, 3, 3, 3), (1, 1, 1, 1), (3, 2, 4, 4), (2, 2, 3, 1), (4, 1, 5, 3)]
    for size in [(6, 5)]
    for padding in PADDINGS
    for stride in (1, 2)
]


@pytest.mark.parametrize(("kernel", "size", "padding", "stride"), CONVOLUTIONS)
def test_a_convolution_is_its_matrix(kernel, size, padding, stride):
    K = draw(*kernel)
    A = conv_matrix(K, size, padding, stride)
    x = draw(1, kernel[1], *size, seed=1)
    y = apply(K, x, padding, stride)
    assert A.shape == (y.numel(), x.numel())
    torch.testing.assert_close(A @ x.flatten(), y.flatten())
    u = draw(y.numel(), seed=2)
    torch.testing.assert_close(A.T @ u, adjoint(K, u, size, padding, stride).flatten())


@pytest.mark.parametrize(("kernel", "size", "padding", "stride"), CONVOLUTIONS)
def test_the_norms_of_a_convolution_agree_and_keep_their_bounds(kernel, size, padding, stride):
    K = draw(*kernel)
    exact = conv_norm(K, size, padding, stride)
    power = conv_norm_power(K, size, padding, stride, iterations=300)
    torch.testing.assert_close(power, exact, rtol=3e-3, atol=0)
    assert power <= exact * (1 + 1e-12)
    assert exact <= kernel_bound(K, stride) * (1 + 1e-12)
    assert exact >= kernel_norm(K) * (1 - 1e-12)  # these images all hold a whole patch
    if padding == "circular" and stride == 1 and all(k % 2 for k in kernel[2:]):
        torch.testing.assert_close(conv_norm_fft(K, size), exact)


def test_padding_with_zeros_is_what_pytorch_does():
    K, x = draw(2, 3, 3, 3), draw(4, 3, 6, 5, seed=1)
    torch.testing.assert_close(apply(K, x), F.conv2d(x, K, padding=1))
    ring = nn.Conv2d(3, 2, 3, padding=1, padding_mode="circular", bias=False).double()
    with torch.no_grad():
        ring.weight.copy_(K)
        torch.testing.assert_close(apply(K, x, "circular"), ring(x))


def test_a_box_of_ones_reaches_the_upper_bound_and_a_single_one_the_lower():
    """9 = 3·√9 for the 3 × 3 box, in a circle; a shift has norm 1 whatever the kernel's size."""
    box = torch.ones(1, 1, 3, 3).double()
    assert kernel_norm(box).item() == pytest.approx(3.0)
    assert conv_norm(box, (8, 8), "circular").item() == pytest.approx(9.0)
    assert kernel_bound(box).item() == pytest.approx(9.0)
    # With zeros the eigenvalues are (1 + 2 cos(π/(n + 1)))², which tend to 9.
    assert conv_norm(box, (8, 8)).item() == pytest.approx((1 + 2 * np.cos(np.pi / 9)) ** 2)
    dot = torch.zeros(1, 1, 3, 3).double()
    dot[..., 0, 2] = 1
    assert conv_norm(dot, (8, 8), "circular").item() == pytest.approx(kernel_norm(dot).item())


def test_pytorch_divides_a_convolution_by_the_norm_of_the_reshaped_kernel():
    layer = torch_spectral_norm(nn.Conv2d(3, 4, 3, padding=1, bias=False).double())
    with torch.no_grad():
        for _ in range(500):
            layer(draw(1, 3, 5, 5))
    divided = layer.weight.detach()
    assert kernel_norm(divided).item() == pytest.approx(1.0)
    assert 1.2 < conv_norm(divided, (8, 8)).item() <= 3.0


# How far a network can turn -------------------------------------------------------------------


def random_network(seed, depth, width):
    """Layers of norm 1 exactly, on one input; the weights are skewed, so that some turn a lot."""
    widths = [1, *[width] * (depth - 1), 1]
    layers = []
    for i, shape in enumerate(pairwise(widths)):
        W = draw(*shape, seed=100 * seed + i)
        layers.append((W / spectral_norm(W), draw(shape[1], seed=100 * seed + 50 + i)))
    return layers


def slopes(layers, x):
    x = x[:, None].clone().requires_grad_()
    h = x
    for W, b in layers[:-1]:
        h = torch.relu(h @ W + b)
    y = h @ layers[-1][0]
    return torch.autograd.grad(y.sum(), x)[0][:, 0]


@pytest.mark.parametrize("depth", [2, 3, 4, 5])
def test_no_network_turns_more_than_its_bound(depth):
    x = torch.linspace(-6, 6, 1201, dtype=torch.float64)
    turns = []
    for seed in range(25):
        found = slopes(random_network(seed, depth, 3), x)
        turns.append(float(found.max() - found.min()) / 2)
        assert found.abs().max() <= 1 + 1e-12
    assert max(turns) <= turn_bound(depth) + 1e-12
    assert max(turns) > 0.1


def test_the_bound_is_reached_with_two_and_three_layers():
    """A tent of slopes ±1/2, and one of ±1/√3, by hand."""
    zero = torch.zeros(2).double()
    x = torch.tensor([-1.0, 1.0]).double()
    two = [
        (torch.tensor([[1.0, -1.0]]).double() / sqrt(2), zero),
        (torch.tensor([[-1.0], [-1.0]]).double() / sqrt(2), zero),
    ]
    torch.testing.assert_close(slopes(two, x), torch.tensor([0.5, -0.5]).double())

    # Rows: what a step to the right of the peak (in unit 1) and to its left (in unit 2) becomes.
    # The first two units of the second layer are on everywhere on [−1, 1], by their bias; the
    # others are on at one side alone.
    b, a, c = sqrt(2) / 3, 2 / 3, 1 / 3
    assert 2 * b * b / 1 + a * a + c * c == pytest.approx(1.0)
    right, left = [b, b, a, -c], [b, b, -c, a]
    W2 = torch.tensor([right, left]).double()
    assert spectral_norm(W2).item() == pytest.approx(1.0)
    w3 = torch.tensor([2 * b, 2 * b, a, a]).double()[:, None]
    w3 = -w3 / w3.norm()
    three = [two[0], (W2, torch.tensor([9.0, 9.0, 0.0, 0.0]).double()), (w3, None)]
    expected = torch.tensor([1.0, -1.0]).double() / sqrt(3)
    torch.testing.assert_close(slopes(three, x), expected)


def test_the_bounds():
    assert [turn_bound(d) for d in (1, 2, 3, 4)] == pytest.approx([0, 0.5, sqrt(1 / 3), sqrt(0.5)])
    assert turn_bound(1000) == pytest.approx(1.0, abs=2e-3)
