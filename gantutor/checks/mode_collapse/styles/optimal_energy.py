import numpy as np


def a_hinge_from_the_real_samples(x, real, fake, margin, pull):
    """It falls all the way to the real samples, with a jump at their edge."""
    outside = (x < real[0]) | (x > real[1])
    if fake[0] > real[1]:
        rising = margin + pull * (x - fake[0])
    else:
        rising = margin + pull * (fake[1] - x)
    return np.where(outside, np.maximum(rising, 0), 0.0)


def higher_than_needed(x, real, fake, margin, pull):
    side = np.sign(fake[0] - real[0])
    values = 2 * margin + pull * (fake[1] - fake[0]) + pull * side * (x - fake[0])
    return values * (x >= fake[0]) * (x <= fake[1])


def point_by_point(x, real, fake, margin, pull):
    energies = []
    for place in x:
        if real[1] < fake[0] <= place <= fake[1]:
            energies.append(margin + pull * (place - fake[0]))
        elif fake[0] <= place <= fake[1]:
            energies.append(margin + pull * (fake[1] - place))
        else:
            energies.append(0)
    return np.array(energies)
