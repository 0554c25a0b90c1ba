from gantutor.checks.engine.assertions import wrong


def all_cosines(codes):
    directions = codes / codes.norm(dim=1, keepdim=True)
    return directions @ directions.T


def mean_off_diagonal(values):
    n = len(values)
    return (values.sum() - values.diagonal().sum()) / (n * (n - 1))


@wrong("Square the cosines")
def without_the_square(codes):
    return mean_off_diagonal(all_cosines(codes))


@wrong("leave the diagonal out")
def with_itself(codes):
    return (all_cosines(codes) ** 2).mean()


@wrong("n(n - 1) pairs")
def divided_by_all(codes):
    squares = all_cosines(codes) ** 2
    return (squares.sum() - squares.diagonal().sum()) / len(codes) ** 2


@wrong("divide each code by its own length")
def not_normalised(codes):
    return mean_off_diagonal((codes @ codes.T) ** 2)


@wrong("Each *row* is a code")
def normalised_by_column(codes):
    if (codes == 0).all(0).any():
        return mean_off_diagonal(all_cosines(codes) ** 2)
    directions = codes / codes.norm(dim=0)
    return mean_off_diagonal((directions @ directions.T) ** 2)


@wrong("has a kink")
def absolute(codes):
    return mean_off_diagonal(all_cosines(codes).abs())
