def predicted_sizes():
    """The sizes in (a), (b), (c); whether (d), (e), (f) hold."""
    # (size − 1)·stride + kernel − 2·padding + output padding
    a = 6 * 2 + 4 - 2
    b = 6 * 2 + 3 - 2
    c = 6 * 3 + 5 - 4 + 1
    # (d) rounds down; (e) what was cut off comes back; (f) nothing was.
    return a, b, c, True, False, True
