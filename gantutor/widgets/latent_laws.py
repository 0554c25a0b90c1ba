"""Laws of one latent dimension beside the prior: of one image's code, and of all images' codes."""

import base64
from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets as t

from gantutor.widgets import _room
from gantutor.widgets._room import Room
from gantutor.widgets._static import Number, StaticWidget, esm
from gantutor.widgets.posters import Canvas

if TYPE_CHECKING:
    from gantutor.experiments.vae_study import BetaSweep

_SHARED = ("dom", "numerics", "plot", "controls", "steps")


class LatentLaws(StaticWidget):
    """What an autoencoder recorded at many β says in one latent dimension, and what it costs.

    One panel shows the aggregate posterior at the recorded ``beta``, in the dimension of that
    ``rank`` by its KL term, 1 the greatest, with ten images' own posteriors under it; a thin line
    for each seed but the first. The other shows N(``mean``, ``std``²), which the reader drags, and
    the two parts of its KL divergence from N(0, 1). Numbers of a sweep are means over its seeds.

    ``sweep``: what `gantutor.experiments.vae_study.beta_sweep` returns. Densities are rounded to 8
    bits, numbers to six digits. TraitError for a β that was not recorded, here and in a step, and
    for numbers out of range.
    """

    _esm = esm("shared/style.css", *(f"shared/{name}.js" for name in _SHARED), "latent_laws.js")
    sweep = t.Dict().tag(sync=True)
    beta = Number(1.0, min=1e-6, max=1e6).tag(sync=True)
    rank = t.Int(1, min=1, max=64).tag(sync=True)
    mean = Number(1.5, min=-4.0, max=4.0).tag(sync=True)
    std = Number(0.5, min=0.05, max=4.0).tag(sync=True)
    _driven = ("beta", "rank", "mean", "std")

    def __init__(self, sweep: "BetaSweep", **traits: Any) -> None:
        self._recorded = sweep
        super().__init__(sweep=_packed(sweep), **traits)

    @t.validate("beta", "rank")
    def _is_recorded(self, proposal: Any) -> Any:
        self._check_state({proposal["trait"].name: proposal["value"]})
        return proposal["value"]

    def _check_state(self, state: dict[str, Any]) -> None:
        betas = self._recorded.betas.tolist()
        if "beta" in state and state["beta"] not in betas:
            known = ", ".join(f"{beta:g}" for beta in betas)
            raise t.TraitError(f"beta must be one that was recorded, {known}; got {state['beta']}")
        ranks = self._recorded.kl.shape[2]
        if state.get("rank", 1) > ranks:
            raise t.TraitError(f"rank must be from 1 to {ranks}, got {state['rank']}")

    def _still(self) -> tuple[str, Canvas]:
        """The aggregate posterior of the first seed over the prior."""
        found = self._recorded
        x, k = found.grid[::2], int(np.flatnonzero(found.betas == self.beta)[0])
        prior = np.exp(-0.5 * x**2) / np.sqrt(2 * np.pi)
        laws = found.density[k, :, self.rank - 1, ::2]
        canvas = Canvas((x[0], x[-1]), (-0.02, 1.1 * max(laws.max(), prior.max())))
        canvas.area(x, prior, "floor")
        canvas.curve(x, prior, "floor", dashes="9 5")
        for law in laws[1:]:
            canvas.curve(x, law, "critic", width=1)
        canvas.area(x, laws[0], "critic")
        canvas.curve(x, laws[0], "critic")
        return f"The aggregate posterior at β = {self.beta:g} over the prior", canvas

    def _room(self) -> Room:
        return _room.latent_laws([text for text, _ in self.steps])


def _packed(sweep: "BetaSweep") -> dict[str, Any]:
    """The sweep as JSON values: densities as base64 of bytes, in units of the greatest."""
    top = float(sweep.density.max())
    levels = np.rint(sweep.density / top * 255).astype(np.uint8)
    return {
        "betas": sweep.betas.tolist(),
        "grid": [float(sweep.grid[0]), float(sweep.grid[-1]), len(sweep.grid)],
        "seeds": levels.shape[1],
        "ranks": levels.shape[2],
        "top": top,
        "density": base64.b64encode(levels.tobytes()).decode(),
        "examples": np.round(sweep.examples[:, 0], 2).tolist(),
        "rate": _means(sweep.kl.sum(axis=-1, keepdims=True)),
        "kl": _means(sweep.kl),
        "aggregate_kl": _means(sweep.aggregate_kl),
        "aggregate_w1": _means(sweep.aggregate_w1),
    }


def _means(values: np.ndarray) -> list[list[float]]:
    """Means over the seeds, (betas, …), to six digits."""
    return [[float(f"{v:.6g}") for v in row] for row in values.mean(axis=1)]
