import numpy as np


def js_from_loss(loss):
    """JS, in nats, when the best discriminator has this loss."""
    return np.log(2) - loss / 2  # loss = -V(D*) = log 4 - 2 JS
