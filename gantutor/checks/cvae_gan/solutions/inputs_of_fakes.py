import torch


def inputs_of_fakes(n, latent, classes, rng):
    """n codes with a label each, (n, latent + classes); the labels (n,)."""
    z = torch.randn(n, latent, generator=rng)
    labels = torch.randint(classes, (n,), generator=rng)
    label = torch.nn.functional.one_hot(labels, classes)
    return torch.cat([z, label.float()], dim=1), labels
