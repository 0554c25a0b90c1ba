import numpy as np


def flat_stretch(places, masses):
    """The ends of the stretch on which W1 is least, and that W1."""
    order = np.argsort(places)
    places, masses = places[order], masses[order]
    # A step to the right costs the mass on the left, and saves the other.
    below = np.cumsum(masses)
    low = places[np.argmax(below > 0.5 - 1e-9)]
    high = places[np.argmax(below > 0.5 + 1e-9)]
    return low, high, np.sum(masses * np.abs(places - low))
