import torch


@torch.no_grad()
def slow_copy(average, generator, decay):
    """Move the average of the generator one step towards it."""
    for kept, now in zip(average.parameters(), generator.parameters(), strict=True):
        kept.lerp_(now, 1 - decay)
    # BatchNorm's statistics are averages already.
    for kept, now in zip(average.buffers(), generator.buffers(), strict=True):
        kept.copy_(now)
