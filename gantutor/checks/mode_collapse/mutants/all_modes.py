from gantutor.checks.engine.assertions import wrong


@wrong("makes far clusters near")
def as_given():
    return {}


@wrong("blurs the clusters themselves")
def wide_noise_and_a_long_average():
    return {"noise": 0.35, "lr": 0.02, "average": 0.99}


@wrong("These may")
def a_constraint():
    return {"constraint": "gradient_penalty"}
