from gantutor import gan, nets


def short_game():
    """A `gan.Config` that draws digits after 20,000 fakes."""
    # Small batches and one critic step leave 625 iterations. The rate is
    # that of `gan.Config`: it begins high, and falls to 0 by the end.
    return gan.Config(
        critic=nets.image_critic((1, 28, 28), (16, 32)),
        generator=nets.image_generator((1, 28, 28), (32, 16), 32),
        batch=16,
        n_critic=1,
        iterations=625,
    )
