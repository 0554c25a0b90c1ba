"""CVAE-GAN: an autoencoder that is told the label, trained with a discriminator and a classifier.

>>> config = Config(
...     encoder=MLP((784 + 10, 256, 2 * 16)),
...     decoder=MLP((16 + 10, 256, 784), output="tanh"),
...     classifier=MLP((784, 128, 10)),
...     discriminator=MLP((784, 128, 1), "leaky_relu"),
... )
>>> run = start(config, images, labels, seeds=range(3))
>>> history = record(run, every=100)
>>> sevens = run.fakes(16, labels=7)

The classifier learns from real images (L_C), the discriminator from real ones against
reconstructions and prior samples (L_D), the decoder from λ₂L_G + λ₃L_GD + λ₄L_GC, the encoder from
λ₁L_KL + λ₂L_G; `Weights` has every λ, and `SIMPLE` is the form "VAE loss + fool D + be classified
right". ``losses`` holds the formulas, ``means`` their running averages, ``run`` the step, and
``looking`` measures. Playing, checkpoints and the rest are `gantutor.training`'s.

Source: Bao, Chen, Wen, Li & Hua 2017, "CVAE-GAN: Fine-Grained Image Generation through Asymmetric
Training", arXiv:1703.10155.
"""

from gantutor.cvae_gan.config import Config
from gantutor.cvae_gan.looking import gradient_norms
from gantutor.cvae_gan.losses import (
    class_mean_matching,
    class_means,
    cross_entropy,
    mean_matching,
    pairwise,
)
from gantutor.cvae_gan.means import RunningMeans
from gantutor.cvae_gan.run import CVAEGANRun, start
from gantutor.cvae_gan.weights import SIMPLE, Weights

__all__ = [
    "SIMPLE",
    "CVAEGANRun",
    "Config",
    "RunningMeans",
    "Weights",
    "class_mean_matching",
    "class_means",
    "cross_entropy",
    "gradient_norms",
    "mean_matching",
    "pairwise",
    "start",
]
