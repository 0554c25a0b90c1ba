"""The variational autoencoder: its configuration as a frozen value, and a run of it over seeds.

>>> config = Config(encoder=MLP((64, 128, 8)), decoder=MLP((4, 128, 64)), iterations=2000)
>>> run = start(config, x, seeds=range(8))
>>> history = record(run, every=100)

The encoder gives a normal law q(z|x) of codes, the decoder a law p(x|z) of samples, and training
raises the bound E_q log p(x|z) − β KL(q(z|x)‖N(0, I)). ``posterior`` and ``likelihoods`` hold the
formulas, ``model`` the two networks, ``run`` the step; ``looking``, ``bounds`` and ``aggregate``
measure; ``linear`` and ``ppca`` are the one case that is solved exactly. Playing, checkpoints and
the rest are `gantutor.training`'s.

Source: Kingma & Welling 2014; Rezende, Mohamed & Wierstra 2014; β: Higgins et al. 2017.
"""

from gantutor.vae import ppca
from gantutor.vae.aggregate import aggregate_density, aggregate_gap
from gantutor.vae.bounds import elbo, log_likelihood_bound
from gantutor.vae.config import Config
from gantutor.vae.likelihoods import (
    LIKELIHOODS,
    bernoulli_log_likelihood,
    gaussian_log_likelihood,
)
from gantutor.vae.linear import LinearGaussian, decoders
from gantutor.vae.posterior import gaussian_kl, reparameterise
from gantutor.vae.run import VAERun, start

__all__ = [
    "LIKELIHOODS",
    "Config",
    "LinearGaussian",
    "VAERun",
    "aggregate_density",
    "aggregate_gap",
    "bernoulli_log_likelihood",
    "decoders",
    "elbo",
    "gaussian_kl",
    "gaussian_log_likelihood",
    "log_likelihood_bound",
    "ppca",
    "reparameterise",
    "start",
]
