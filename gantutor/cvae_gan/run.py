"""A CVAE-GAN in training over several seeds: one step, and what it is made of."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import torch
from jaxtyping import Float
from numpy.typing import ArrayLike
from torch import Tensor, nn

from gantutor import constraints, objectives
from gantutor.cvae_gan import looking, losses
from gantutor.cvae_gan.config import Config
from gantutor.cvae_gan.data import labelled
from gantutor.cvae_gan.draws import Draws, draw_chunk
from gantutor.cvae_gan.means import RunningMeans
from gantutor.cvae_gan.model import Batch, BatchedCVAE, seen
from gantutor.cvae_gan.terms import terms
from gantutor.training.dealt import DealtRun
from gantutor.training.draws import Dealer
from gantutor.training.evaluating import evaluating
from gantutor.training.optimiser import Optimiser
from gantutor.training.run import Curve
from gantutor.training.samples import digest, rows, samples
from gantutor.training.stepped import Part


def start(
    config: Config,
    x: ArrayLike | Tensor,
    labels: ArrayLike | Tensor,
    *,
    seeds: Sequence[int],
    device: str | torch.device | None = None,
    capture: bool | None = None,
) -> "CVAEGANRun":
    """Set up a run of ``config``, for each seed, before its first step.

    Samples ``x`` are (N, d), shared by all seeds, or (S, N, d), one set for each; ``labels`` are
    integers from 0 to K − 1, (N,) or (S, N). Seeds are integers ≥ 0. A seed may occur again for a
    run with other data: the two then start from the same weights and see the same draws.
    ``capture``: capture an iteration as a CUDA graph and replay it, with the same result and many
    times as fast; the default on a CUDA device, and possible only there.
    ValueError for NaN or infinity in the samples, shapes that do not fit the networks or each
    other, labels that are none, a class without samples, missing seeds, and for ``capture``
    without CUDA.
    """
    return CVAEGANRun(config, x, labels, seeds, device, capture)


class CVAEGANRun(DealtRun[Config, Draws]):
    """S CVAE-GANs, trained side by side; made by ``start``.

    ``autoencoder`` holds encoder and decoder, ``classifier`` and ``discriminator`` are networks;
    all of them are modules over all seeds. A seed whose numbers overflow stays in the run as inf or
    NaN, and is recorded so; the other seeds do not feel it.
    """

    def __init__(
        self,
        config: Config,
        x: ArrayLike | Tensor,
        labels: ArrayLike | Tensor,
        seeds: Sequence[int],
        device: str | torch.device | None = None,
        capture: bool | None = None,
    ) -> None:
        super().__init__(seeds, config.iterations, device, capture)
        data = samples("x", x, config.discriminator, len(self.seeds))
        label = labelled(labels, config.classes, data)
        self.config = config
        self.objective = objectives.get(config.objective)
        self.constraint = constraints.get(config.constraint)
        self.data_digest = digest(data, label)
        self.x, self.labels = data.to(self.device), label.to(self.device)
        n = self.x.shape[-2]
        self.dealer = Dealer(partial(draw_chunk, config, self.seeds, n, self.device))

        self.autoencoder = BatchedCVAE(config, self.seeds, self.device)
        self.classifier = config.classifier.build(self.seeds, self.device, role=2)
        self.discriminator = config.discriminator.build(self.seeds, self.device, role=3)
        self.constraint.prepare(self.discriminator)
        self.discriminator_means = self._means(self.discriminator, 1)
        self.classifier_means = self._means(self.classifier, config.classes)
        self.modules = nn.ModuleDict(
            {
                "autoencoder": self.autoencoder,
                "classifier": self.classifier,
                "discriminator": self.discriminator,
                "discriminator_means": self.discriminator_means,
                "classifier_means": self.classifier_means,
            }
        )
        self.autoencoder_optimiser = self._optimiser(self.autoencoder)
        self.classifier_optimiser = self._optimiser(self.classifier)
        self.discriminator_optimiser = self._optimiser(self.discriminator)

    # The algorithm ------------------------------------------------------------------------------

    def step(self, *draws: Tensor) -> None:
        """Improve all four once: classifier, discriminator, then encoder and decoder."""
        drawn = Draws(*draws)
        for network, keys in zip(self.networks().values(), drawn.dropout, strict=True):
            network.redraw(keys)
        batch = self.batch(drawn)
        self.classifier_optimiser.descend(self.classification(batch))
        self.discriminator_optimiser.descend(self.discrimination(batch, drawn.u))
        self.constraint.project(self.discriminator)
        self.autoencoder_optimiser.descend(self.generation(batch))

    def batch(self, drawn: Draws) -> Batch:
        """Return real samples, their reconstructions, and prior samples of the same labels."""
        x, label = rows(self.x, drawn.rows), rows(self.labels, drawn.rows)
        return self.autoencoder(x, label, drawn.noise, drawn.prior)

    def classification(self, batch: Batch) -> Float[Tensor, " seeds"]:
        """Return L_C: the classifier's cross entropy on real samples, and on no others."""
        return losses.cross_entropy(self.classifier(batch.x), batch.label)

    def discrimination(
        self, batch: Batch, u: Float[Tensor, "seeds twice 1"]
    ) -> Float[Tensor, " seeds"]:
        """Return L_D and the constraint's penalty.

        Real samples are compared with reconstructions and, as often, with prior samples; the loss
        is the mean of the two comparisons, so that real and fake weigh the same: else the loss of a
        Wasserstein critic would change with a constant. Nothing of it reaches the decoder.
        """
        fakes = torch.cat((batch.reconstruction, batch.prior), dim=1).detach()
        real, fake = seen(self.discriminator, batch.x, fakes)
        fx = torch.cat((real.output, real.output), dim=1).squeeze(-1)
        fy, x = fake.output.squeeze(-1), torch.cat((batch.x, batch.x), dim=1)
        loss = self.objective.critic_loss(fx, fy, x, fakes)
        return loss + self.constraint.penalty(self.discriminator, x, fakes, u)

    def generation(self, batch: Batch) -> Float[Tensor, " seeds"]:
        """Return the loss of encoder and decoder, the weighted sum of its terms.

        It takes the batch into the running averages of mean features.
        """
        weights, means = self.config.weights, self.discriminator_means
        everybody = torch.ones_like(batch.label[..., :1])  # the discriminator knows no classes
        found = terms(
            self,
            batch,
            weights.active,
            match_all=lambda real, fake, _: means(real, fake, everybody),
            match_classes=self.classifier_means,
        )
        weighted = [getattr(weights, name) * term for name, term in found.items()]
        return torch.stack(weighted).sum(0)

    def _optimiser(self, network: nn.Module) -> Optimiser:
        return Optimiser(network, self.config.optimiser, self.config.lr, self.config.betas)

    def _means(self, network: Any, classes: int) -> RunningMeans:
        one = torch.zeros(len(self.seeds), 1, network.spec.inputs, device=self.device)
        with torch.no_grad(), evaluating(network):
            features, _ = network.with_features(one)
        return RunningMeans(
            len(self.seeds), classes, features.shape[-1], self.config.keep, self.device
        )

    # What the frame asks for -------------------------------------------------------------------

    def networks(self) -> Mapping[str, Any]:
        """Return the four networks by name."""
        return {
            "encoder": self.autoencoder.encoder,
            "decoder": self.autoencoder.decoder,
            "classifier": self.classifier,
            "discriminator": self.discriminator,
        }

    def parts(self) -> Mapping[str, Part]:
        """Return all networks with their running averages, and the three optimisers, by name."""
        optimisers = ("autoencoder_optimiser", "classifier_optimiser", "discriminator_optimiser")
        return {"networks": self.modules, **{name: getattr(self, name) for name in optimisers}}

    def measure(self) -> Mapping[str, Curve]:
        """Measure the run as it stands, changing nothing; see `looking.measure`."""
        return looking.measure(self)

    # Looking, in evaluation mode; samples and codes are flat --------------------------------------

    def fakes(
        self, n: int, seed: int = 0, labels: ArrayLike | Tensor | None = None
    ) -> Float[np.ndarray, "seeds n d"]:
        """Return ``n`` prior samples of each seed, always from the same z for one ``seed``.

        ``labels``, (n,) or one for all, say of which classes; by default 0, 1, …, K − 1 in turn.
        """
        return looking.fakes(self, n, seed, labels)

    def encode(
        self, x: ArrayLike | Tensor, labels: ArrayLike | Tensor
    ) -> tuple[Float[np.ndarray, "seeds n latent"], Float[np.ndarray, "seeds n latent"]]:
        """Return mean and logvar of q(z|x, c) for samples (n, d) and labels (n,) or one for all."""
        return looking.encode(self, x, labels)

    def decode(
        self, z: ArrayLike | Tensor, labels: ArrayLike | Tensor
    ) -> Float[np.ndarray, "seeds n d"]:
        """Return the samples of codes (n, latent), or (S, n, latent).

        ``labels``: integers, (n,) or one for all; or rows of K numbers, (n, K), which need not be
        one-hot: ½ and ½ of two classes is a question that the decoder was never asked.
        """
        return looking.decode(self, z, labels)

    def reconstruct(
        self,
        x: ArrayLike | Tensor,
        labels: ArrayLike | Tensor,
        to: ArrayLike | Tensor | None = None,
    ) -> Float[np.ndarray, "seeds n d"]:
        """Return what the decoder makes of each sample's mean code; ``to``: under other labels."""
        return looking.reconstruct(self, x, labels, to)

    def classify(self, x: ArrayLike | Tensor) -> Float[np.ndarray, "seeds n classes"]:
        """Return the run's own classifier's probabilities for samples (n, d) or (S, n, d)."""
        return looking.classify(self, x)

    def score(self, x: ArrayLike | Tensor) -> Float[np.ndarray, "seeds n"]:
        """Return the discriminator's value f for samples (n, d) or (S, n, d)."""
        return looking.score(self, x)

    def __repr__(self) -> str:
        """Say what is trained, how far it came, and where."""
        return (
            f"CVAEGANRun({self.objective.name}, {self.constraint}, latent {self.config.latent}, "
            f"{self.config.classes} classes, {len(self.seeds)} seeds, "
            f"iteration {self.iteration} of {self.iterations}, {self.device})"
        )
