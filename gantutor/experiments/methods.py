"""The methods that are compared: an objective, a constraint, and nothing else that differs."""

from dataclasses import dataclass

from gantutor import objectives
from gantutor.constraints import Clip, Constraint, Free, GradientPenalty, SpectralNorm
from gantutor.objectives import Objective


@dataclass(frozen=True)
class Method:
    """A row of the comparison. An energy needs an autoencoder as its critic, a score an MLP."""

    name: str
    title: str
    objective: Objective
    constraint: Constraint = Free()  # noqa: RUF009 — frozen, and so safe to share

    @property
    def energy(self) -> bool:
        """Whether its critic is low on real, an autoencoder's error."""
        return self.objective.direction == "energy"


def clipped(c: float) -> Method:
    """Return WGAN with all weights in [−c, c]."""
    return Method(f"clip_{c:g}", f"WGAN, clipping, c = {c:g}", objectives.wasserstein, Clip(c))


def _penalised(weight: float) -> Method:
    title = f"WGAN-GP, λ = {weight:g}"
    return Method(f"gp_{weight:g}", title, objectives.wasserstein, GradientPenalty(weight))


METHODS: dict[str, Method] = {
    method.name: method
    for method in (
        Method("minimax", "minimax", objectives.minimax),
        Method("nonsaturating", "non-saturating", objectives.nonsaturating),
        Method("least_squares", "least squares", objectives.least_squares),
        Method("loss_sensitive", "loss-sensitive", objectives.loss_sensitive),
        Method("energy", "EBGAN, margin 1", objectives.energy),
        *(clipped(c) for c in (0.01, 0.1, 1.0)),
        *(_penalised(weight) for weight in (0.1, 1.0, 10.0)),
        Method(
            "one_sided",
            "WGAN-LP (one-sided), λ = 1",
            objectives.wasserstein,
            GradientPenalty(1.0, rule="one_sided"),
        ),
        # γ = 0.2, with the factor ½ of Mescheder et al. 2018, equation 9.
        Method(
            "r1",
            "non-saturating + R1, γ = 0.2",
            objectives.nonsaturating,
            GradientPenalty(0.1, rule="zero_centred", where="real"),
        ),
        Method("spectral", "SNGAN (hinge), c = 1", objectives.hinge, SpectralNorm(1.0)),
    )
}
