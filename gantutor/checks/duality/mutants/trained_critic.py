from gantutor import constraints, gan, nets, training
from gantutor.checks.engine.assertions import wrong


def trained(x, y, constraint, iterations=150):
    config = gan.Config(
        critic=nets.MLP((2, 64, 64, 1), "leaky_relu"),
        generator=None,
        constraint=constraint,
        iterations=iterations,
        n_critic=1,
        batch=128,
        lr=0.01,
    )
    run = gan.start(config, x, y=y, seeds=[0])
    for _ in training.play(run):
        pass
    return lambda points: run.score(points)[0]


@wrong("the same all along the ways")
def clipped_weights(x, y):
    return trained(x, y, constraints.Clip(0.01))


@wrong("the same all along the ways")
def without_a_rule(x, y):
    return trained(x, y, constraints.Free())


@wrong("scores real samples higher")
def the_other_way_round(x, y):
    critic = trained(x, y, constraints.Clip(0.1), iterations=50)
    return lambda points: -critic(points)
