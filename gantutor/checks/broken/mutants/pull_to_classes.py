import torch
from torch.nn import functional as F

from gantutor.checks.engine.assertions import wrong


@wrong("could swap all its labels")
def as_found(decoder, optimiser, features, x, z, labels, classes):
    """Pull samples to the images of their class, by mean features."""
    label = F.one_hot(labels, classes).to(z)
    y = decoder(torch.cat([z, label], dim=1))
    real, fake = features(x).detach(), features(y)
    shift = real.mean(dim=0) - fake.mean(dim=0)
    loss = 0.5 * shift.square().sum()
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()


def step_on(loss_of, decoder, optimiser, features, x, z, labels, classes):
    label = F.one_hot(labels, classes).to(z)
    real, fake = features(x).detach(), features(decoder(torch.cat([z, label], dim=1)))
    optimiser.zero_grad()
    loss_of(real, fake, label, labels).backward()
    optimiser.step()


def means(rows, label):
    return label.T @ rows / label.sum(0).clamp(min=1)[:, None]


@wrong("not by that of the batch")
def divided_by_the_batch(*arguments):
    def loss_of(real, fake, label, labels):
        return 0.5 * (label.T @ (real - fake) / len(real)).square().sum()

    step_on(loss_of, *arguments)


@wrong("no sample has a partner")
def row_by_row(*arguments):
    def loss_of(real, fake, label, labels):
        return 0.5 * (real - fake).square().sum(1).mean()

    step_on(loss_of, *arguments)


@wrong("The sum over the classes")
def mean_over_the_classes(*arguments):
    def loss_of(real, fake, label, labels):
        per_class = (means(real, label) - means(fake, label)).square().sum(1)
        return 0.5 * per_class.sum() / len(labels.unique())

    step_on(loss_of, *arguments)


@wrong("There is a ½")
def without_the_half(*arguments):
    def loss_of(real, fake, label, labels):
        return (means(real, label) - means(fake, label)).square().sum()

    step_on(loss_of, *arguments)


@wrong("a mean of no rows is 0/0")
def all_classes_there_are(*arguments):
    def loss_of(real, fake, label, labels):
        shift = label.T @ (real - fake) / label.sum(0)[:, None]
        return 0.5 * shift.square().sum()

    step_on(loss_of, *arguments)


@wrong("clear what an earlier step left")
def gradients_kept(decoder, optimiser, features, x, z, labels, classes):
    label = F.one_hot(labels, classes).to(z)
    real, fake = features(x).detach(), features(decoder(torch.cat([z, label], dim=1)))
    (0.5 * (means(real, label) - means(fake, label)).square().sum()).backward()
    optimiser.step()


@wrong("leave the mode as you found it")
def left_in_evaluation_mode(decoder, optimiser, features, x, z, labels, classes):
    features.eval()
    step_on(
        lambda real, fake, label, _: 0.5 * (means(real, label) - means(fake, label)).square().sum(),
        *(decoder, optimiser, features, x, z, labels, classes),
    )
