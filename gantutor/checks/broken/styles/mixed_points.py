import numpy as np
import torch


def with_lerp(real, fake):
    return torch.lerp(fake, real, torch.rand(len(real), 1, dtype=real.dtype))


def one_by_one(real, fake):
    mixed = []
    for x, y in zip(real, fake):
        u = torch.rand(())
        mixed.append(u * x + (1 - u) * y)
    return torch.stack(mixed)


def from_x_to_y(real, fake):
    u = torch.distributions.Uniform(0.0, 1.0).sample((len(real),)).view(-1, 1)
    return real + u * (fake - real)


def drawn_by_numpy(real, fake):
    u = torch.as_tensor(np.random.default_rng().uniform(size=(len(real), 1)), dtype=real.dtype)
    return u * real + (1 - u) * fake
