def matching_losses(real, rebuilt, prior):
    """½‖f(x) − f(x_f)‖² over the pairs, and ½‖E f(x) − E f(x_p)‖²."""
    real = real.detach()
    pairs = 0.5 * (real - rebuilt).square().sum(dim=1).mean()
    means = 0.5 * (real.mean(dim=0) - prior.mean(dim=0)).square().sum()
    return pairs, means
