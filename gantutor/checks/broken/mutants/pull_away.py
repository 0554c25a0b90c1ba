from gantutor.checks.engine.assertions import wrong


@wrong("the opposite of the other half")
def as_found(codes):
    """Return how alike n codes (n, d) are: 0 orthogonal, 1 parallel."""
    directions = codes / codes.norm(dim=1, keepdim=True)
    cosines = directions @ directions.T
    n = len(codes)
    return (cosines.sum() - n) / (n * (n - 1))


def cosines(codes):
    directions = codes / codes.norm(dim=1, keepdim=True)
    return directions @ directions.T


@wrong("the opposite of the other half")
def squared_too_late(codes):
    n = len(codes)
    return ((cosines(codes).sum() - n) / (n * (n - 1))).square()


@wrong("Squares, not sizes")
def sizes(codes):
    n = len(codes)
    return (cosines(codes).abs().sum() - n) / (n * (n - 1))


@wrong("its slope in the codes has to arrive")
def of_detached_directions(codes):
    n = len(codes)
    squares = cosines(codes.detach()).square()
    return (squares.sum() - n) / (n * (n - 1)) + 0 * codes.sum()
