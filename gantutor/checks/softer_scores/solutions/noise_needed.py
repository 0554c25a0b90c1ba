from math import log, sqrt


def noise_needed(distance, std, d):
    """The least noise with which D is d or more at x = distance."""
    # D = d there means distance²/(2 (std² + σ²)) = log((1 - d)/d).
    return sqrt(max(0.0, distance**2 / (2 * log((1 - d) / d)) - std**2))
