import torch
from torch.nn import functional as F


def pull_to_classes(decoder, optimiser, features, x, z, labels, classes):
    """Pull samples to the images of their class, by mean features."""
    label = F.one_hot(labels, classes).to(z)
    y = decoder(torch.cat([z, label], dim=1))
    real, fake = features(x).detach(), features(y)
    loss = 0.0
    for c in labels.unique():  # a class without rows has no mean
        here = labels == c
        shift = real[here].mean(dim=0) - fake[here].mean(dim=0)
        loss = loss + 0.5 * shift.square().sum()
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
