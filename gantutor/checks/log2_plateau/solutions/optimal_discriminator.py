def optimal_discriminator(log_p, log_q):
    """The logit of p/(p + q), from the log-densities at some points."""
    return log_p - log_q  # in D/(1 - D) = p/q the sum p + q cancels
