"""The recurrent model: beside torch's own layers, and its law beside everything it can say."""

import numpy as np
import pytest
import torch
from scipy import stats

from gantutor import sequences as seq
from gantutor.randomness import seeded_generator

SEEDS = (3, 5)


def model(vocabulary=3, length=3, hidden=6, seeds=SEEDS):
    return seq.GRU(vocabulary, length, hidden).build(seeds).double()


def test_each_seed_is_an_ordinary_recurrent_network():
    ours = model()
    rows = seq.all_rows(ours)
    logits = ours(rows)
    for s in range(len(SEEDS)):
        cell, linear = (layer.double() for layer in ours.member(s))
        state, row = torch.zeros(27, 6).double(), torch.zeros(27, 3).double()
        for t in range(3):
            state = cell(row, state)
            torch.testing.assert_close(logits[s, :, t], linear(state))
            row = rows[s, :, t]


def test_the_law_sums_to_one_and_is_that_of_every_sequence():
    ours = model(length=4)
    law = ours.log_law()
    torch.testing.assert_close(law.exp().sum(-1), torch.ones(2).double())
    torch.testing.assert_close(law, ours.log_prob(seq.all_rows(ours)))


@pytest.mark.parametrize("temperature", [0.4, 1.7])
def test_temperature_divides_the_logits(temperature):
    ours = model()
    by_law = ours.log_law(temperature)
    torch.testing.assert_close(by_law, ours.log_prob(seq.all_rows(ours), temperature))
    first = torch.log_softmax(ours(seq.all_rows(ours))[:, 0, 0] / temperature, -1)
    marginal = by_law.exp().view(2, 3, 9).sum(-1).log()
    torch.testing.assert_close(marginal, first)
    each = ours.log_law(torch.tensor([temperature, 1.0]).double())
    torch.testing.assert_close(each, torch.stack([by_law[0], ours.log_law()[1]]))


def test_what_it_says_has_its_law():
    ours = model(vocabulary=2)
    n = 6000
    noise = seq.gumbel(2, n, 3, 2, rng=seeded_generator(0)).double()
    for temperature in (1.0, 0.5):
        made = ours.choices(noise, temperature=temperature).argmax(-1).numpy()
        laws = ours.log_law(temperature).exp().detach().numpy()
        for tokens, law in zip(made, laws, strict=True):
            counts = n * seq.empirical(tokens, 2)
            assert stats.chisquare(counts, n * law).pvalue > 1e-3


def test_a_seed_is_the_same_whoever_is_beside_it():
    together, alone = model(), model(seeds=SEEDS[1:])
    torch.testing.assert_close(together.log_law()[1:], alone.log_law(), rtol=0, atol=0)
    assert not torch.allclose(together.log_law()[0], together.log_law()[1])
    other_role = seq.GRU(3, 3, 6).build(SEEDS, role=1).double()
    assert not torch.allclose(together.log_law(), other_role.log_law())


def test_the_size_is_the_number_of_parameters():
    ours = model()
    assert ours.spec.size * len(SEEDS) == sum(p.numel() for p in ours.parameters())
    assert all(p.shape[0] == len(SEEDS) for p in ours.parameters())


def test_what_makes_no_sense_is_refused():
    with pytest.raises(ValueError, match="hidden of GRU must be at least 1, got 0"):
        seq.GRU(3, 3, 0)
    with pytest.raises(ValueError, match="at least one network"):
        seq.GRU(3, 3).build(())
    with pytest.raises(ValueError, match="at most 65536 are listed"):
        seq.GRU(30, 10).build((0,)).log_law()


def test_the_argmax_has_no_gradient_and_does_not_move():
    ours = model()
    noise = seq.gumbel(2, 50, 3, 3, rng=seeded_generator(1)).double()
    before = ours.choices(noise)
    assert not before.requires_grad
    with torch.no_grad():
        for p in ours.parameters():
            p += 1e-9
    assert torch.equal(ours.choices(noise), before)


def test_one_hot_rows():
    tokens = torch.tensor([[2, 0], [1, 1]])
    expected = torch.nn.functional.one_hot(tokens, 3).float()
    assert torch.equal(seq.one_hot(tokens, 3), expected)
    assert np.array_equal(seq.one_hot(tokens, 3).argmax(-1), tokens)
