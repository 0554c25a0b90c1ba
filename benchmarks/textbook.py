"""The widely copied WGAN-GP loops, written as they are usually written: the benchmark's baseline.

One seed, separate forwards for real and fake, a new fake batch for each critic step, double
backward, default Adam. It shares no code with the package, on purpose.
"""

from collections.abc import Callable

import torch
from torch import Tensor, autograd, nn, optim


def mlp(inner: int, width: int, outer: int) -> nn.Sequential:
    """Return inner-W-W-W-outer with ReLU, weights N(0, 0.02²), biases 0."""
    net = nn.Sequential(
        nn.Linear(inner, width),
        nn.ReLU(True),
        nn.Linear(width, width),
        nn.ReLU(True),
        nn.Linear(width, width),
        nn.ReLU(True),
        nn.Linear(width, outer),
    )
    for module in net:
        if isinstance(module, nn.Linear):
            nn.init.normal_(module.weight, 0.0, 0.02)
            nn.init.zeros_(module.bias)
    return net


def copied_images(latent: int, pixels: int) -> tuple[nn.Module, nn.Module]:
    """Return critic and generator of the widely copied script for small images.

    Critic pixels-512-256-1; generator latent-128-256-512-1024-pixels with BatchNorm and tanh;
    LeakyReLU(0.2), PyTorch's own initial weights.
    """

    def block(inner: int, outer: int, normalise: bool = True) -> list[nn.Module]:
        layers: list[nn.Module] = [nn.Linear(inner, outer)]
        if normalise:
            layers.append(nn.BatchNorm1d(outer, 0.8))
        return [*layers, nn.LeakyReLU(0.2, inplace=True)]

    critic = nn.Sequential(*block(pixels, 512, False), *block(512, 256, False), nn.Linear(256, 1))
    generator = nn.Sequential(
        *block(latent, 128, False),
        *block(128, 256),
        *block(256, 512),
        *block(512, 1024),
        nn.Linear(1024, pixels),
        nn.Tanh(),
    )
    return critic, generator


def gradient_penalty(critic: nn.Module, real: Tensor, fake: Tensor, weight: float) -> Tensor:
    """Return weight · mean (‖∇f‖ − 1)² on the segments between real and fake."""
    alpha = torch.rand(real.size(0), 1, device=real.device).expand(real.size())
    interpolates = (alpha * real + (1 - alpha) * fake).detach().requires_grad_(True)
    scores = critic(interpolates)
    gradients = autograd.grad(
        outputs=scores,
        inputs=interpolates,
        grad_outputs=torch.ones_like(scores),
        create_graph=True,
        retain_graph=True,
        only_inputs=True,
    )[0]
    return ((gradients.norm(2, dim=1) - 1) ** 2).mean() * weight


class Textbook:
    """The loop over one pair of networks; ``iterate`` is ``n_critic`` critic steps and one more.

    ``networks`` makes (critic, generator); without it they are MLPs of 3 × ``width`` for the plane.
    """

    def __init__(
        self,
        draw: Callable[[int], Tensor],
        width: int = 512,
        networks: Callable[[], tuple[nn.Module, nn.Module]] | None = None,
        latent: int = 2,
        weight: float = 0.1,
        n_critic: int = 5,
        batch: int = 256,
        lr: float = 1e-4,
        betas: tuple[float, float] = (0.5, 0.9),
        seed: int = 0,
        device: str = "cpu",
    ) -> None:
        with torch.random.fork_rng():
            torch.manual_seed(seed)
            made = networks() if networks else (mlp(2, width, 1), mlp(latent, width, 2))
            self.critic, self.generator = (network.to(device) for network in made)
        self.critic_optimiser = optim.Adam(self.critic.parameters(), lr=lr, betas=betas)
        self.generator_optimiser = optim.Adam(self.generator.parameters(), lr=lr, betas=betas)
        self.draw, self.latent, self.weight = draw, latent, weight
        self.n_critic, self.batch, self.device = n_critic, batch, device

    def iterate(self) -> None:
        """Train the critic ``n_critic`` times, then the generator once."""
        for p in self.critic.parameters():
            p.requires_grad = True
        for _ in range(self.n_critic):
            self.critic.zero_grad()
            real = self.draw(self.batch).to(self.device)
            score_real = self.critic(real).mean()
            z = torch.randn(self.batch, self.latent, device=self.device)
            with torch.no_grad():
                fake = self.generator(z)
            score_fake = self.critic(fake).mean()
            penalty = gradient_penalty(self.critic, real, fake, self.weight)
            (score_fake - score_real + penalty).backward()
            self.critic_optimiser.step()
        for p in self.critic.parameters():
            p.requires_grad = False
        self.generator.zero_grad()
        z = torch.randn(self.batch, self.latent, device=self.device)
        loss = -self.critic(self.generator(z)).mean()
        loss.backward()
        self.generator_optimiser.step()

    def fakes(self, n: int) -> Tensor:
        """Return ``n`` generated samples."""
        with torch.no_grad():
            return self.generator(torch.randn(n, self.latent, device=self.device)).cpu()


def ring(std: float, radius: float = 2.0, modes: int = 8) -> Callable[[int], Tensor]:
    """Return what draws from the ring of Gaussians, as such scripts do: anew for each batch."""

    def draw(n: int) -> Tensor:
        angle = torch.randint(modes, (n,)) * (2 * torch.pi / modes)
        centres = radius * torch.stack((angle.cos(), angle.sin()), dim=1)
        return centres + std * torch.randn(n, 2)

    return draw


def picked_from(data: Tensor) -> Callable[[int], Tensor]:
    """Return what picks a batch from the data, with replacement."""
    return lambda n: data[torch.randint(len(data), (n,), device=data.device)]
