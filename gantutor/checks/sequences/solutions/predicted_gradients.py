def predicted_gradients():
    """The numbers (a), (b), (c); whether (d), (e), (f) hold."""
    choice, pooled = 0.0, 1.0  # a choice has steps, a maximum has a slope
    margin = 2.0 - 1.0  # from there on b is chosen
    return choice, pooled, margin, True, True, False
