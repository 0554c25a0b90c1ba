import numpy as np


def followed(p, q, v):
    """Why -log D follows KL(Q‖P) - 2 JS: at t = 0, from q + t v."""
    log_d = np.log(p / (p + q))  # BLANK (a) of the best discriminator
    # BLANK (b) of the mean of -log D over the fakes, with D held fixed
    of_loss = -np.sum(v * log_d)
    of_kl = np.sum(v * np.log(q / p))  # BLANK (c) of KL(Q‖P)
    # BLANK (d) of 2 JS, so that (b) is (c) minus (d)
    of_js = np.sum(v * np.log(q / (p + q)))
    # BLANK (e) KL(Q‖P) - 2 JS itself, as one sum over the cells
    value = np.sum((p + q) * np.log((p + q) / (2 * p)))
    # BLANK (f) the index of the cell where a grain lowers the loss most
    cell = np.argmax(p / q)
    return log_d, of_loss, of_kl, of_js, value, cell
