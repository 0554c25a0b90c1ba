from gantutor.checks.engine.assertions import wrong


@wrong("hide behind flat ones")
def whole_batch(gradient):
    return gradient.norm()


@wrong("not over channels alone")
def channels_only(gradient):
    return gradient.norm(dim=1)


@wrong("only one of the three")
def last_axis_only(gradient):
    return gradient.norm(dim=-1)


@wrong("You summed over the samples")
def over_samples(gradient):
    return gradient.norm(dim=0)


@wrong("take the root")
def squared(gradient):
    return gradient.flatten(1).square().sum(1)


@wrong("adds absolute values")
def absolute(gradient):
    return gradient.flatten(1).abs().sum(1)
