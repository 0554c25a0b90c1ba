def all_modes():
    """Settings of `gan.Config` with which a small game holds the modes."""
    # Noise makes one blurred ring of eight clusters: none is out of reach.
    return {"noise": 0.3, "lr": 0.02}
