from gantutor.checks.engine.assertions import wrong


@wrong("so the KL term counts for more")
def the_wrong_way_round(pixels, latent, likelihood, kl):
    return (1 / pixels if likelihood == "mean" else 1) / (latent if kl == "mean" else 1)


@wrong("divide by `latent`")
def latent_multiplied(pixels, latent, likelihood, kl):
    return (pixels if likelihood == "mean" else 1) * (latent if kl == "mean" else 1)


@wrong("it has latent dimensions")
def kl_over_pixels(pixels, latent, likelihood, kl):
    return (pixels if likelihood == "mean" else 1) / (pixels if kl == "mean" else 1)


@wrong("Two means do not cancel")
def means_cancel(pixels, latent, likelihood, kl):
    if likelihood == kl:
        return 1.0
    return pixels if likelihood == "mean" else 1 / latent


@wrong("first the one, then the other")
def likelihood_not_counted(pixels, latent, likelihood, kl):
    return 1 / latent if kl == "mean" else 1.0
