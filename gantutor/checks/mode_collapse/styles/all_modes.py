from gantutor import objectives


def without_momentum():
    return dict(noise=0.3, lr=2e-2, betas=(0.0, 0.9), objective=objectives.get("nonsaturating"))


def less_noise_and_a_short_average():
    return {"noise": 0.25, "lr": 0.02, "average": 0.8}
