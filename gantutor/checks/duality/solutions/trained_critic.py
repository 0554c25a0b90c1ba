from gantutor import constraints, gan, nets, training


def trained_critic(x, y):
    """A critic trained on x and y (n, 2), as a function of points."""
    config = gan.Config(
        critic=nets.MLP((2, 64, 64, 1), "leaky_relu"),
        generator=None,
        # One-sided: steeper than 1 is punished, and nothing else is.
        constraint=constraints.GradientPenalty(10.0, rule="one_sided"),
        iterations=400,
        n_critic=1,
        batch=128,
        lr=0.01,
    )
    run = gan.start(config, x, y=y, seeds=[0])
    for _ in training.play(run):
        pass
    return lambda points: run.score(points)[0]
