import torch


def keep_weights(layer, step, iterations):
    """The layer's weights before the first step and after each, stacked."""
    kept = [layer.weight.detach().clone()]
    for _ in range(iterations):
        step()
        kept.append(layer.weight.detach().clone())  # the optimiser writes into the weight itself
    return torch.stack(kept)
