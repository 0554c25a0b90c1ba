def without_overshoot(gap_1, weight_1, gap_2, weight_2):
    """W1 from the gaps that two penalised critics log at their optimum."""
    # weight · gap = weight · W1 + I/2, with the same I for both.
    return (weight_1 * gap_1 - weight_2 * gap_2) / (weight_1 - weight_2)
