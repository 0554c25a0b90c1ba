import copy

import numpy as np
import torch


def into_one_tensor(layer, step, iterations):
    kept = torch.empty(iterations + 1, *layer.weight.shape)
    kept[0] = layer.weight.detach()
    for i in range(iterations):
        step()
        kept[i + 1] = layer.weight.detach()
    return kept


def with_numpy(layer, step, iterations):
    kept = [layer.weight.detach().numpy().copy()]
    for _ in range(iterations):
        step()
        kept.append(layer.weight.detach().numpy().copy())
    return torch.from_numpy(np.stack(kept))


def deep_copies(layer, step, iterations):
    with torch.no_grad():
        kept = [copy.deepcopy(layer.weight.data)]
        while len(kept) <= iterations:
            step()
            kept += [copy.deepcopy(layer.weight.data)]
        return torch.cat([w[None] for w in kept])


def as_lists(layer, step, iterations):
    kept = [layer.weight.tolist()]
    for _ in range(iterations):
        step()
        kept.append(layer.weight.tolist())
    return torch.tensor(kept)
