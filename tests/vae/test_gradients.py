"""The gradient of the bound by the code's law: pathwise, by the score, by quadrature."""

import numpy as np
import torch
from numpy.polynomial.hermite_e import hermegauss

from gantutor.nets import MLP
from gantutor.vae import Config, gaussian_kl, reparameterise, start

NODES, WEIGHTS = (torch.tensor(a, dtype=torch.float32) for a in hermegauss(60))
WEIGHTS = WEIGHTS / WEIGHTS.sum()
CODE = (0.8, -1.2)
X = torch.tensor([[[1.0, 0.0, 1.0]]])
DRAWS = 40_000


def model():
    """A decoder that bends, of one latent dimension and Bernoulli pixels."""
    config = Config(encoder=MLP((3, 2)), decoder=MLP((1, 8, 3), "tanh"), iterations=1)
    run = start(config, np.eye(3, dtype=np.float32), seeds=[3], device="cpu")
    with torch.no_grad():
        for p in run.model.decoder.parameters():
            p.mul_(2.5)
    return run.model


def bound(network, mean, logvar, noise):
    """The bound at each noise, with the charge in closed form."""
    n = noise.shape[1]
    z = reparameterise(mean.expand(1, n, 1), logvar.expand(1, n, 1), noise)
    likelihood = network.log_likelihood(X.expand(1, n, 3), z)
    return (likelihood - gaussian_kl(mean, logvar))[0]


def leaves():
    return [torch.full((1, 1, 1), value, requires_grad=True) for value in CODE]


def by_quadrature():
    mean, logvar = leaves()
    value = (WEIGHTS * bound(model(), mean, logvar, NODES[None, :, None])).sum()
    return torch.stack(torch.autograd.grad(value, (mean, logvar))).flatten()


def noise_of(n):
    return torch.randn(1, n, 1, generator=torch.Generator().manual_seed(0))[0]


def pathwise():
    """One estimate for each draw: (n, 2)."""
    noise = noise_of(DRAWS)
    mean, logvar = (leaf.detach().expand(1, DRAWS, 1).clone().requires_grad_() for leaf in leaves())
    z = reparameterise(mean, logvar, noise[None])
    likelihood = model().log_likelihood(X.expand(1, DRAWS, 3), z)
    total = (likelihood - gaussian_kl(mean, logvar)).sum()
    return torch.stack(torch.autograd.grad(total, (mean, logvar)), -1).reshape(DRAWS, 2)


def by_score():
    """f · ∇ log q(z), and the gradient of the charge: (n, 2)."""
    noise = noise_of(DRAWS)[:, 0]
    mean, logvar = leaves()
    with torch.no_grad():
        both = (leaf.expand(1, DRAWS, 1) for leaf in (mean, logvar))
        z = reparameterise(*both, noise[None, :, None])
        f = model().log_likelihood(X.expand(1, DRAWS, 3), z)[0]
    std = np.exp(0.5 * CODE[1])
    scores = torch.stack((noise / std, 0.5 * (noise.square() - 1)), -1)
    charge = torch.stack(torch.autograd.grad(gaussian_kl(mean, logvar).sum(), (mean, logvar)))
    return f[:, None] * scores - charge.flatten()


def test_both_estimates_have_the_mean_that_quadrature_gives():
    exact = by_quadrature()
    for estimate in (pathwise(), by_score()):
        error = estimate.std(0) / DRAWS**0.5
        assert ((estimate.mean(0) - exact).abs() < 4.5 * error).all()
        assert (error < 0.2 * exact.abs()).all(), "else nothing would be tested"


def test_the_pathwise_estimate_varies_less():
    wide, narrow = by_score().var(0), pathwise().var(0)
    assert (wide > 3 * narrow).all()


def test_the_quadrature_is_the_derivative_of_the_bound():
    def value(code):
        parts = (torch.full((1, 1, 1), float(v), dtype=torch.float32) for v in code)
        with torch.no_grad():
            return (WEIGHTS * bound(model(), *parts, NODES[None, :, None])).sum().item()

    h = 1e-2
    for k in range(2):
        step = np.eye(2)[k] * h
        slope = (value(np.array(CODE) + step) - value(np.array(CODE) - step)) / (2 * h)
        assert abs(slope - by_quadrature()[k].item()) < 2e-3
