import torch

from gantutor.checks.engine.assertions import wrong


def gradients(loss, decoder):
    found = torch.autograd.grad(
        loss, list(decoder.parameters()), retain_graph=True, allow_unused=True
    )
    return [g for g in found if g is not None]


def norm(loss, decoder):
    return float(sum(g.square().sum() for g in gradients(loss, decoder))) ** 0.5


def shares(sizes):
    return {name: size / sum(sizes.values()) for name, size in sizes.items()}


@wrong("not of values")
def of_the_values(decoder, terms, weights):
    return shares({k: abs(weights[k] * float(loss)) for k, loss in terms.items()})


@wrong("a small λ makes a small pull")
def without_the_weights(decoder, terms, weights):
    return shares({k: norm(loss, decoder) for k, loss in terms.items()})


@wrong("shares of squared norms")
def squared(decoder, terms, weights):
    return shares({k: (weights[k] * norm(loss, decoder)) ** 2 for k, loss in terms.items()})


@wrong("not the sum of a norm for each tensor")
def tensor_by_tensor(decoder, terms, weights):
    return shares(
        {
            k: abs(weights[k]) * float(sum(g.norm() for g in gradients(loss, decoder)))
            for k, loss in terms.items()
        }
    )


@wrong("shares add up to 1")
def sizes_alone(decoder, terms, weights):
    return {k: abs(weights[k]) * norm(loss, decoder) for k, loss in terms.items()}


@wrong("The share of |λ|")
def signs_kept(decoder, terms, weights):
    return shares({k: weights[k] * norm(loss, decoder) for k, loss in terms.items()})


@wrong("what it learns, keeps and has as gradients stays")
def by_backward(decoder, terms, weights):
    sizes = {}
    for k, loss in terms.items():
        for p in decoder.parameters():
            p.grad = None
        loss.backward(retain_graph=True)
        squares = sum(p.grad.square().sum() for p in decoder.parameters() if p.grad is not None)
        sizes[k] = abs(weights[k]) * float(squares) ** 0.5
    return shares(sizes)


@wrong("then its share is 0")
def as_if_all_depend(decoder, terms, weights):
    sizes = {}
    for k, loss in terms.items():
        squares = [g.square().sum() for g in gradients(loss, decoder)]
        sizes[k] = abs(weights[k]) * float(sum(squares)) ** 0.5 if squares else 1.0
    return shares(sizes)


@wrong("Differentiate with `retain_graph=True`")
def graph_used_up(decoder, terms, weights):
    sizes = {}
    for k, loss in terms.items():
        last = k == list(terms)[-1]
        found = torch.autograd.grad(
            loss, list(decoder.parameters()), retain_graph=not last, allow_unused=True
        )
        squares = [g.square().sum() for g in found if g is not None]
        sizes[k] = abs(weights[k]) * float(sum(squares)) ** 0.5
    return shares(sizes)
