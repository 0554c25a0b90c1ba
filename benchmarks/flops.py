"""How many floating-point operations an iteration is: those of its matrix products.

A product of (m, k) and (k, n) is 2·m·k·n operations, a multiplication and an addition each. What
is left out, activations and optimiser, is of a lower order: it grows with a layer's width, a
product with its square.
"""

from gantutor import gan, nets
from gantutor.constraints import Clip, Free, GradientPenalty


def of_iteration(config: gan.Config, seeds: int) -> int:
    """Return the operations of one iteration of a game of MLPs, for all seeds together.

    With B the batch, and of the critic P weights, P₁ of them in its first layer and P_L in its
    last, of the generator Q and Q₁ (biases not counted):

    - A forward pass of N samples is 2NP. Backward, the weights' gradients are 2NP, and the layers'
      inputs' 2N(P − P₁), for nobody asks for the gradient of the samples.
    - A critic step passes 2B samples, real and fake: 4BP + 4B(2P − P₁).
    - The penalty at B points, by the chain rule W₁D₁W₂D₂…w: forward for the slopes D, 2B(P − P_L);
      the chain, as many; and backward through it, twice as many. In all 8B(P − P_L). Slopes of
      piecewise linear activations have no derivative: without that there is more to do.
    - The generator makes the fakes of all n_critic steps at once, 2·n_critic·B·Q; in its own step,
      forward through both, 2B(P + Q), and back, 2BP through the critic, whose weights get no
      gradient, and 2B(2Q − Q₁).

    So B·(n_critic·(12P − 4P₁ + 8(P − P_L) + 2Q) + 4P + 6Q − 2Q₁) for each seed.
    A game of other networks, constraints or activations raises ValueError.
    """
    critic, generator = config.critic, config.generator
    if not (isinstance(critic, nets.MLP) and isinstance(generator, nets.MLP)):
        raise ValueError(f"operations are counted for games of two MLPs, got {config}")
    penalised = isinstance(config.constraint, GradientPenalty)
    if not penalised and not isinstance(config.constraint, Free | Clip):
        raise ValueError(f"operations are not counted for {config.constraint}")
    if penalised and (critic.activation == "tanh" or critic.output != "linear"):
        raise ValueError(f"the penalty's operations are counted for linear pieces, got {critic}")
    P, P_first, P_last = weights(critic)
    Q, Q_first, _ = weights(generator)
    step = 12 * P - 4 * P_first + 8 * (P - P_last) * penalised + 2 * Q
    each = config.n_critic * step + 4 * P + 6 * Q - 2 * Q_first
    return seeds * config.batch * each


def weights(network: nets.MLP) -> tuple[int, int, int]:
    """Return the number of weights of an MLP: in all, of its first layer, of its last."""
    layers = [a * b for a, b in zip(network.widths[:-1], network.widths[1:], strict=True)]
    return sum(layers), layers[0], layers[-1]
