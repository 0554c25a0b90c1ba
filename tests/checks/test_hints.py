"""Hints that fit whatever the exercise is: for exceptions, types and calls that say nothing."""

import sys

import pytest
import torch

from gantutor.checks import check
from gantutor.checks.engine.finding import Kind

JS = "log2_plateau.js_divergence"
# Exceptions, with words of the hint that each one gets: none of them is about the exercise.
EXCEPTIONS = {
    "clip_weights": "inside `with torch.no_grad():`",
    "no_graph": "There is no graph to go back through",
    "asks_too_late": "must ask for it first",
    "backward_twice": "compute the loss anew",
    "another_tensor": "the very tensor",
    "recursion": "a case in which it does not",
    "memory": "became far too large",
    "leaves": "Leave `sys.exit()` out",
}


def raises(kind):
    def answer(p, q):
        leaf = torch.ones(2, requires_grad=True)
        if kind == "clip_weights":
            leaf.clamp_(0, 1)
        elif kind == "no_graph":
            leaf.detach().sum().backward()
        elif kind == "asks_too_late":
            torch.autograd.grad((2 * leaf).sum(), torch.ones(2))
        elif kind == "backward_twice":
            value = leaf.square().sum()
            value.backward()
            value.backward()
        elif kind == "another_tensor":
            torch.autograd.grad(leaf.sum(), torch.ones(2, requires_grad=True))
        elif kind == "recursion":
            return answer(p, q)
        elif kind == "memory":
            raise MemoryError
        elif kind == "leaves":
            sys.exit()
        return 1.0

    return answer


@pytest.mark.parametrize(("kind", "words"), EXCEPTIONS.items())
def test_an_exception_gets_a_general_hint(kind, words):
    verdict = check(JS, raises(kind))
    assert verdict.kind is Kind.RAISED
    assert words in verdict.hint, str(verdict)


def test_an_unknown_exception_gets_no_hint():
    """That of the check would be about a wrong value."""
    verdict = check(JS, lambda p, q: {}["a"])
    assert (verdict.kind, verdict.hint) == (Kind.RAISED, "")


def test_a_wrong_type_gets_no_hint_of_the_exercise():
    assert check(JS, lambda p, q: "0.69").hint == ""


def test_a_call_with_networks_is_not_shown():
    """Their kinds say nothing, and nobody can repeat it."""
    verdict = check("weight_clipping.clip_weights", lambda critic, c: critic.eval())
    assert "Called:" not in str(verdict)
    assert "the first layer's weights: [" in str(verdict).lower()
