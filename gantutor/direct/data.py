"""Real samples for models in which no network takes them in."""

from numpy.typing import ArrayLike
from torch import Tensor

from gantutor.nets import MLP
from gantutor.training.samples import samples


def checked(what: str, x: ArrayLike | Tensor, dim: int, maker: str, seeds: int) -> Tensor:
    """Return samples as a float32 tensor (N, d) or (S, N, d), after checking them.

    ``dim``: how many dimensions the ``maker``'s samples have. Another number of axes, of dimensions
    or of seeds, an empty set, NaN and infinity raise ValueError.
    """
    shape = tuple(getattr(x, "shape", ()))
    if len(shape) in (2, 3) and shape[-1] != dim:
        raise ValueError(
            f"{what} has {shape[-1]} dimensions (shape {shape}), but the samples of the {maker} "
            f"have {dim}"
        )
    return samples(what, x, MLP((dim, 1)), seeds)
