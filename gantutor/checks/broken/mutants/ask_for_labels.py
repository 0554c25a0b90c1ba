import torch
from torch.nn import functional as F

from gantutor.checks.engine.assertions import wrong


@wrong("the decoder is not told")
def as_found(
    decoder,
    optimiser,
    classifier,
    labels,
    latent,
    classes,
    rng,
):
    """A step of the decoder: be classified right; return the loss."""
    z = torch.randn(len(labels), latent + classes, generator=rng)
    y = decoder(z)
    loss = F.cross_entropy(classifier(y), labels)
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    return loss.item()


def step_on(decoder, optimiser, classifier, labels, z, label):
    loss = F.cross_entropy(classifier(decoder(torch.cat([z, label], 1))), labels)
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    return loss.item()


def one_hot(labels, classes):
    return F.one_hot(labels, classes).float()


@wrong("Not other labels")
def drawn_labels(decoder, optimiser, classifier, labels, latent, classes, rng):
    z = torch.randn(len(labels), latent, generator=rng)
    told = torch.randint(classes, (len(labels),), generator=rng)
    return step_on(decoder, optimiser, classifier, labels, z, one_hot(told, classes))


@wrong("plus noise")
def noise_over_the_label(decoder, optimiser, classifier, labels, latent, classes, rng):
    z = torch.randn(len(labels), latent, generator=rng)
    noise = torch.randn(len(labels), classes, generator=rng)
    label = one_hot(labels, classes) + 0.3 * noise
    return step_on(decoder, optimiser, classifier, labels, z, label)


@wrong("first the code")
def label_first(decoder, optimiser, classifier, labels, latent, classes, rng):
    z = torch.randn(len(labels), latent, generator=rng)
    return step_on(decoder, optimiser, classifier, labels, one_hot(labels, classes), z)


@wrong("it knows nothing of the label")
def one_code_for_a_class(decoder, optimiser, classifier, labels, latent, classes, rng):
    z = torch.randn(classes, latent, generator=rng)[labels]
    return step_on(decoder, optimiser, classifier, labels, z, one_hot(labels, classes))


@wrong("it knows nothing of the label")
def uniform_codes(decoder, optimiser, classifier, labels, latent, classes, rng):
    z = torch.rand(len(labels), latent, generator=rng)
    return step_on(decoder, optimiser, classifier, labels, z, one_hot(labels, classes))


@wrong("From `rng`")
def from_the_global_generator(decoder, optimiser, classifier, labels, latent, classes, rng):
    z = torch.randn(len(labels), latent)
    return step_on(decoder, optimiser, classifier, labels, z, one_hot(labels, classes))


@wrong("One step, down")
def step_up(decoder, optimiser, classifier, labels, latent, classes, rng):
    z = torch.randn(len(labels), latent, generator=rng)
    y = decoder(torch.cat([z, one_hot(labels, classes)], 1))
    loss = F.cross_entropy(classifier(y), labels)
    optimiser.zero_grad()
    (-loss).backward()
    optimiser.step()
    return loss.item()
