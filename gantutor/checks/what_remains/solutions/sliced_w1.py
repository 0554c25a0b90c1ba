def sliced_w1(x, y, directions):
    """The mean of W1 along the directions; a scalar tensor."""
    real = (x @ directions.T).sort(dim=0).values
    generated = (y @ directions.T).sort(dim=0).values
    return (real - generated).abs().mean()
