import torch

from gantutor.checks.engine.assertions import wrong


def copied(images, times):
    return images.repeat_interleave(times, 2).repeat_interleave(times, 3)


@wrong("like tiles")
def tiled(images, times):
    return images.repeat(1, 1, times, times)


@wrong("Height and width grow")
def rows_alone(images, times):
    return images.repeat_interleave(times, dim=2)


@wrong("Row by row")
def squares_on_their_side(images, times):
    n, c, h, w = images.shape
    square = images[..., None, None].expand(n, c, h, w, times, times)
    return square.reshape(n, c, h * times, w * times)


@wrong("Only one pixel of each square is filled")
def between_zeros(images, times):
    n, c, h, w = images.shape
    canvas = torch.zeros(n, c, h * times, w * times, dtype=images.dtype)
    canvas[:, :, ::times, ::times] = images
    return canvas


@wrong("no size is special")
def always_twice(images, times):
    n, c, h, w = images.shape
    found = torch.zeros(n, c, times * h, times * w, dtype=images.dtype)
    found[:, :, : 2 * h, : 2 * w] = copied(images, 2)[:, :, : times * h, : times * w]
    return found


@wrong("no NumPy")
def by_numpy(images, times):
    pixels = images.detach().numpy()
    return torch.as_tensor(pixels.repeat(times, axis=2).repeat(times, axis=3))


@wrong("has a way back")
def copies_detached(images, times):
    found = copied(images.detach(), times)
    found[:, :, ::times, ::times] = images
    return found


@wrong("sum over its whole square")
def averaged_on_the_way_back(images, times):
    even = copied(images, times) / times**2
    return even + copied(images * (1 - 1 / times**2), times).detach()


@wrong("an axis to copy along")
def by_torch(images, times):
    return torch.nn.functional.interpolate(images, scale_factor=times)
