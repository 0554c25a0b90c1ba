def larger_samples():
    """The factors of the floor for d = 1, 4, 64; is 0 nearer, d = 64?"""
    # 4 to the power -1/2, -1/4, -1/64; and √64 against √(2 · 64).
    return 0.5, 0.71, 0.98, True
