def gradient_norms(gradient):
    """The norm of each sample's gradient; shape (n, …) -> (n,)."""
    return gradient.flatten(1).norm(dim=1)  # one row for each sample
