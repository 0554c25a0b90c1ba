"""How much each term counts in the loss of the encoder and the decoder."""

from dataclasses import asdict, dataclass
from math import isfinite

PAIRS = ("pixels", "discriminator_pairs", "classifier_pairs")
OF_ENCODER = ("kl", *PAIRS)
OF_DECODER = (*PAIRS, "discriminator_means", "classifier_means", "fooling", "labelling")


@dataclass(frozen=True)
class Weights:
    """The weight of each term; one of weight 0 is not even computed.

    - ``kl``: λ₁, of L_KL = KL(q(z|x, c)‖N(0, I)). The encoder learns from it.
    - ``pixels``, ``discriminator_pairs``, ``classifier_pairs``: of ½‖x − x_f‖²,
      ½‖f_D(x) − f_D(x_f)‖² and ½‖f_C(x) − f_C(x_f)‖², the three parts of L_G; λ₂ is the one weight
      that they have in common. Encoder and decoder learn from them.
    - ``discriminator_means``: λ₃, of L_GD = ½‖E f_D(x) − E f_D(x_p)‖². The decoder alone learns.
    - ``classifier_means``: λ₄, of L_GC = ½ Σ_c ‖E f_C(x|c) − E f_C(x_p|c)‖². The decoder alone.
    - ``fooling``, ``labelling``: of the objective's generator loss and of the classifier's cross
      entropy on prior samples, "fool D" and "be classified right". The decoder alone learns.

    x_f is the reconstruction of x, x_p a sample from the prior; f_D and f_C are what the last
    layers of discriminator and classifier get. Numbers below 0 or not finite, and
    weights by which encoder or decoder would learn nothing, raise ValueError.

    The defaults are the full form, with λ₁ = 3, λ₂ = 1, λ₃ = λ₄ = 10⁻³. Of these, readers of the
    paper agree on λ₃ and λ₄ (such as issue 15 of the repository tatsy/keras-generative); for λ₁ and
    λ₂ we found no second source. They belong to features of another size than yours in any case.
    Source: Bao, Chen, Wen, Li & Hua 2017, section 3.
    """

    kl: float = 3.0
    pixels: float = 1.0
    discriminator_pairs: float = 1.0
    classifier_pairs: float = 1.0
    discriminator_means: float = 1e-3
    classifier_means: float = 1e-3
    fooling: float = 0.0
    labelling: float = 0.0

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            if not (isfinite(value) and value >= 0):
                raise ValueError(f"weight {name!r} must be finite and at least 0, got {value}")
        for learner, teachers in (("encoder", OF_ENCODER), ("decoder", OF_DECODER)):
            if not any(getattr(self, name) for name in teachers):
                raise ValueError(
                    f"the {learner} would learn nothing: one of its weights must be above 0, "
                    f"{', '.join(teachers)}"
                )

    @property
    def active(self) -> tuple[str, ...]:
        """The names of the terms that count."""
        return tuple(name for name, value in asdict(self).items() if value > 0)


SIMPLE = Weights(
    kl=1.0,
    discriminator_pairs=0.0,
    classifier_pairs=0.0,
    discriminator_means=0.0,
    classifier_means=0.0,
    fooling=1.0,
    labelling=1.0,
)
"""The form that is easiest to state: a VAE's loss, and fool D, and be classified right.

With pixels of unit variance: ½‖x − x_f‖² + KL is minus the ELBO up to a constant.
"""
