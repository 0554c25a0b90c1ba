import torch


def of_the_weighted_terms(decoder, terms, weights):
    sizes = []
    for name in terms:
        found = torch.autograd.grad(
            weights[name] * terms[name],
            list(decoder.parameters()),
            retain_graph=True,
            materialize_grads=True,
            allow_unused=True,
        )
        sizes.append(torch.cat([g.flatten() for g in found]).norm())
    sizes = torch.stack(sizes)
    return dict(zip(terms, sizes / sizes.sum(), strict=True))


def tensor_by_tensor(decoder, terms, weights):
    size = dict.fromkeys(terms, 0.0)
    for name, loss in terms.items():
        for p in decoder.parameters():
            (g,) = torch.autograd.grad(loss, p, retain_graph=True, allow_unused=True)
            if g is not None:
                size[name] += (weights[name] ** 2 * (g * g).sum()).item()
    root = {name: value**0.5 for name, value in size.items()}
    return {name: value / sum(root.values()) for name, value in root.items()}
