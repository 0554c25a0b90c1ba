def pull_away(codes):
    """Return how alike the n codes of shape (n, d) are: 0 when orthogonal, 1 when parallel."""
    directions = codes / codes.norm(dim=1, keepdim=True)
    cosines = directions @ directions.T
    n = len(codes)
    return (cosines.square().sum() - n) / (n * (n - 1))  # without each code's pair with itself
