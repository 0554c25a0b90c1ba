from gantutor.checks.engine.assertions import wrong


def each(mean, logvar):
    return 0.5 * (mean**2 + logvar.exp() - 1 - logvar)


@wrong("they are not averaged")
def averaged_over_dimensions(mean, logvar):
    return each(mean, logvar).mean(dim=-1)


@wrong("One number for each image")
def one_number(mean, logvar):
    return each(mean, logvar).sum()


@wrong("You summed over the images")
def over_the_images(mean, logvar):
    return each(mean, logvar).sum(dim=0)


@wrong("never negative")
def copied_with_its_sign(mean, logvar):
    return 0.5 * (1 + logvar - mean**2 - logvar.exp()).sum(dim=-1)


@wrong("a ½ before the sum")
def without_the_half(mean, logvar):
    return 2 * each(mean, logvar).sum(dim=-1)


@wrong("would cost ½ in each dimension")
def without_the_one(mean, logvar):
    return 0.5 * (mean**2 + logvar.exp() - logvar).sum(dim=-1)


@wrong("squaring it gives σ⁴")
def taken_for_log_std(mean, logvar):
    return 0.5 * (mean**2 + logvar.exp() ** 2 - 1 - logvar).sum(dim=-1)


@wrong("the other way round")
def of_the_prior_from_the_code(mean, logvar):
    return 0.5 * ((1 + mean**2) / logvar.exp() - 1 + logvar).sum(dim=-1)
