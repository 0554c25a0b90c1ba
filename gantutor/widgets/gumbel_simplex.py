"""The Gumbel-softmax of three tokens on its simplex: samples, a coordinate's law, its gradient."""

from typing import Any

import numpy as np
import traitlets as t
from jaxtyping import Float

from gantutor.widgets import _room
from gantutor.widgets._room import Room
from gantutor.widgets._static import Number, StaticWidget, esm
from gantutor.widgets.posters import Canvas

TOKENS = ("a", "b", "c")
REWARDS = {"a": 1.0, "b": 0.0, "c": 2.0}
"""What each token earns. Between the tokens the reward is Σ r y, or Σ r y³."""

LEAST = 0.02
"""No token of the law has less."""

DRAWS, SHOWN = 16_384, 240
"""How many draws are dealt for the numbers; how many of them are shown."""

# Roberts' sequence in three dimensions: powers of 1/ρ with ρ⁴ = ρ + 1.
_RHO = 1.2207440846057596
_ALPHA = np.array([1 / _RHO, 1 / _RHO / _RHO, 1 / _RHO / _RHO / _RHO])
_TURN = np.sqrt(np.array([2.0, 3.0, 5.0]))


class GumbelSimplex(StaticWidget):
    """Soft tokens y = softmax((log p + g)/τ) of a law p of three tokens, as p and τ move.

    (``a``, ``b``, 1 − a − b) is the law, each at least 0.02; the reader drags it on the triangle
    on which the samples lie. ``temperature`` is τ. Beside it stands the law of the soft value of
    one ``token``, in forty equal parts, exact: with o = t/(1 − t) and the other two tokens i, j,
    P(y ≤ t) = ∫₀¹ (1 + p o^−τ H(q))⁻² dq, H(q) = ((pᵢ/q)^(1/τ) + (pⱼ/(1 − q))^(1/τ))^−τ.

    The gradient is that of the expected reward by the three logits, p (r − E r), exactly. The bias
    of an estimate is the length of its mean minus that; its variance the sum over the logits. Both
    are exact for the score function, and means over `DRAWS` draws, dealt evenly from ``seed`` by
    `dealt`, for the other two. ``reward`` is "linear" or "cubed" between the tokens: on the tokens
    both are `REWARDS`. Raises TraitError for a law that has less than 0.02 of a token.

    Sources: Jang, Gu & Poole 2017; Maddison, Mnih & Teh 2017.
    """

    _esm = esm(
        "shared/style.css",
        "gumbel_simplex.css",
        *(f"shared/{name}.js" for name in ("dom", "numerics", "plot", "controls", "picks")),
        "shared/steps.js",
        "gumbel_simplex.js",
    )
    a = Number(0.5, min=LEAST, max=1 - 2 * LEAST).tag(sync=True)
    b = Number(0.3, min=LEAST, max=1 - 2 * LEAST).tag(sync=True)
    temperature = Number(1.0, min=0.1, max=10.0).tag(sync=True)
    token = t.Enum(TOKENS, "a").tag(sync=True)
    reward = t.Enum(("linear", "cubed"), "linear").tag(sync=True)
    seed = t.Int(0, min=0, max=999).tag(sync=True)
    _driven = ("a", "b", "temperature", "token", "reward", "seed")

    @t.validate("a", "b")
    def _is_a_law(self, proposal: Any) -> float:
        self._check_state({proposal["trait"].name: proposal["value"]})
        return proposal["value"]

    def _check_state(self, state: dict[str, Any]) -> None:
        a, b = state.get("a", self.a), state.get("b", self.b)
        if a + b > 1 - LEAST + 1e-9:
            raise t.TraitError(
                f"a + b must be at most {1 - LEAST:g}, so that the third token has {LEAST:g}; "
                f"got {a:g} + {b:g}"
            )

    def _still(self) -> tuple[str, Canvas]:
        """The triangle, the samples, and the law."""
        canvas = Canvas((-0.42, 1.42), (-0.09, 0.95))
        corners = np.vstack([np.eye(3), np.eye(3)[:1]])
        canvas.curve(*_on_the_triangle(corners), "soft", width=2)
        p = np.array([self.a, self.b, 1 - self.a - self.b])
        scaled = (np.log(p) + dealt(self.seed, SHOWN)) / self.temperature
        soft = np.exp(scaled - scaled.max(axis=1, keepdims=True))
        soft /= soft.sum(axis=1, keepdims=True)
        canvas.dots(*_on_the_triangle(soft), "fake", size=4)
        canvas.dots(*_on_the_triangle(p[None]), "ink", size=14)
        return f"Soft tokens on their simplex at temperature {self.temperature:g}", canvas

    def _room(self) -> Room:
        return _room.gumbel_simplex([text for text, _ in self.steps])


def dealt(seed: int, n: int) -> Float[np.ndarray, "n three"]:
    """Return n draws of three standard Gumbel variables, dealt evenly: g = −log(−log u).

    u is the additive recurrence of Roberts (2018), uₙ = ½ + seed·(√2, √3, √5) + n·α modulo 1: the
    same numbers here and in the page, and means over them with a smaller error than over draws at
    random.
    """
    u = (0.5 + seed * _TURN + np.arange(1, n + 1)[:, None] * _ALPHA) % 1
    return -np.log(-np.log(np.maximum(u, 1e-300)))


def _on_the_triangle(
    points: Float[np.ndarray, "n three"],
) -> tuple[Float[np.ndarray, " n"], Float[np.ndarray, " n"]]:
    """Points of the simplex in the plane: a at (0, 0), b at (1, 0), c on top."""
    return points[:, 1] + points[:, 2] / 2, points[:, 2] * np.sqrt(0.75)
