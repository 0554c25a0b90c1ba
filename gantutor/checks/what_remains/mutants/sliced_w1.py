from gantutor.checks.engine.assertions import wrong


def gaps(x, y, directions, axis=0):
    p, q = x @ directions.T, y @ directions.T
    return p.sort(dim=axis).values - q.sort(dim=axis).values


@wrong("whatever the order")
def without_sorting(x, y, directions):
    return (x @ directions.T - y @ directions.T).abs().mean()


@wrong("among themselves")
def sorted_along_the_directions(x, y, directions):
    if len(directions) == 1:
        return gaps(x, y, directions).abs().mean()
    return gaps(x, y, directions, axis=1).abs().mean()


@wrong("nothing is summed up")
def a_sum(x, y, directions):
    return gaps(x, y, directions).abs().sum(0).mean()


@wrong("as W2 has")
def squares(x, y, directions):
    return gaps(x, y, directions).square().mean()


@wrong("sort after projecting")
def sorted_first(x, y, directions):
    return ((x.sort(dim=0).values - y.sort(dim=0).values) @ directions.T).abs().mean()


@wrong("the mean of W1 over the directions")
def one_for_each_direction(x, y, directions):
    return gaps(x, y, directions).abs().mean(0)


@wrong("cut the graph")
def without_a_graph(x, y, directions):
    return gaps(x, y, directions).abs().mean().detach()


@wrong("how far the means are apart")
def difference_of_means(x, y, directions):
    return ((x @ directions.T).mean(0) - (y @ directions.T).mean(0)).abs().mean()


@wrong("along the worst direction")
def largest_over_the_directions(x, y, directions):
    p, q = ((v @ directions.T).sort(dim=0).values for v in (x, y))
    return (p - q).abs().mean(0).max()
