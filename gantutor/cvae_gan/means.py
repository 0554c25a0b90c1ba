"""Running averages of the mean features of each class, by which small batches are steadied."""

import torch
from jaxtyping import Float
from torch import Tensor, nn

from gantutor.cvae_gan.losses import class_means


class RunningMeans(nn.Module):
    """The mean features of real and generated samples of each class, averaged over iterations.

    m ← keep · m + (1 − keep) · (mean of the class in this batch), for the classes that the batch
    has; the others stay. The first batches count in full: m is divided by the weight that it has
    gathered. A batch of 64 has six of each of ten digits, and no mean of six is worth matching.
    """

    real: Tensor
    fake: Tensor
    gathered: Tensor

    def __init__(
        self, seeds: int, classes: int, features: int, keep: float, device: torch.device
    ) -> None:
        super().__init__()
        self.keep = keep
        for name, width in (("real", features), ("fake", features), ("gathered", 1)):
            self.register_buffer(name, torch.zeros(seeds, classes, width, device=device))

    def forward(
        self,
        real: Float[Tensor, "seeds batch dim"],
        fake: Float[Tensor, "seeds batch dim"],
        label: Float[Tensor, "seeds batch classes"],
    ) -> Float[Tensor, " seeds"]:
        """Take in a batch and return ½ Σ_c ‖m_c of real − m_c of fake‖², to be minimised.

        Its derivative is Σ_c (m_c of fake − m_c of real) · ∂(mean of fake in this batch): the
        difference is steadied, and what moves is this batch's mean, by its full weight.
        """
        ours, count = class_means(real.detach(), label)
        theirs, _ = class_means(fake, label)
        there = (count > 0).to(real.dtype)
        step = there * (1 - self.keep)
        with torch.no_grad():
            self.real.lerp_(ours, step)
            self.fake.lerp_(theirs, step)
            self.gathered.lerp_(torch.ones_like(self.gathered), step)
            weight = self.gathered + (self.gathered == 0)  # 1 for a class not yet seen: its m is 0
            # Copies: the next call moves the buffers, perhaps before this one is differentiated.
            target, steadied = self.real / weight, self.fake / weight
        moving = steadied + there * (theirs - theirs.detach())
        return 0.5 * (target - moving).square().sum((-2, -1))
