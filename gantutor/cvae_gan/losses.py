"""The losses of CVAE-GAN, as functions of images, features and scores; one value for each seed.

Every ‖·‖² is a sum over dimensions, and every loss a mean over the batch. A mean over dimensions in
one loss and a sum in another would set the weights by the sizes of the layers.
Source: Bao, Chen, Wen, Li & Hua 2017, section 3. The KL term is `gantutor.vae.gaussian_kl`.
"""

import torch
from jaxtyping import Float
from torch import Tensor


def cross_entropy(
    logits: Float[Tensor, "seeds batch classes"], label: Float[Tensor, "seeds batch classes"]
) -> Float[Tensor, " seeds"]:
    """Return L_C = −mean log softmax(logits)[c], c the class of each sample; in nats, at least 0.

    ``label`` is one-hot. One softmax over the classes: with a sigmoid for each class the outputs
    would be no law over them.
    """
    chosen = (logits * label).sum(-1)
    return (torch.logsumexp(logits, dim=-1) - chosen).mean(-1)


def pairwise(
    real: Float[Tensor, "seeds batch dim"], other: Float[Tensor, "seeds batch dim"]
) -> Float[Tensor, " seeds"]:
    """Return mean ½‖real − other‖² over pairs: one of the three parts of L_G.

    Pairs are images and their reconstructions, or the features of the two.
    """
    return 0.5 * (real - other).square().sum(-1).mean(-1)


def class_means(
    features: Float[Tensor, "seeds batch dim"], label: Float[Tensor, "seeds batch classes"]
) -> tuple[Float[Tensor, "seeds classes dim"], Float[Tensor, "seeds classes 1"]]:
    """Return the mean feature of each class in the batch, and how many samples it has there.

    ``label`` is one-hot. A class without a sample has the mean 0 and the count 0.
    """
    count = label.sum(1)[..., None]
    return torch.bmm(label.mT, features) / count.clamp(min=1), count


def mean_matching(
    real: Float[Tensor, "seeds batch dim"], fake: Float[Tensor, "seeds batch dim"]
) -> Float[Tensor, " seeds"]:
    """Return ½‖mean real − mean fake‖²: L_GD, if both are features of the discriminator.

    Even of two batches of one law it is not 0 in expectation, but the trace of their covariance
    over the batch size: `RunningMeans` lessens that.
    """
    return 0.5 * (real.mean(1) - fake.mean(1)).square().sum(-1)


def class_mean_matching(
    real: Float[Tensor, "seeds batch dim"],
    fake: Float[Tensor, "seeds batch dim"],
    label: Float[Tensor, "seeds batch classes"],
) -> Float[Tensor, " seeds"]:
    """Return ½ Σ_c ‖mean of real in c − mean of fake in c‖²: L_GC, by the classifier's features.

    Row b of both is of the class that row b of ``label``, one-hot, says. A class that the batch
    has no sample of adds nothing.
    """
    ours, _ = class_means(real, label)
    theirs, _ = class_means(fake, label)
    return 0.5 * (ours - theirs).square().sum((-2, -1))
