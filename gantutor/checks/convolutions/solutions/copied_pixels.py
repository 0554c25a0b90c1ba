def copied_pixels(images, times):
    """Each pixel copied; (n, c, h, w) -> (n, c, times · h, times · w)."""
    rows = images.repeat_interleave(times, dim=2)
    return rows.repeat_interleave(times, dim=3)
