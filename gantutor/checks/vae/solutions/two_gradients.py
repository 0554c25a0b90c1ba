def two_gradients(f, slope, mean, std, noise):
    """The pathwise and the score-function estimate of d/dμ E f; n each."""
    z = mean + std * noise
    return slope(z), f(z) * noise / std  # (z − μ)/σ² is noise/σ
