def flow_pair(noise, data, t):
    """Where each pair is at its time, and how fast; (n, d) each."""
    time = t[:, None]
    place = (1 - time) * noise + time * data
    return place, data - noise
