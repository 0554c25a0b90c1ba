"""Dropout's masks: their law, their independence, and that keys and counters alone make them."""

import copy

import pytest
import torch
from torch import nn

from gantutor.nets import Activation, ConvNet, Dense, Dropout
from gantutor.nets.dropout import BatchedDropout, kept
from gantutor.nets.splitmix import splitmix
from gantutor.randomness import seeded_generator

MANY = 200_000


def keys(*numbers):
    return torch.tensor(numbers)


def only_dropout(p=0.3, seeds=(4, 5), role=0):
    """Two dropout layers after a dense one that does nothing: what comes out shows both masks."""
    layers = (Dense(40), Dropout(p), Activation("relu"), Dropout(p))
    net = ConvNet((40,), layers).build(seeds, role=role)
    with torch.no_grad():
        net.layers[0].weight.copy_(torch.eye(40))
        net.layers[0].bias.zero_()
    return net


def ones(net, batch=50):
    return torch.ones(len(net.seeds), batch, net.spec.inputs)


# The hash --------------------------------------------------------------------------------------


def test_splitmix_gives_the_published_numbers():
    """The first outputs for seed 1234567 of the authors' own C program."""
    published = [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]
    found = splitmix(keys(1234567), torch.arange(5))
    assert [n % 2**64 for n in found.tolist()] == published
    assert [splitmix(keys(1234567), i).item() % 2**64 for i in range(5)] == published


def test_splitmix_is_the_hash_in_unbounded_integers():
    seeds = torch.randint(-(2**63), 2**63 - 1, (200,), generator=seeded_generator(0))
    numbers = torch.randint(0, 2**62, (200,), generator=seeded_generator(1))
    for seed, number, found in zip(
        seeds.tolist(), numbers.tolist(), splitmix(seeds, numbers).tolist(), strict=True
    ):
        z = (seed + (number + 1) * 0x9E3779B97F4A7C15) % 2**64
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) % 2**64
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) % 2**64
        assert found % 2**64 == z ^ (z >> 31)


# The law ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("p", [0.05, 0.3, 0.5, 0.9])
def test_each_number_is_dropped_with_the_stated_probability(p):
    """Over passes, at each of 500 places: χ² within five deviations of its 500 degrees."""
    passes, places = 400, 500
    mask = kept(splitmix(keys(7), torch.arange(passes)), 1, passes * places, p)
    at_each = mask.view(passes, places).sum(0)
    chi = ((at_each - passes * (1 - p)).square() / (passes * p * (1 - p))).sum().item()
    assert abs(chi - places) < 5 * (2 * places) ** 0.5


@pytest.mark.parametrize("p", [0.0, 1e-19])
def test_what_is_hardly_ever_dropped_is_kept(p):
    assert kept(keys(3), 10, 1000, p).all()


def independent(a, b, p=0.3):
    """Whether two masks agree as often as masks drawn apart, χ² of a 2 × 2 table below 25."""
    a, b = a.flatten().double(), b.flatten().double()
    expected = torch.tensor([p * p, p * (1 - p), (1 - p) * p, (1 - p) ** 2]).double() * len(a)
    seen = torch.stack([(1 - a) @ (1 - b), (1 - a) @ b, a @ (1 - b), a @ b])
    return ((seen - expected).square() / expected).sum() < 25


@pytest.mark.parametrize("apart", [1, 2, 3, 8, 64, 1000])
def test_places_are_independent(apart):
    mask = kept(keys(5), 1, MANY, 0.3)
    assert independent(mask[:, apart:], mask[:, :-apart])
    assert not independent(mask, mask)  # the test can fail


def test_samples_are_independent():
    mask = kept(keys(5), 4, MANY, 0.3)
    for b in range(4):
        for a in range(b):
            assert independent(mask[a], mask[b]), (a, b)


@pytest.mark.parametrize("other", [12, 13, 2**62 - 1, -11])
def test_networks_are_independent(other):
    mask = kept(keys(11, other), 1, 2 * MANY, 0.3)
    assert independent(*mask.view(2, MANY))


def test_passes_layers_and_roles_are_independent():
    def masks(role=0):
        net = ConvNet((1,), (Dense(MANY), Dropout(0.3), Dropout(0.3))).build((5,), role=role)
        net.redraw(keys(99))
        ones = torch.ones(1, MANY)
        first, second = (layer for layer in net.layers if isinstance(layer, BatchedDropout))
        return [layer(ones) != 0 for layer in (first, first, second, second)]

    found = [*masks(), *masks(role=1)]
    for i in range(len(found)):
        for j in range(i):
            assert independent(found[i], found[j]), (i, j)


