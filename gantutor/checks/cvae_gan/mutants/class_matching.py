import torch

from gantutor.checks.engine.assertions import wrong


def means(features, labels, classes, divide_by_batch=False):
    label = torch.eye(classes, dtype=features.dtype)[labels]
    count = label.sum(0)
    size = torch.full_like(count, len(features)) if divide_by_batch else count.clamp(min=1)
    return label.T @ features / size[:, None], count > 0


def squares(real, real_labels, fake, fake_labels, classes):
    (ours, here), (theirs, there) = (
        means(real, real_labels, classes),
        means(fake, fake_labels, classes),
    )
    return (ours - theirs).square()[here & there]


@wrong("the means of the whole batches")
def of_the_whole_batch(real, real_labels, fake, fake_labels, classes):
    return 0.5 * (real.mean(0) - fake.mean(0)).square().sum()


@wrong("not by that of the batch")
def divided_by_the_batch(real, real_labels, fake, fake_labels, classes):
    ours = means(real, real_labels, classes, divide_by_batch=True)[0]
    theirs = means(fake, fake_labels, classes, divide_by_batch=True)[0]
    return 0.5 * (ours - theirs).square().sum()


@wrong("has a ½")
def without_the_half(*arguments):
    return squares(*arguments).sum()


@wrong("the sum over the classes, not their mean")
def mean_over_classes(*arguments):
    return 0.5 * squares(*arguments).sum(1).mean()


@wrong("draws the other batch's features to 0")
def missing_is_zero(real, real_labels, fake, fake_labels, classes):
    ours, theirs = means(real, real_labels, classes)[0], means(fake, fake_labels, classes)[0]
    return 0.5 * (ours - theirs).square().sum()


@wrong("is left out")
def mean_of_no_rows(real, real_labels, fake, fake_labels, classes):
    total = 0.0
    for c in range(classes):
        ours, theirs = real[real_labels == c].mean(0), fake[fake_labels == c].mean(0)
        total = total + 0.5 * (ours - theirs).square().sum()
    return total


@wrong("labels, and counts, of its own")
def last_class_forgotten(real, real_labels, fake, fake_labels, classes):
    return 0.5 * squares(real, real_labels, fake, fake_labels, classes)[: max(2, classes - 1)].sum()


@wrong("finite where one is missing")
def masked_too_late(real, real_labels, fake, fake_labels, classes):
    def divided(features, labels):
        label = torch.eye(classes, dtype=features.dtype)[labels]
        return label.T @ features / label.sum(0)[:, None]

    shift = divided(real, real_labels) - divided(fake, fake_labels)
    return 0.5 * shift.square().nan_to_num(nan=0.0, posinf=0.0).nansum()
