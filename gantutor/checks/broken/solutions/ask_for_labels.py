import torch
from torch.nn import functional as F


def ask_for_labels(
    decoder,
    optimiser,
    classifier,
    labels,
    latent,
    classes,
    rng,
):
    """A step of the decoder: be classified right; return the loss."""
    z = torch.randn(len(labels), latent, generator=rng)
    label = F.one_hot(labels, classes).to(z)
    y = decoder(torch.cat([z, label], dim=1))
    loss = F.cross_entropy(classifier(y), labels)
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    return loss.item()
