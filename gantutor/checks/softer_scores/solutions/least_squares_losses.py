def least_squares_losses(fx, fy):
    """The critic's and the generator's loss; two scalar tensors."""
    critic = ((fx - 1) ** 2).mean() / 2 + (fy**2).mean() / 2
    generator = ((fy - 1) ** 2).mean() / 2
    return critic, generator
