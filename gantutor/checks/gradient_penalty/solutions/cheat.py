def cheat(x, y, size):
    """A critic of slope ±1 at every sample, whose gap is `size` or more."""
    right = x.min() > y.max()  # the data lie to the right of the fakes
    low, high = (y.max(), x.min()) if right else (x.max(), y.min())
    sign = 1 if right else -1

    def critic(points):
        # It rises in the middle half of the stretch: no sample sees it.
        cliff = (2 * (points - low) / (high - low) - 0.5).clamp(0, 1)
        return sign * (points + size * cliff)

    return critic
