from dataclasses import replace

from gantutor import gan
from gantutor.nets import image_critic, image_generator


def smaller_batches():
    shape = 1, 28, 28
    return gan.Config(
        image_critic(shape, (16, 32)),
        image_generator(shape, (32, 16), 32),
        batch=8,
        n_critic=1,
        iterations=1250,
    )


def from_another_config():
    first = gan.Config(
        image_critic((1, 28, 28), [16, 32]), image_generator((1, 28, 28), [32, 16], 32)
    )
    return replace(first, batch=20, n_critic=1, iterations=500, lr=1e-2, average=0.98)
