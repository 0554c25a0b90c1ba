"""The terms of the loss of encoder and decoder, by the names of their weights."""

from collections.abc import Callable, Collection, Mapping
from typing import Protocol, runtime_checkable

from torch import Tensor

from gantutor.cvae_gan import losses
from gantutor.cvae_gan.model import Batch, Seen, seen
from gantutor.nets import Network
from gantutor.objectives import Objective
from gantutor.vae.posterior import gaussian_kl

Matching = Callable[[Tensor, Tensor, Tensor], Tensor]
"""Features of real and of generated samples and the labels, to what is minimised, (S,)."""

# What a judge has to look at for each of its terms.
BY_DISCRIMINATOR = {
    "discriminator_pairs": ("x", "reconstruction"),
    "discriminator_means": ("x", "prior"),
    "fooling": ("prior",),
}
BY_CLASSIFIER = {
    "classifier_pairs": ("x", "reconstruction"),
    "classifier_means": ("x", "prior"),
    "labelling": ("prior",),
}


@runtime_checkable
class Judges(Protocol):
    """The networks that judge, and by what rule."""

    discriminator: Network
    classifier: Network
    objective: Objective


def terms(
    judges: Judges,
    batch: Batch,
    wanted: Collection[str],
    match_all: Matching = lambda real, fake, label: losses.mean_matching(real, fake),
    match_classes: Matching = losses.class_mean_matching,
) -> Mapping[str, Tensor]:
    """Return the terms of these names, unweighted, each (S,); nothing else is computed.

    ``match_all`` and ``match_classes`` are what L_GD and L_GC do with features: by default, they
    compare the means of this batch.
    """
    by_d = _looks(judges.discriminator, batch, BY_DISCRIMINATOR, wanted)
    by_c = _looks(judges.classifier, batch, BY_CLASSIFIER, wanted)

    def pairs(by: Mapping[str, Seen]) -> Tensor:
        return losses.pairwise(by["x"].features, by["reconstruction"].features)

    def means(by: Mapping[str, Seen], match: Matching) -> Tensor:
        return match(by["x"].features, by["prior"].features, batch.label)

    how: dict[str, Callable[[], Tensor]] = {
        "kl": lambda: gaussian_kl(batch.mean, batch.logvar).mean(-1),
        "pixels": lambda: losses.pairwise(batch.x, batch.reconstruction),
        "discriminator_pairs": lambda: pairs(by_d),
        "classifier_pairs": lambda: pairs(by_c),
        "discriminator_means": lambda: means(by_d, match_all),
        "classifier_means": lambda: means(by_c, match_classes),
        "fooling": lambda: judges.objective.generator_loss(by_d["prior"].output.squeeze(-1)),
        "labelling": lambda: losses.cross_entropy(by_c["prior"].output, batch.label),
    }
    return {name: make() for name, make in how.items() if name in wanted}


def _looks(
    judge: Network,
    batch: Batch,
    needed: Mapping[str, tuple[str, ...]],
    wanted: Collection[str],
) -> Mapping[str, Seen]:
    """Return what a judge gets out of those samples that its wanted terms need, by their names."""
    names = dict.fromkeys(kind for term in needed if term in wanted for kind in needed[term])
    if not names:
        return {}
    return dict(zip(names, seen(judge, *(getattr(batch, kind) for kind in names)), strict=True))
