"""A CVAE-GAN as a frozen value: its four networks, its weights, and the discriminator's rule."""

from dataclasses import asdict, dataclass, field
from typing import Any

from gantutor import constraints, objectives
from gantutor.constraints import Constraint, Free
from gantutor.cvae_gan.weights import Weights
from gantutor.names import known
from gantutor.nets import MLP, ConvNet, Spec
from gantutor.objectives import Objective
from gantutor.training.optimiser import OPTIMISERS
from gantutor.training.schedule import Decaying, at_least_one, check_optimiser


@dataclass(frozen=True)
class Config(Decaying):
    """All settings of a CVAE-GAN; images, labels and seeds come with ``start``.

    For images of d numbers, K classes and codes of L dimensions, these are specifications of
    networks: ``decoder``, from L + K numbers, a code and a one-hot label, to d. ``encoder``, from
    d + K numbers to 2 · L, the means of a code and then the logarithms of their variances.
    ``classifier``, from d to K logits. ``discriminator``, from d to one number: a critic like any
    other. An encoder that takes d + K · r numbers sees each number of the label r times: as planes
    of a picture, if it is convolutional and r is a plane's size.
    Classifier and discriminator are an `MLP` with a hidden layer or a `ConvNet`; what their last
    layer gets is their features f_C and f_D.

    ``objective`` and ``constraint`` are the discriminator's, values or names, as in a `gan.Config`:
    "nonsaturating" with "free" is the paper's cross entropy; "wasserstein" with a gradient penalty
    makes it a WGAN-GP critic. ``weights``: of the terms of encoder and decoder.
    ``keep`` in [0, 1): the weight of the past in the running averages of mean features.
    ``decay`` lowers the learning rate ``lr`` linearly to 0 over ``iterations``. ``betas`` are
    Adam's (RMSprop takes the second as its smoothing).
    Unknown names, networks that do not fit and numbers out of range raise ValueError.
    """

    encoder: Spec
    decoder: Spec
    classifier: Spec
    discriminator: Spec
    weights: Weights = field(default_factory=Weights)
    objective: Objective | str = "nonsaturating"
    constraint: Constraint | str = field(default_factory=Free)
    keep: float = 0.9
    batch: int = 64
    iterations: int = 1000
    lr: float = 1e-3
    betas: tuple[float, float] = (0.5, 0.999)
    optimiser: str = "adam"
    decay: bool = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "constraint", constraints.get(self.constraint))
        object.__setattr__(self, "objective", objectives.get(self.objective))
        known("optimiser", self.optimiser, OPTIMISERS)
        at_least_one(self, "batch", "iterations")
        check_optimiser(self.lr, self.betas)
        if not 0 <= self.keep < 1:
            raise ValueError(f"keep must be in [0, 1), got {self.keep}")
        self._check_judges()
        self._check_coders()
        objectives.get(self.objective).check(self.discriminator, self.batch)

    @property
    def classes(self) -> int:
        """How many classes there are."""
        return self.classifier.outputs

    @property
    def latent(self) -> int:
        """How many dimensions a code has."""
        return self.decoder.inputs - self.classes

    @property
    def repeats(self) -> int:
        """How often the encoder sees each number of a label."""
        return (self.encoder.inputs - self.decoder.outputs) // self.classes

    def settings(self) -> dict[str, Any]:
        """Return all settings as a dictionary that JSON can hold."""
        names = ("encoder", "decoder", "classifier", "discriminator")
        return {
            **asdict(self),
            **{name: getattr(self, name).settings() for name in names},
            "objective": objectives.get(self.objective).settings(),
            "constraint": constraints.get(self.constraint).settings(),
        }

    def _check_judges(self) -> None:
        """Check classifier and discriminator."""
        for name in ("classifier", "discriminator"):
            spec = getattr(self, name)
            if not has_features(spec):
                raise ValueError(
                    f"the {name} must be an MLP with a hidden layer or a ConvNet, since its "
                    f"features are matched, got {spec}"
                )
            if spec.inputs != self.decoder.outputs:
                raise ValueError(
                    f"the decoder makes samples of {self.decoder.outputs} dimensions "
                    f"({self.decoder}), but the {name} takes {spec.inputs} ({spec})"
                )
        if self.classes < 2 or self.classifier.bounded_below:
            raise ValueError(
                "a classifier gives a logit, any number, for each of two or more classes, got "
                f"{self.classifier}"
            )
        if self.discriminator.outputs != 1:
            raise ValueError(
                f"a discriminator gives one number, but it has {self.discriminator.outputs}: "
                f"{self.discriminator}"
            )

    def _check_coders(self) -> None:
        """Check encoder and decoder."""
        if self.latent < 1:
            raise ValueError(
                f"the decoder takes a code and a label of {self.classes} numbers, at least "
                f"{self.classes + 1} in all, but it takes {self.decoder.inputs} ({self.decoder})"
            )
        if self.encoder.outputs != 2 * self.latent:
            raise ValueError(
                f"codes have {self.latent} dimensions ({self.decoder} less {self.classes} for the "
                f"label), so the encoder must give {2 * self.latent} numbers, means and "
                f"log-variances, but it gives {self.encoder.outputs} ({self.encoder})"
            )
        if self.encoder.bounded_below:
            raise ValueError(
                "means and log-variances may be any numbers, but the encoder's output is "
                f"bounded: {self.encoder}"
            )
        pixels, classes = self.decoder.outputs, self.classes
        if self.repeats < 1 or self.encoder.inputs != pixels + classes * self.repeats:
            raise ValueError(
                f"the encoder takes a sample and its label, {pixels} + {classes} numbers (or a "
                f"whole multiple of {classes}), but it takes {self.encoder.inputs} ({self.encoder})"
            )


def has_features(spec: Spec) -> bool:
    """Whether a network of that kind has features: numbers between its input and its output."""
    return isinstance(spec, ConvNet) or (isinstance(spec, MLP) and len(spec.widths) > 2)
