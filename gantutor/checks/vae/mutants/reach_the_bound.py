import numpy as np
import torch

from gantutor.checks.engine.assertions import wrong
from gantutor.vae import LinearGaussian, ppca


def trained(x, std=None, code_std=1.0, short=1.0):
    """By the closed form, so that a wrong answer is quick; with what is wrong put in."""
    best = ppca.fit(x.numpy(), 2)
    model = LinearGaussian(short * best.weights, best.mean, best.std)
    mean, covariance = model.posterior(x.numpy())
    logvar = np.broadcast_to(code_std * np.log(np.diag(covariance)), mean.shape).copy()
    codes = torch.tensor(mean), torch.tensor(logvar)
    return torch.tensor(model.weights), torch.tensor(model.mean), std or model.std, *codes


@wrong("A wrong std costs more")
def std_fixed_at_one(x):
    return trained(x, std=1.0)


@wrong("Is logvar log σ²")
def log_std_for_logvar(x):
    return trained(x, code_std=0.5)


@wrong("is not the likeliest one")
def stopped_early(x):
    return trained(x, short=0.6)


@wrong("Get the shape right first")
def codes_transposed(x):
    weights, *rest = trained(x)
    return (weights.T, *rest)
