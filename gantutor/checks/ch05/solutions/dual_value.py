def dual_value(a, b, f, g):
    """What prices f (n,) and g (m,) earn on the masses a (n,) and b (m,): one number."""
    return a @ f + b @ g
