def pick_by_noise(logits, rng, n):
    """n tokens from the softmax of the logits, by argmax; (n,)."""
    noise = rng.gumbel(size=(n, len(logits)))
    return (logits + noise).argmax(axis=1)
