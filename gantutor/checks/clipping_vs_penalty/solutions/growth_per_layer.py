def growth_per_layer(norms):
    """The factor from each layer to the one before it, (seeds,)."""
    return (norms[0] / norms[-1]) ** (1 / (len(norms) - 1))
