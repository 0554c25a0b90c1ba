"""A short training on the bundled digits, judged on images it has not seen."""

import numpy as np
import pytest

from gantutor import vae
from gantutor.data import digits
from gantutor.nets import MLP
from gantutor.recording import record


@pytest.fixture(scope="module")
def images():
    """Training and held-out images, in [0, 1]."""
    shuffled = np.random.default_rng(0).permutation((digits().images + 1) / 2)
    return shuffled[:1400], shuffled[1400:]


def independent_pixels(train, held_out):
    """Each pixel a Bernoulli law of its own, the likeliest for the training images: in nats."""
    p = np.clip(train.mean(0, dtype=np.float64), 1e-3, 1 - 1e-3)
    return (held_out * np.log(p) + (1 - held_out) * np.log(1 - p)).sum(-1).mean()


def test_it_learns_digits_it_has_not_seen(images):
    train, held_out = images
    config = vae.Config(
        encoder=MLP((64, 64, 8)), decoder=MLP((4, 64, 64)), iterations=400, lr=5e-3, batch=100
    )
    run = vae.start(config, train, seeds=range(3), device="cpu")
    bound = {"held_out": lambda r: vae.elbo(r, held_out, 8).mean(-1)}
    seen = record(run, every=200, measures=bound)["held_out"]
    baseline = independent_pixels(train, held_out)
    assert (np.diff(seen, axis=0) > 0).all()
    assert (seen[0] < baseline).all()
    assert (seen[-1] > baseline + 1.5).all()
    assert (vae.log_likelihood_bound(run, held_out, 50).mean(-1) > seen[-1]).all()
    # The codes know the image: a reconstruction is nearer to it than the mean image is.
    ours = np.square(run.reconstruct(held_out) - held_out).sum(-1).mean(-1)
    assert (ours < 0.7 * np.square(train.mean(0) - held_out).sum(-1).mean()).all()
    fakes = run.fakes(200)
    assert fakes.shape == (3, 200, 64)
    assert fakes.min() >= 0
    assert fakes.max() <= 1
