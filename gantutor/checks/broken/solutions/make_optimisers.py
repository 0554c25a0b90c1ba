import torch


def make_optimisers(critic, generator, lr):
    """The optimisers of a clipped critic and of its generator."""
    betas = (0.0, 0.9)  # β₁ = 0: no memory of the direction, only of the size
    for_critic = torch.optim.Adam(critic.parameters(), lr=lr, betas=betas)
    for_generator = torch.optim.Adam(generator.parameters(), lr=lr, betas=betas)
    return for_critic, for_generator
