import torch


def keep_weights(layer, step, iterations):
    """The layer's weights before the first of the steps and after each, one above the other."""
    kept = [layer.weight.detach().clone()]
    for _ in range(iterations):
        step()
        kept.append(layer.weight.detach().clone())  # the optimiser writes into the weight itself
    return torch.stack(kept)
