def one_heap_for_two():
    """The widths, the least KL(Q‖P), and whether either least KL grows."""
    for_samples = 0.5  # one of the two heaps
    for_data = 3.04  # both: the variance is 3² + ½²
    missed_half = 0.69  # log 2
    return for_samples, for_data, missed_half, False, True
