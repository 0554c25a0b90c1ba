def kl_to_prior(mean, logvar):
    """KL of N(mean, exp(logvar)) from N(0, I); (n, k) twice -> (n,)."""
    return 0.5 * (mean**2 + logvar.exp() - 1 - logvar).sum(dim=-1)
