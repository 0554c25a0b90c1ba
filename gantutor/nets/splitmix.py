"""Random bits from a key and a counter, by a hash of integers: no state, the same on every device.

SplitMix64: number i of a seed is a hash of seed + (i + 1)·γ, with sums and products modulo 2⁶⁴.
So bits can be drawn for any i alone, in any order, and in ordinary tensor operations.
Source: Steele, Lea & Flood 2014, figures 16 and 17.
"""

from jaxtyping import Int64
from torch import Tensor

# torch's 64-bit integers are signed: the published constants as they read there.
GAMMA = 0x9E3779B97F4A7C15 - 2**64
_FIRST = 0xBF58476D1CE4E5B9 - 2**64
_SECOND = 0x94D049BB133111EB - 2**64


def splitmix(
    seed: Int64[Tensor, "*#shape"], number: int | Int64[Tensor, "*#shape"]
) -> Int64[Tensor, "..."]:
    """Return 64 random bits for each seed and number, counted from 0; the two are broadcast."""
    step = (number + 1) * GAMMA
    if isinstance(step, int):  # Python's own integers do not come round at 2⁶⁴
        step = (step + 2**63) % 2**64 - 2**63
    z = seed + step
    z = (z ^ _shifted(z, 30)) * _FIRST
    z = (z ^ _shifted(z, 27)) * _SECOND
    return z ^ _shifted(z, 31)


def _shifted(z: Tensor, by: int) -> Tensor:
    """Shift right and fill with zeros; torch's own shift fills with the sign."""
    return (z >> by) & (2 ** (64 - by) - 1)
