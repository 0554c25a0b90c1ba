import torch
from torch.nn.functional import mse_loss, one_hot


def by_a_matrix(decoder, optimiser, features, x, z, labels, classes):
    label = one_hot(labels, classes).to(z)
    share = (label / label.sum(0).clamp(min=1)).T  # (classes, n): a mean for each row
    with torch.no_grad():
        wanted = share @ features(x)
    found = share @ features(decoder(torch.cat([z, label], dim=1)))
    optimiser.zero_grad(set_to_none=False)
    (0.5 * (found - wanted).square().sum()).backward()
    optimiser.step()


def class_after_class(decoder, optimiser, features, x, z, labels, classes):
    optimiser.zero_grad()
    for c in range(classes):
        here = labels == c
        if here.any():
            label = one_hot(labels[here], classes).to(z)
            fake = features(decoder(torch.cat([z[here], label], dim=-1))).mean(0)
            real = features(x[here]).mean(0).detach()
            (0.5 * mse_loss(fake, real, reduction="sum")).backward()
    optimiser.step()
