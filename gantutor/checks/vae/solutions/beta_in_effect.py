def beta_in_effect(pixels, latent, likelihood, kl):
    """The β of the loss of sums that has the same minimum; one number."""
    beta = 1.0
    if likelihood == "mean":
        beta *= pixels  # the loss times `pixels` has a sum for its first term
    if kl == "mean":
        beta /= latent
    return beta
