import torch


def pulls_of_terms(decoder, terms, weights):
    """The share of each weighted term in the pull on the decoder."""
    sizes, parameters = {}, list(decoder.parameters())
    for name, loss in terms.items():
        gradients = torch.autograd.grad(loss, parameters, retain_graph=True, allow_unused=True)
        squares = [g.square().sum() for g in gradients if g is not None]
        sizes[name] = abs(weights[name]) * float(sum(squares)) ** 0.5
    total = sum(sizes.values())
    return {name: size / total for name, size in sizes.items()}
