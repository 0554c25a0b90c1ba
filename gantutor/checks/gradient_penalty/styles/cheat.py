import torch


def two_relus(x, y, size):
    right = x.mean() > y.mean()
    low, high = (y.max(), x.min()) if right else (x.max(), y.min())
    a, b = torch.lerp(low, high, 1 / 3), torch.lerp(low, high, 2 / 3)
    steep = (size + 1) / (b - a)

    def critic(points):
        f = points + steep * (torch.relu(points - a) - torch.relu(points - b))
        return f if right else -f

    return critic


def by_pieces(x, y, size):
    if x.max() < y.min():
        mirrored = by_pieces(-x, -y, size)
        return lambda points: mirrored(-points)
    low, high = y.max().item(), x.min().item()
    a, b = low + 0.1 * (high - low), low + 0.9 * (high - low)

    def critic(points):
        between = a + (points - a) * (1 + size / (b - a))
        return torch.where(points < a, points, torch.where(points < b, between, points + size))

    return critic


def a_smooth_step(x, y, size):
    sign = torch.sign(x.mean() - y.mean())
    inner = torch.cat([x, y])
    middle = (x.mean() + y.mean()) / 2
    left, right = inner[inner < middle].max(), inner[inner > middle].min()

    def critic(points):
        t = ((points - left) / (right - left) * 1.25 - 0.125).clamp(0, 1)
        return sign * (points + size * t * t * (3 - 2 * t))

    return critic


def a_tent(x, y, size):
    """Slope 1 on one side, −1 on the other: the size of a slope has no sign."""
    right = x.min() > y.max()
    low, high = (y.max(), x.min()) if right else (x.max(), y.min())

    def critic(points):
        t = (points - low) / (high - low)
        cliff = (2 * t - 0.5).clamp(0, 1)
        height = size + 2 * (x.max() - x.min()) + 2 * (y.max() - y.min()) + 2 * (high - low)
        bent = (points - (low + high) / 2).abs()
        return bent + height * (cliff if right else -cliff)

    return critic
