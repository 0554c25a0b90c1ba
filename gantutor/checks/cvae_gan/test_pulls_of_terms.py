"""Every weight 1.

A decoder learns from λ₂L_G + λ₃L_GD + λ₄L_GC, and a program has every λ at 1. Is one term alone
heard? Write `pulls_of_terms(decoder, terms, weights)`, which measures it. `terms` is a dictionary
from names to losses, scalar tensors that are computed and not yet differentiated, `weights` one
from the same names to numbers. Return a dictionary from names to shares that add up to 1: how large
the gradient of the weighted term is, as one norm over all of the decoder's parameters together, of
the sum of these sizes. A term that does not depend on a parameter has the gradient 0 there. It is a
look: the caller goes on to call `backward()` on the terms, and no `.grad` may have changed.
"""

import torch
from torch import nn

from gantutor.checks.engine.assertions import Wrong, close, hint
from gantutor.checks.engine.describe import show, to_numpy
from gantutor.checks.engine.network_state import only_looked_at

DIFFICULTY = 3
MINUTES = 15

HINTS = (
    "A loss of 500 may have a gradient of 0.1. The step is made of gradients: measure these.",
    "With `parameters = list(decoder.parameters())`, "
    "`torch.autograd.grad(loss, parameters, retain_graph=True, allow_unused=True)` writes into no "
    "`.grad`. What does it return for a parameter that the loss does not depend on?",
    "One norm over everything: the root of the sum of all squares of all tensors' entries.",
    "The size is |λ| times the norm of ∇L.",
)

VALUES = "Those are shares of the losses' values. A step is made of gradients, not of values."
WEIGHT = "The weights are missing: a small λ makes a small pull."
SQUARES = "Those are shares of squared norms."
SUMMED = "One norm over all parameters together, not the sum of a norm for each tensor."
RAW = "Divide by the sum of the sizes: shares add up to 1."


def setting(rng):
    """A small decoder, three losses of its samples, and weights."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(int(rng.integers(1000)))
        decoder = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 2)).double()
    x, z = torch.as_tensor(rng.normal(size=(6, 2))), torch.as_tensor(rng.normal(size=(6, 3)))
    y = decoder(z)
    terms = {
        "L_G": 50 * (x - y).square().sum(1).mean() + 100.0,
        "L_GD": (x.mean(0) - y.mean(0)).square().sum(),
        "L_GC": 2 * decoder[2].bias.square().sum() + decoder[0].bias.sum(),
    }
    return decoder, terms, {"L_G": 1.0, "L_GD": 0.5, "L_GC": -3.0}


def norms(decoder, terms, how=lambda gradients: torch.cat(gradients).norm()):
    found, parameters = {}, list(decoder.parameters())
    for name, term in terms.items():
        gradients = torch.autograd.grad(term, parameters, retain_graph=True, allow_unused=True)
        flat = [
            (torch.zeros_like(p) if g is None else g).flatten()
            for p, g in zip(parameters, gradients, strict=True)
        ]
        found[name] = float(how(flat))
    return found


def shares(sizes, weights, power=1):
    sizes = {name: (abs(weights[name]) * size) ** power for name, size in sizes.items()}
    return {name: size / sum(sizes.values()) for name, size in sizes.items()}


def looked_at(answer, decoder, terms, weights):
    """What the answer returns, by name, as numbers."""
    found = answer(decoder, terms, weights)
    if not isinstance(found, dict) or set(found) != set(terms):
        raise Wrong(f"You returned {show(found)}; expected a dict with keys {show(list(terms))}.")
    return {name: float(to_numpy(found[name])) for name in terms}


def in_order(sizes):
    return list(sizes.values())


@hint("A share for each term, by its name.")
def test_a_share_for_each_term(answer, rng):
    decoder, terms, weights = setting(rng)
    sizes = norms(decoder, terms)
    found = looked_at(answer, decoder, terms, weights)
    raw = [abs(weights[name]) * size for name, size in sizes.items()]
    close(sum(found.values()), 1.0, what="the sum of the shares", slips=[(sum(raw), RAW)])


@hint("The share of |λ|·‖∇L‖ in the sum of all three.")
def test_the_shares(answer, rng):
    decoder, terms, weights = setting(rng)
    sizes = norms(decoder, terms)
    ones = dict.fromkeys(terms, 1.0)
    values = {name: abs(float(term)) for name, term in terms.items()}
    by_tensor = norms(decoder, terms, lambda flat: sum(g.norm() for g in flat))
    absolute = norms(decoder, terms, lambda flat: torch.cat(flat).abs().sum())
    slips = [
        (in_order(shares(values, weights)), VALUES),
        (in_order(shares(values, ones)), VALUES),
        (in_order(shares(sizes, ones)), WEIGHT),
        (in_order(shares(sizes, weights, 2)), SQUARES),
        (in_order(shares(by_tensor, weights)), SUMMED),
        (in_order(shares(absolute, weights)), "Those are sums of absolute values: take the norm."),
    ]
    found = looked_at(answer, decoder, terms, weights)
    close(in_order(found), in_order(shares(sizes, weights)),
          what="the shares of L_G, L_GD and L_GC", slips=slips)  # fmt: skip


@hint("A term may depend on some of the parameters, or on none of them: then its share is 0.")
def test_a_term_of_another_network(answer, rng):
    decoder, terms, weights = setting(rng)
    code = torch.as_tensor(rng.normal(size=4)).requires_grad_()  # the encoder's work
    terms, weights = terms | {"L_KL": 0.5 * code.square().sum()}, weights | {"L_KL": 3.0}
    wanted = shares(norms(decoder, terms), weights)
    found = looked_at(answer, decoder, terms, weights)
    close(in_order(found), in_order(wanted), what="the shares of L_G, L_GD, L_GC and L_KL")


@hint("It is a look: `.grad` stays as it is, and the graph of the terms is still there afterwards.")
def test_training_goes_on(answer, rng):
    decoder, terms, weights = setting(rng)
    for p in list(decoder.parameters())[:2]:
        p.grad = torch.full_like(p, 5.0)
    with only_looked_at(decoder=decoder):
        answer(decoder, terms, weights)
    try:
        sum(terms.values()).backward()
    except RuntimeError:
        raise Wrong(
            "`backward()` on the 3 terms fails after the call: their graph is gone.",
            "Differentiate with `retain_graph=True`.",
        ) from None
