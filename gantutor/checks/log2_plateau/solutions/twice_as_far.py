def twice_as_far():
    """The factors of JS and of both gradients, 8 apart over 4 apart."""
    js = 1.1  # nearly at log 2 already
    saturating = 0.003  # D falls like exp(-distance²/8)
    nonsaturating = 2.0  # 1 - D stays near 1, ∇f is the distance
    return js, saturating, nonsaturating
