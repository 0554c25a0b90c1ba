"""Looking at a model of sequences without changing it: curves, samples, its exact law."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import torch
from jaxtyping import Float, Int64

from gantutor.randomness import seeded_generator
from gantutor.sequences import laws
from gantutor.sequences.draws import FAKES, LOOK
from gantutor.sequences.language import Language
from gantutor.sequences.relaxed import gumbel
from gantutor.training.draws import rows_of, uniform
from gantutor.training.evaluating import evaluating
from gantutor.training.run import Curve
from gantutor.training.samples import rows

if TYPE_CHECKING:
    from gantutor.sequences.run import SequenceRun

Measures = dict[str, Callable[["SequenceRun"], Curve]]


def measure(run: "SequenceRun") -> Mapping[str, Curve]:
    """Return the curves of a fresh batch that depends on seed and iteration only, each (S,).

    ``log_likelihood``: the mean log q(x) of the data, in nats for each sequence. With a critic
    also ``gap``, how far it sets real sequences apart from the rows that it sees of the model, and
    ``penalty``, weighted as in its loss.
    """
    config = run.config
    rngs = [seeded_generator(s, LOOK, run.iteration) for s in run.seeds]
    picked = torch.stack([rows_of(run.x.shape[-2], config.batch)(r) for r in rngs])
    noise_shape = (config.batch, config.model.length, config.model.vocabulary)
    noise = torch.stack([gumbel(*noise_shape, rng=r) for r in rngs]).to(run.device)
    u = torch.stack([uniform(config.batch, 1)(r) for r in rngs]).to(run.device)
    with torch.no_grad():
        x = run.model.rows(rows(run.x, picked.to(run.device)))
        curves = {"log_likelihood": run.model.log_prob(x).mean(-1)}
        if run.critic is not None:
            real, fake = x.flatten(2), run.shown(noise).flatten(2)
            with evaluating(run.critic):
                fx, fy = run.critic(real).squeeze(-1), run.critic(fake).squeeze(-1)
                curves["gap"] = run.objective.gap(fx, fy)
                curves["penalty"] = run.constraint.penalty(run.critic, real, fake, u)
        # One transfer for all: each would wait for the device.
        values = torch.stack(list(curves.values())).cpu().numpy()
        return dict(zip(curves, values, strict=True))


def fakes(
    run: "SequenceRun", n: int, seed: int, temperature: float
) -> Int64[np.ndarray, "seeds n length"]:
    """Return n sequences of each seed, always from the same noise for one ``seed``."""
    shape = (n, run.config.model.length, run.config.model.vocabulary)
    noise = torch.stack([gumbel(*shape, rng=seeded_generator(s, FAKES, seed)) for s in run.seeds])
    with torch.no_grad():
        made = run.model.choices(noise.to(run.device), temperature=temperature)
        return made.argmax(-1).cpu().numpy()


def law(run: "SequenceRun", temperature: float = 1.0) -> Float[np.ndarray, "seeds n"]:
    """Return each seed's exact law over all sequences, in the order of `every`.

    ``temperature`` divides the logits. It sums to one up to float64.
    """
    if not temperature > 0:
        raise ValueError(f"temperature must be above 0, got {temperature}")
    with torch.no_grad():
        q = run.model.log_law(temperature).double().exp()
        return (q / q.sum(-1, keepdim=True)).cpu().numpy()


def exact_measures(language: Language) -> Measures:
    """Return what is known exactly of a run's model beside the language it should speak.

    ``kl`` = KL(p‖q), ``reverse_kl`` = KL(q‖p), ``quality`` = E_q log p, ``diversity`` = E_p log q,
    ``entropy`` = H(q), all in nats; ``w1`` under the Hamming distance, in exchanged tokens.
    """
    p = language.law
    seen: list[tuple[object, int, np.ndarray]] = []

    def current(run: "SequenceRun") -> np.ndarray:
        if not seen or seen[0][0] is not run or seen[0][1] != run.iteration:
            seen[:] = [(run, run.iteration, law(run))]  # asked for by every measure
        return seen[0][2]

    def of(value: Callable[[np.ndarray], float]) -> Callable[["SequenceRun"], Curve]:
        return lambda run: np.array([value(q) for q in current(run)])

    return {
        "kl": of(lambda q: laws.kl(p, q)),
        "reverse_kl": of(lambda q: laws.kl(q, p)),
        "w1": of(lambda q: laws.w1(p, q, language.sentences)),
        "quality": of(lambda q: laws.quality(p, q)),
        "diversity": of(lambda q: laws.diversity(p, q)),
        "entropy": of(laws.entropy),
    }


def temperature_curve(
    run: "SequenceRun", language: Language, temperatures: Sequence[float]
) -> Float[np.ndarray, "seeds temperatures 2"]:
    """Return quality and diversity of each seed's model at each temperature, exactly."""
    p = language.law
    found = [
        [(laws.quality(p, q), laws.diversity(p, q)) for q in law(run, t)] for t in temperatures
    ]
    return np.array(found).swapaxes(0, 1)
