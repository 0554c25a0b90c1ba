import torch


def as_torchvision_does(pixels, n, rng):
    rows = torch.randint(0, pixels.shape[0], (n,), generator=rng)
    images = pixels[rows][:, None].to(torch.float32).div(255)
    return (images - 0.5) / 0.5


def twice_less_one(pixels, n, rng):
    chosen = [int(torch.randint(len(pixels), (), generator=rng)) for _ in range(n)]
    return torch.stack([2 * (pixels[k].float() / 255) - 1 for k in chosen])[:, None]


def with_uniform_numbers(pixels, n, rng):
    rows = (torch.rand(n, generator=rng) * len(pixels)).long()
    return torch.lerp(torch.tensor(-1.0), torch.tensor(1.0), pixels[rows, None] / 255)
