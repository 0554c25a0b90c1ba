def dual_value(a, b, f, g):
    """What the prices f (n,), g (m,) earn on the masses a (n,), b (m,)."""
    return a @ f + b @ g
