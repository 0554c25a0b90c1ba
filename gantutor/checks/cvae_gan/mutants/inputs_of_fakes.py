import torch
from torch.nn.functional import one_hot

from gantutor.checks.engine.assertions import wrong


def drawn(n, classes, rng):
    return torch.randint(classes, (n,), generator=rng)


@wrong("noise there would be another label")
def noise_in_the_label(n, latent, classes, rng):
    rows, labels = torch.randn(n, latent + classes, generator=rng), drawn(n, classes, rng)
    rows[:, latent:] += one_hot(labels, classes)
    return rows, labels


@wrong("noise there would be another label")
def another_label(n, latent, classes, rng):
    z, label = torch.randn(n, latent, generator=rng), one_hot(drawn(n, classes, rng), classes)
    return torch.cat([z, label.float()], 1), drawn(n, classes, rng)


@wrong("latent + classes numbers")
def the_number_of_the_class(n, latent, classes, rng):
    z, labels = torch.randn(n, latent, generator=rng), drawn(n, classes, rng)
    return torch.cat([z, labels[:, None].float()], 1), labels


@wrong("equally likely")
def last_class_left_out(n, latent, classes, rng):
    z, labels = torch.randn(n, latent, generator=rng), drawn(n, classes - 1, rng)
    return torch.cat([z, one_hot(labels, classes).float()], 1), labels


@wrong("knows nothing of the label")
def uniform_codes(n, latent, classes, rng):
    z, labels = torch.rand(n, latent, generator=rng), drawn(n, classes, rng)
    return torch.cat([z, one_hot(labels, classes).float()], 1), labels


@wrong("knows nothing of the label")
def one_number_for_a_code(n, latent, classes, rng):
    z, labels = torch.randn(n, 1, generator=rng).expand(n, latent), drawn(n, classes, rng)
    return torch.cat([z, one_hot(labels, classes).float()], 1), labels


@wrong("set no seed inside")
def seeded(n, latent, classes, rng):
    rng.manual_seed(0)
    z, labels = torch.randn(n, latent, generator=rng), drawn(n, classes, rng)
    return torch.cat([z, one_hot(labels, classes).float()], 1), labels


@wrong("labels are indices")
def in_double_precision(n, latent, classes, rng):
    z = torch.randn(n, latent, generator=rng, dtype=torch.float64)
    labels = drawn(n, classes, rng)
    return torch.cat([z, one_hot(labels, classes)], 1), labels


@wrong("Each label is drawn")
def labels_in_turn(n, latent, classes, rng):
    labels = torch.arange(n) % classes
    return torch.cat([torch.randn(n, latent, generator=rng), one_hot(labels, classes)], 1), labels


@wrong("The labels are drawn from `rng`, too")
def labels_from_torch_s_own(n, latent, classes, rng):
    labels = torch.randint(classes, (n,))
    return torch.cat([torch.randn(n, latent, generator=rng), one_hot(labels, classes)], 1), labels
