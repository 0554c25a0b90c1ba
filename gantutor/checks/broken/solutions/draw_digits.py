import torch


def draw_digits(pixels, n, rng):
    """n images (n, 1, h, w) at random from bytes (count, h, w)."""
    rows = torch.randint(len(pixels), (n,), generator=rng)
    images = pixels[rows].float() / 127.5 - 1  # −1 paper, 1 ink
    return images.unsqueeze(1)
