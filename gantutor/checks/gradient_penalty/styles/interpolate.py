import torch


def with_lerp(x, y, rng):
    u = torch.rand([len(x)] + [1] * (x.ndim - 1), generator=rng, dtype=x.dtype)
    return torch.lerp(y, x, u)


def sample_by_sample(x, y, rng):
    mixed = torch.empty_like(x)
    for i in range(len(x)):
        u = torch.rand((), generator=rng)
        mixed[i] = y[i] + u * (x[i] - y[i])
    return mixed


def from_x_to_y(x, y, rng):
    u = torch.empty(len(x), dtype=x.dtype).uniform_(generator=rng)
    rows = x.flatten(1) + u[:, None] * (y - x).flatten(1)
    return rows.view_as(x)


def with_einsum(x, y, rng):
    u = torch.rand(len(x), generator=rng, dtype=torch.float64)
    return torch.einsum("n,n...->n...", u, x) + torch.einsum("n,n...->n...", 1 - u, y)
