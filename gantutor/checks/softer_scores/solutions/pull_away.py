def pull_away(codes):
    """The mean squared cosine between two different codes of a batch; a scalar tensor."""
    n = len(codes)
    directions = codes / codes.norm(dim=1, keepdim=True)
    squares = (directions @ directions.T) ** 2
    return (squares.sum() - squares.diagonal().sum()) / (n * (n - 1))
