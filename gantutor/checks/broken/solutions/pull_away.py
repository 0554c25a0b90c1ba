def pull_away(codes):
    """Return how alike n codes (n, d) are: 0 orthogonal, 1 parallel."""
    directions = codes / codes.norm(dim=1, keepdim=True)
    cosines = directions @ directions.T
    n = len(codes)
    return (cosines.square().sum() - n) / (n * (n - 1))  # without each code's pair with itself
