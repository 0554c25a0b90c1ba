import torch

from gantutor.checks.engine.assertions import wrong


@wrong("What carried it?")
def as_found(critic, generator, lr):
    """The optimisers of a clipped critic and of its generator."""
    for_critic = torch.optim.Adam(critic.parameters(), lr=lr)
    for_generator = torch.optim.Adam(generator.parameters(), lr=lr)
    return for_critic, for_generator


@wrong("What carried it?")
def half_as_much(critic, generator, lr):
    betas = (0.5, 0.9)
    for_critic = torch.optim.Adam(critic.parameters(), lr=lr, betas=betas)
    return for_critic, torch.optim.Adam(generator.parameters(), lr=lr, betas=betas)


@wrong("What carried it?")
def rmsprop_with_momentum(critic, generator, lr):
    for_critic = torch.optim.RMSprop(critic.parameters(), lr=lr, momentum=0.9)
    return for_critic, torch.optim.RMSprop(generator.parameters(), lr=lr, momentum=0.9)


@wrong("What carried it?")
def the_wrong_beta(critic, generator, lr):
    betas = (0.9, 0.0)
    for_critic = torch.optim.Adam(critic.parameters(), lr=lr, betas=betas)
    return for_critic, torch.optim.Adam(generator.parameters(), lr=lr, betas=betas)


@wrong("a critic that is no longer there")
def the_critics_alone(critic, generator, lr):
    for_critic = torch.optim.RMSprop(critic.parameters(), lr=lr)
    return for_critic, torch.optim.Adam(generator.parameters(), lr=lr)


@wrong("the rate that it was given")
def with_the_papers_rate(critic, generator, lr):
    for_critic = torch.optim.RMSprop(critic.parameters(), lr=5e-5)
    return for_critic, torch.optim.RMSprop(generator.parameters(), lr=5e-5)


@wrong("the rate that it was given")
def with_the_default_rate(critic, generator, lr):
    for_critic = torch.optim.RMSprop(critic.parameters())
    return for_critic, torch.optim.RMSprop(generator.parameters())


@wrong("all the parameters of its own network")
def both_have_everything(critic, generator, lr):
    everything = [*critic.parameters(), *generator.parameters()]
    return torch.optim.RMSprop(everything, lr=lr), torch.optim.RMSprop(everything, lr=lr)
