import torch


def rmsprop(critic, generator, lr):
    return [torch.optim.RMSprop(net.parameters(), lr) for net in (critic, generator)]


def plain_descent(critic, generator, lr):
    for_critic = torch.optim.SGD(list(critic.parameters()), lr=lr)
    return for_critic, torch.optim.SGD(list(generator.parameters()), lr=lr)


def in_groups(critic, generator, lr):
    options = {"lr": lr, "betas": (0.0, 0.999)}
    groups = [{"params": [p]} for p in critic.parameters()]
    return torch.optim.Adam(groups, **options), torch.optim.Adam(generator.parameters(), **options)
