"""A choice that can be differentiated: Gumbel noise, its softmax, and the straight-through rule."""

import torch
from jaxtyping import Float
from torch import Generator, Tensor

from gantutor.sequences.enumeration import one_hot

# Exponential draws may round to 0, whose logarithm would choose a token for good.
SMALLEST = 1e-30

RELAXATIONS: tuple[str, ...] = ("hard", "gumbel", "straight_through")


def gumbel(*shape: int, rng: Generator) -> Float[Tensor, "..."]:
    """Draw from the Gumbel law: −log E with E exponential; its distribution is exp(−e⁻ᵍ)."""
    drawn = torch.empty(shape, device=rng.device).exponential_(generator=rng)
    return drawn.clamp_min(SMALLEST).log().neg()


def choose(
    logits: Float[Tensor, "*#batch vocabulary"],
    noise: Float[Tensor, "*#batch vocabulary"],
    relaxation: str = "hard",
    temperature: float = 1.0,
) -> Float[Tensor, "... vocabulary"]:
    """Return a row for each choice that the Gumbel noise makes.

    "hard": 1 at argmax(logits + noise), which is token v with probability softmax(logits)_v
    (Gumbel-max). It has no gradient. "gumbel": softmax((logits + noise) / temperature), with the
    same largest entry (Jang, Gu & Poole 2017; Maddison, Mnih & Teh 2017). "straight_through": the
    hard row, with the gradient of the soft one (Bengio, Léonard & Courville 2013; Jang et al.).
    An unknown name and a temperature that is not above 0 raise ValueError.
    """
    if relaxation not in RELAXATIONS:
        raise ValueError(f"unknown relaxation {relaxation!r}; known: {', '.join(RELAXATIONS)}")
    if not temperature > 0:
        raise ValueError(f"temperature must be above 0, got {temperature}")
    noisy = logits + noise
    if relaxation == "gumbel":
        return torch.softmax(noisy / temperature, dim=-1)
    hard = one_hot(noisy.detach().argmax(-1), logits.shape[-1]).to(logits.dtype)
    if relaxation == "hard":
        return hard
    soft = torch.softmax(noisy / temperature, dim=-1)
    return hard + (soft - soft.detach())  # the brackets add an exact 0
