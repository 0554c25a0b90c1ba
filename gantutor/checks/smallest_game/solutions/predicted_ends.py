def predicted_ends():
    """The largest W1 that the games (a) to (e) come back to."""
    free = 1.0  # the circle of radius √(0.6² + 0.8²)
    clipped = 0.5  # the largest circle between −c and c
    r1 = 0.0  # a brake
    two_sided = 4.0  # 2λ
    one_sided = 1.0  # the circle fits between −1 and 1
    return free, clipped, r1, two_sided, one_sided
