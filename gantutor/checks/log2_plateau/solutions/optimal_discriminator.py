def optimal_discriminator(log_p, log_q):
    """The logit of the optimal discriminator p/(p + q), from the log-densities at some points."""
    return log_p - log_q  # log(D/(1 - D)) with D = p/(p + q): the sum p + q cancels
