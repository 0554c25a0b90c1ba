from gantutor import gan, nets
from gantutor.checks.engine.assertions import wrong


def game(batch, n_critic, iterations, shape=(1, 28, 28), channels=(16, 32), **settings):
    return gan.Config(
        critic=nets.image_critic(shape, channels),
        generator=nets.image_generator(shape, channels[::-1], 32),
        batch=batch,
        n_critic=n_critic,
        iterations=iterations,
        **settings,
    )


@wrong("a short game wants a high rate")
def as_it_comes():
    return game(256, 5, 13)


@wrong("a short game wants a high rate")
def too_careful():
    return game(64, 1, 50, lr=1e-3)


@wrong("fewer of one leave more of another")
def as_long_as_it_likes():
    return game(64, 1, 800, lr=2e-3)


@wrong("each makes fewer multiplications")
def wider():
    return game(16, 1, 625, channels=(32, 64))


@wrong("whose generator makes images of 28 × 28")
def small_digits():
    return game(16, 1, 625, shape=(1, 8, 8))


@wrong("`return gan.Config(critic=…, …)`")
def settings_alone():
    return {"batch": 16, "lr": 5e-3}
