import numpy as np

from gantutor.checks.engine.assertions import wrong


@wrong("cannot change which one is largest")
def one_noise_for_all_tokens(logits, rng, n):
    return (logits + rng.gumbel(size=(n, 1))).argmax(axis=1)


@wrong("draw new noise for each draw")
def one_noise_for_all_draws(logits, rng, n):
    token = (np.asarray(logits) + rng.gumbel(size=len(logits))).argmax()
    return np.full(n, token)


@wrong("the other sign")
def noise_subtracted(logits, rng, n):
    return (logits - rng.gumbel(size=(n, len(logits)))).argmax(axis=1)


@wrong("The noise is added to the logits")
def probabilities_and_noise(logits, rng, n):
    p = np.exp(logits) / np.exp(logits).sum()
    return (p + rng.gumbel(size=(n, len(logits)))).argmax(axis=1)


@wrong("the law that normal noise gives")
def normal_noise(logits, rng, n):
    return (logits + rng.normal(size=(n, len(logits)))).argmax(axis=1)


@wrong("Other noise, another law")
def uniform_noise(logits, rng, n):
    return (logits + rng.random(size=(n, len(logits)))).argmax(axis=1)


@wrong("All noise comes from")
def a_generator_of_its_own(logits, rng, n):
    own = np.random.default_rng()
    return (logits + own.gumbel(size=(n, len(logits)))).argmax(axis=1)


@wrong("the places of the logits")
def counted_from_one(logits, rng, n):
    return (logits + rng.gumbel(size=(n, len(logits)))).argmax(axis=1) + 1


@wrong("the noise makes the draw")
def by_choice(logits, rng, n):
    p = np.exp(logits - logits.max())
    return rng.choice(len(p), size=n, p=p / p.sum())


@wrong("the noise makes the draw")
def by_the_distribution_function(logits, rng, n):
    p = np.exp(logits - logits.max())
    return np.searchsorted(np.cumsum(p / p.sum()), rng.random(n)).clip(0, len(p) - 1)
