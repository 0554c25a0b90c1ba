def predicted_factors():
    """Four predictions: what multiplies the gap in (a), (b), (c), (d)."""
    two_layers, four_layers = 0.5**2, 0.5**4  # a factor c in each layer
    # Twice the units: √2 times as steep on the way in, 2 times between
    # the two layers, √2 times on the way out.
    wider = 4.0
    farther = 2.0  # K stays, and W1 doubles
    return two_layers, four_layers, wider, farther
