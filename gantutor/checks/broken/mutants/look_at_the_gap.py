import torch

from gantutor.checks.engine.assertions import wrong


@wrong("Compare the layers' norms")
def as_found(critic, x, y):
    """mean f(x) − mean f(y) as a number, for the log."""
    critic.eval()
    with torch.no_grad():
        gap = critic(x).mean() - critic(y).mean()
    return gap.item()


@wrong("parameters, buffers and gradients stay")
def in_training(critic, x, y):
    """Each pass moves u and v, which are no parameters: no_grad does not hold them."""
    with torch.no_grad():
        return (critic(x).mean() - critic(y).mean()).item()


@wrong("Compare the layers' norms")
def the_outer_module_alone(critic, x, y):
    gap = as_found(critic, x, y)
    critic.training = True
    return gap


@wrong("f is high on the data")
def fakes_first(critic, x, y):
    gap = as_found(critic, y, x)
    critic.train()
    return gap


@wrong("and a plain number")
def with_a_graph(critic, x, y):
    critic.eval()
    gap = critic(x).mean() - critic(y).mean()
    critic.train()
    return gap


@wrong("stays in evaluation")
def always_to_training(critic, x, y):
    gap = as_found(critic, x, y)
    critic.train()
    return gap


@wrong("parameters, buffers and gradients stay")
def clears_the_gradients(critic, x, y):
    training = critic.training
    gap = as_found(critic, x, y)
    critic.zero_grad(set_to_none=False)
    critic.train(training)
    return gap
