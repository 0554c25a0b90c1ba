"""Small mistakes in the reference answers: the checks notice nearly all of them.

``python -m tests.mutation`` (or ``make mutants``) tries every one; here it is a sample.
"""

import random

import pytest

from gantutor.checks import exercises
from tests.mutation.operators import OPERATORS, changes
from tests.mutation.survivors import equivalent, killed, result, tried

SAMPLE = 150  # of some 2,150
SHARE = 0.95


def sample():
    everything = [(id, c) for id in tried() for c in changes(exercises.get(id).source)]
    return random.Random(0).sample(everything, SAMPLE)


@pytest.mark.slow
def test_nearly_all_small_mistakes_are_noticed():
    found = [result(id, change) for id, change in sample()]
    wrong = [one for one in found if one.killed or not one.reason]
    survivors = [f"{one.exercise}: {one.change.text}" for one in wrong if not one.killed]
    share = 1 - len(survivors) / len(wrong)
    assert share > SHARE, "\n".join([f"only {share:.1%} are noticed; these are not:", *survivors])
    noticed = [f"{one.exercise}: {one.change.text}" for one in found if one.killed and one.reason]
    assert noticed == [], "listed as equivalent, but a check notices the difference"


def test_what_is_listed_as_equivalent_is_a_change_that_is_tried():
    for id, listed in equivalent().items():
        known = {change.text for change in changes(exercises.get(id).source)}
        assert set(listed) <= known, id
        assert all(len(why.split()) >= 3 for why in listed.values()), id


@pytest.mark.parametrize("id", ["duality.c_transform", "weight_clipping.clip_weights"])
def test_the_reference_itself_survives(id):
    """Else everything would be noticed."""
    exercise = exercises.get(id)
    assert not killed(exercise, exercise.source)


def test_every_operator_changes_something():
    used = {
        change.operator for id in exercises.known() for change in changes(exercises.get(id).source)
    }
    assert {operator.__name__ for operator in OPERATORS} == used


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("optimiser.zero_grad()", "pass"),
        ("y = generator(z).detach()", "y = generator(z)"),
        ("g = grad(f, x, create_graph=True)", "g = grad(f, x)"),
        ("g = grad(f, x, create_graph=True)", "g = grad(f, x, create_graph=False)"),
        (
            "loss = critic(y).mean() - critic(x).mean()",
            "loss = critic(x).mean() - critic(x).mean()",
        ),
        ("loss = critic(y).mean() - critic(x).mean()", "loss = critic(y).sum() - critic(x).mean()"),
        ("loss = critic(y).mean() - critic(x).mean()", "loss = critic(y).mean()"),
        ("loss = -f(z)", "loss = f(z)"),
        ("n = v.norm(dim=1)", "n = v.norm(dim=0)"),
        ("y = generator(z_critic)", "y = generator(z)"),
        ("u = torch.rand(n)", "u = torch.randn(n)"),
        ("a = x <= 1", "a = x < 1"),
    ],
)
def test_the_slips_of_this_field_are_among_the_changes(before, after):
    assert after in {change.source for change in changes(before)}


def test_networks_are_frozen_and_partners_shuffled():
    made = {change.text for change in changes("def f(critic, x, y):\n    return critic(x - y)")}
    assert " → critic.requires_grad_(False)" in made
    assert " → critic.eval()" in made
    assert " → y = y[list(range(len(y)))[::-1]]" in made
