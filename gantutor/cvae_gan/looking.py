"""Looking at a CVAE-GAN without changing it: curves, samples of given classes, judgements.

All is done in evaluation mode: a look neither moves running statistics nor drops a unit.
"""

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np
import torch
from jaxtyping import Float
from numpy.typing import ArrayLike
from torch import Tensor

from gantutor.cvae_gan.data import one_hot
from gantutor.cvae_gan.draws import FAKES, LOOK, Draws
from gantutor.cvae_gan.terms import terms
from gantutor.cvae_gan.weights import Weights
from gantutor.randomness import seeded_generator
from gantutor.training.draws import Draw, normal, rows_of, uniform
from gantutor.training.evaluating import evaluating
from gantutor.training.run import Curve
from gantutor.training.samples import of_each_seed, samples

if TYPE_CHECKING:
    from gantutor.cvae_gan.run import CVAEGANRun

TERMS: tuple[str, ...] = tuple(field.name for field in fields(Weights))


def measure(run: "CVAEGANRun") -> Mapping[str, Curve]:
    """Return every loss and how the judges fare, each (S,), whatever its weight.

    ``classification`` is L_C, ``discrimination`` L_D with the constraint's penalty, and the others
    are the terms by the names in `Weights`, unweighted. ``loss`` is their weighted sum, which
    encoder and decoder minimise. ``gap`` is how far the discriminator sets real samples apart from
    fakes, ``accuracy`` how many real samples the classifier gets right. All are taken over a
    fresh batch that depends on seed and iteration only; the mean features, too, are this batch's.
    """
    with torch.no_grad(), evaluating(*run.networks().values()):
        drawn = draws(run)
        batch = run.batch(drawn)
        found = terms(run, batch, TERMS)
        weights = run.config.weights
        fakes = torch.cat((batch.reconstruction, batch.prior), dim=1)
        right = run.classifier(batch.x).argmax(-1) == batch.label.argmax(-1)
        curves = {
            "loss": torch.stack([getattr(weights, name) * found[name] for name in TERMS]).sum(0),
            "classification": run.classification(batch),
            "discrimination": run.discrimination(batch, drawn.u),
            **found,
            "gap": run.objective.gap(*(run.discriminator(t).squeeze(-1) for t in (batch.x, fakes))),
            "accuracy": right.float().mean(-1),
        }
        # One transfer for all: each would wait for the device.
        return dict(zip(curves, _numpy(torch.stack(list(curves.values()))), strict=True))


def gradient_norms(run: "CVAEGANRun") -> Mapping[str, Mapping[str, Curve]]:
    """Return how strongly each loss would move each network: ‖gradient‖ for each seed, (S,).

    By the names of the losses of `measure` and of the four networks. 0 means that the loss does not
    depend on that network; where it is not 0, the run still uses it only for those networks that
    are to learn from that loss. On the batch of `measure`; nothing is changed.
    """
    with torch.enable_grad(), evaluating(*run.networks().values()):
        drawn = draws(run)
        batch = run.batch(drawn)
        found = {
            "classification": run.classification(batch),
            "discrimination": run.discrimination(batch, drawn.u),
            **terms(run, batch, TERMS),
        }
        return {loss: _norms(run, value) for loss, value in found.items()}


def _norms(run: "CVAEGANRun", loss: Tensor) -> Mapping[str, Curve]:
    norms = {}
    for name, network in run.networks().items():
        weights = list(network.parameters())
        gradients = torch.autograd.grad(
            loss.sum(), weights, retain_graph=True, allow_unused=True, materialize_grads=True
        )
        squared = torch.stack([g.flatten(1).square().sum(1) for g in gradients]).sum(0)
        norms[name] = _numpy(squared.sqrt())
    return norms


def draws(run: "CVAEGANRun") -> Draws:
    """Return what a look at this iteration draws, none of which any step does."""
    size, latent = run.config.batch, run.config.latent
    rngs = [seeded_generator(s, LOOK, run.iteration) for s in run.seeds]

    def each(draw: Draw) -> Tensor:
        return torch.stack([draw(r) for r in rngs]).to(run.device)

    return Draws(
        rows=each(rows_of(run.x.shape[-2], size)),
        noise=each(normal(size, latent)),
        prior=each(normal(size, latent)),
        u=each(uniform(2 * size, 1)),
        dropout=torch.zeros(len(run.networks()), len(rngs), dtype=torch.int64, device=run.device),
    )