# What a mask depends on ------------------------------------------------------------------------


def test_the_same_keys_give_the_same_masks_and_count_the_passes_anew():
    net = only_dropout()
    net.redraw(keys(1, 2))
    first, second = net(ones(net)), net(ones(net))
    assert not torch.equal(first, second)
    net.redraw(keys(1, 2))
    assert torch.equal(net(ones(net)), first)
    assert torch.equal(net(ones(net)), second)
    net.redraw(keys(1, 3))
    third = net(ones(net))
    assert torch.equal(third[0], first[0])
    assert not torch.equal(third[1], first[1])


def test_a_network_drops_the_same_alone_and_in_a_batch():
    together, alone = only_dropout(seeds=(3, 5, 9)), only_dropout(seeds=(5,))
    assert torch.equal(together(ones(together))[1], alone(ones(alone))[0])  # by the seeds
    together.redraw(keys(30, 50, 90))
    alone.redraw(keys(50))
    for _ in range(2):
        assert torch.equal(together(ones(together))[1], alone(ones(alone))[0])


def test_a_sample_drops_the_same_in_a_batch_of_any_size():
    net = only_dropout()
    net.redraw(keys(1, 2))
    large = net(ones(net, 50))
    net.redraw(keys(1, 2))
    assert torch.equal(net(ones(net, 20)), large[:, :20])


def test_before_any_keys_the_seeds_are_the_keys():
    net, same, other = only_dropout(), only_dropout(), only_dropout(role=1)
    assert torch.equal(net(ones(net)), same(ones(net)))
    assert not torch.equal(net(ones(net)), other(ones(net)))
    net.redraw(keys(4, 5))
    same = only_dropout()
    assert torch.equal(net(ones(net)), same(ones(net)))


def test_a_mask_does_not_depend_on_the_global_generator():
    net = only_dropout()
    state = torch.random.get_rng_state()
    net.redraw(keys(1, 2))
    net(ones(net))
    assert torch.equal(torch.random.get_rng_state(), state)


# What it does with a mask ----------------------------------------------------------------------


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_what_is_kept_is_scaled(dtype):
    layer = BatchedDropout(Dropout(0.75), 2)
    h = torch.randn(50, 2 * 8, 3, 3, generator=seeded_generator(0)).to(dtype).requires_grad_()
    out = layer(h)
    assert out.dtype == dtype
    kept = out != 0
    torch.testing.assert_close(out[kept], 4 * h[kept])
    (slope,) = torch.autograd.grad(out.sum(), h)
    torch.testing.assert_close(slope, 4.0 * kept.to(dtype))


def test_in_evaluation_mode_nothing_is_done_or_counted():
    net = only_dropout().eval()
    x = ones(net)
    assert torch.equal(net(x), x)
    net.train()
    fresh = only_dropout()
    assert torch.equal(net(x), fresh(x))


def test_the_ordinary_copy_has_ordinary_dropout_in_the_same_mode():
    net = only_dropout(0.3)
    member = net.member(0)
    assert [m.p for m in member if isinstance(m, nn.Dropout)] == [0.3, 0.3]
    assert member.training
    assert not net.eval().member(0).training
    assert net.training is False


# Buffers ---------------------------------------------------------------------------------------


def test_keys_are_changed_in_place_lead_with_the_seeds_and_stay_out_of_checkpoints():
    net = only_dropout(seeds=(1, 2, 3))
    before = [b.data_ptr() for b in net.buffers()]
    net.redraw(keys(7, 8, 9))
    net(ones(net))
    assert [b.data_ptr() for b in net.buffers()] == before
    assert len(before) == 4
    assert all(b.shape == (3,) and b.dtype == torch.int64 for b in net.buffers())
    assert not any("key" in name or "passes" in name for name in net.state_dict())
    assert all(b.dtype == torch.int64 for b in net.double().buffers())


def test_a_deep_copy_goes_on_by_itself():
    net = only_dropout()
    net(ones(net))
    other = copy.deepcopy(net)
    second = net(ones(net))
    assert torch.equal(other(ones(net)), second)
    other.redraw(keys(1, 2))
    net.redraw(keys(3, 4))
    assert not torch.equal(other(ones(net)), net(ones(net)))


@pytest.mark.parametrize("p", [-0.1, 1.0, float("nan")])
def test_refuses_what_is_no_probability_of_dropping(p):
    with pytest.raises(ValueError, match=r"p of Dropout must be in \[0, 1\), got"):
        Dropout(p)
