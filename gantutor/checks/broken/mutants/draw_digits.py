import torch

from gantutor.checks.engine.assertions import wrong


@wrong("Where do the values of tanh begin")
def as_found(pixels, n, rng):
    """n images (n, 1, h, w) at random from bytes (count, h, w)."""
    rows = torch.randint(len(pixels), (n,), generator=rng)
    images = pixels[rows].float() / 255
    return images.unsqueeze(1)


def drawn(pixels, n, rng):
    return pixels[torch.randint(len(pixels), (n,), generator=rng)].float().unsqueeze(1)


@wrong("beyond what tanh can reach")
def standardised(pixels, n, rng):
    return (drawn(pixels, n, rng) / 255 - 0.1307) / 0.3081


@wrong("half of what tanh can do")
def centred(pixels, n, rng):
    return drawn(pixels, n, rng) / 255 - 0.5


@wrong("the more ink, the larger")
def paper_is_high(pixels, n, rng):
    return 1 - drawn(pixels, n, rng) / 127.5


@wrong("it becomes 1, and no less")
def by_128(pixels, n, rng):
    return drawn(pixels, n, rng) / 128 - 1


@wrong("nothing is cut off or rounded")
def rounded(pixels, n, rng):
    return (drawn(pixels, n, rng) / 127.5 - 1).mul(5).round() / 5


@wrong("says which")
def always_the_first(pixels, n, rng):
    rows = torch.arange(n) % len(pixels)
    return pixels[rows].float().unsqueeze(1) / 127.5 - 1