def fakes(
    run: "CVAEGANRun", n: int, seed: int, labels: ArrayLike | Tensor | None
) -> Float[np.ndarray, "seeds n dim"]:
    """Return decoded codes from N(0, I), the same ones for one ``seed``."""
    draw = normal(n, run.config.latent)
    z = torch.stack([draw(seeded_generator(s, FAKES, seed)) for s in run.seeds])
    return decode(run, z, np.arange(n) % run.config.classes if labels is None else labels)


def encode(
    run: "CVAEGANRun", x: ArrayLike | Tensor, labels: ArrayLike | Tensor
) -> tuple[Float[np.ndarray, "seeds n latent"], Float[np.ndarray, "seeds n latent"]]:
    """Return mean and logvar of q(z|x, c)."""
    points = of_each_seed(run, samples("x", x, run.config.discriminator, len(run.seeds)))
    with torch.no_grad(), evaluating(run.autoencoder):
        mean, logvar = run.autoencoder.encode(points, _told(run, labels, points.shape[1]))
        return _numpy(mean), _numpy(logvar)


def decode(
    run: "CVAEGANRun", z: ArrayLike | Tensor, labels: ArrayLike | Tensor
) -> Float[np.ndarray, "seeds n dim"]:
    """Return the decoder's samples at these codes, of these classes."""
    latent, seeds = run.config.latent, len(run.seeds)
    codes = (
        z.detach().cpu().float() if isinstance(z, Tensor) else torch.tensor(np.asarray(z)).float()
    )
    if (
        codes.dim() not in (2, 3)
        or codes.shape[-1] != latent
        or codes.shape[:-2] not in ((), (seeds,))
    ):
        raise ValueError(
            f"z must be (n, {latent}) or ({seeds}, n, {latent}), got {tuple(codes.shape)}"
        )
    codes = of_each_seed(run, codes)
    with torch.no_grad(), evaluating(run.autoencoder):
        return _numpy(run.autoencoder.decode(codes, _told(run, labels, codes.shape[1])))


def reconstruct(
    run: "CVAEGANRun",
    x: ArrayLike | Tensor,
    labels: ArrayLike | Tensor,
    to: ArrayLike | Tensor | None,
) -> Float[np.ndarray, "seeds n dim"]:
    """Return the decoder's samples at the mean codes, under the same labels or under others."""
    mean, _ = encode(run, x, labels)
    return decode(run, mean, labels if to is None else to)


def classify(run: "CVAEGANRun", x: ArrayLike | Tensor) -> Float[np.ndarray, "seeds n classes"]:
    """Return the classifier's probabilities; every row sums to 1."""
    points = of_each_seed(run, samples("x", x, run.config.classifier, len(run.seeds)))
    with torch.no_grad(), evaluating(run.classifier):
        return _numpy(run.classifier(points).softmax(-1))


def score(run: "CVAEGANRun", x: ArrayLike | Tensor) -> Float[np.ndarray, "seeds n"]:
    """Return the discriminator's raw output."""
    points = of_each_seed(run, samples("x", x, run.config.discriminator, len(run.seeds)))
    with torch.no_grad(), evaluating(run.discriminator):
        return _numpy(run.discriminator(points).squeeze(-1))


def _told(
    run: "CVAEGANRun", labels: ArrayLike | Tensor, n: int
) -> Float[Tensor, "seeds n classes"]:
    """Return labels as the networks are told them: integers one-hot, rows of numbers as such."""
    array = labels.detach().cpu().numpy() if isinstance(labels, Tensor) else np.asarray(labels)
    classes = run.config.classes
    if array.ndim < 2:
        each = np.broadcast_to(array, (n,)) if array.ndim == 0 else array
        return of_each_seed(run, one_hot(each, classes, (n,)))
    if array.shape != (n, classes) or not np.isfinite(array).all():
        raise ValueError(
            f"labels as rows of numbers must be finite and ({n}, {classes}), got {array.shape}"
        )
    return of_each_seed(run, torch.tensor(array, dtype=torch.float32))


def _numpy(t: Tensor) -> np.ndarray:
    return t.cpu().numpy()
