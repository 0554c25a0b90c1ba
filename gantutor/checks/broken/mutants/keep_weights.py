import copy

import torch

from gantutor.checks.engine.assertions import wrong


@wrong("What do the rows and the layer share")
def as_found(layer, step, iterations):
    """The layer's weights before the first step and after each, stacked."""
    kept = [layer.weight.detach()]
    for _ in range(iterations):
        step()
        kept.append(layer.weight.detach())
    return torch.stack(kept)


@wrong("What do the rows and the layer share")
def moved_to_the_cpu(layer, step, iterations):
    kept = [layer.weight.detach().cpu()]
    for _ in range(iterations):
        step()
        kept.append(layer.weight.detach().cpu())
    return torch.stack(kept)


@wrong("What do the rows and the layer share")
def as_numpy(layer, step, iterations):
    kept = [torch.from_numpy(layer.weight.detach().numpy())]
    for _ in range(iterations):
        step()
        kept.append(torch.from_numpy(layer.weight.detach().numpy()))
    return torch.stack(kept)


@wrong("What do the rows and the layer share")
def a_copy_of_the_list(layer, step, iterations):
    kept = [layer.weight.detach()]
    for _ in range(iterations):
        step()
        kept = [*copy.copy(kept), layer.weight.detach()]
    return torch.stack(kept)


@wrong("The start is a moment too")
def only_in_the_loop(layer, step, iterations):
    kept = [layer.weight.detach()]
    for _ in range(iterations):
        step()
        kept.append(layer.weight.detach().clone())
    return torch.stack(kept)


@wrong("numbers to look at")
def with_its_graph(layer, step, iterations):
    kept = [layer.weight.clone()]
    for _ in range(iterations):
        step()
        kept.append(layer.weight.clone())
    return torch.stack(kept)


@wrong("able to learn after it")
def frozen_to_be_kept(layer, step, iterations):
    kept = [layer.weight.detach().clone()]
    for _ in range(iterations):
        step()
        kept.append(layer.weight.requires_grad_(False).clone())
    return torch.stack(kept)
