import torch

from gantutor.checks.engine.assertions import wrong


def ends(x, y):
    right = bool(x.min() > y.max())
    low, high = (y.max(), x.min()) if right else (x.max(), y.min())
    return low, high, 1 if right else -1


def with_cliff(x, y, size, begin, end, ramp=1.0, sign=None):
    low, high, side = ends(x, y)

    def critic(points):
        t = (points - low) / (high - low)
        cliff = ((t - begin) / (end - begin)).clamp(0, 1)
        return (side if sign is None else sign) * (ramp * points + size * cliff)

    return critic


@wrong("A ramp alone has the gap W1")
def a_ramp(x, y, size):
    return with_cliff(x, y, 0, 0.25, 0.75)


@wrong("A ramp alone has the gap W1")
def not_high_enough(x, y, size):
    return with_cliff(x, y, min(size, 100), 0.25, 0.75)


@wrong("The penalty is 0 only where")
def a_steep_ramp(x, y, size):
    low, high, side = ends(x, y)
    return lambda points: side * size * points / (high - low)


@wrong("leave a little room")
def from_sample_to_sample(x, y, size):
    return with_cliff(x, y, size, 0.0, 1.0)


@wrong("add the points themselves")
def level_outside(x, y, size):
    return with_cliff(x, y, size, 0.25, 0.75, ramp=0.0)


@wrong("A jump has slope 1")
def a_jump(x, y, size):
    low, high, side = ends(x, y)

    def critic(points):
        return side * (points + size * (points > (low + high) / 2))

    return critic


@wrong("high on the data, low on the fakes")
def data_always_on_the_right(x, y, size):
    return with_cliff(x, y, size, 0.25, 0.75, sign=1)


@wrong("The slope may be 1 or −1")
def the_cliff_alone_falls(x, y, size):
    low, high, side = ends(x, y)

    def critic(points):
        cliff = (2 * (points - low) / (high - low) - 0.5).clamp(0, 1)
        return (1 if side > 0 else 0.5) * points + side * 2 * (size + 9) * cliff

    return critic


@wrong("of shape (m, 1)")
def one_number(x, y, size):
    critic = with_cliff(x, y, size, 0.25, 0.75)
    return lambda points: critic(points).sum()


@wrong("leave a little room")
def a_sigmoid(x, y, size):
    low, high, side = ends(x, y)

    def critic(points):
        t = (points - low) / (high - low)
        return side * (points + 1.1 * size * torch.sigmoid(8 * (t - 0.5)))

    return critic
