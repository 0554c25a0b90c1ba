from gantutor.checks.engine.assertions import wrong


@wrong("The other way round")
def upside_down(weight, latent, pixels):
    return weight * 2 * latent / pixels


@wrong("The ½ of L_G")
def half_forgotten(weight, latent, pixels):
    return weight * pixels / latent


@wrong("The KL is averaged as well")
def latent_forgotten(weight, latent, pixels):
    return weight * pixels / 2


@wrong("The squared error is averaged as well")
def pixels_forgotten(weight, latent, pixels):
    return weight / latent / 2


@wrong("the two shrink by different factors")
def the_same(weight, latent, pixels):
    return weight


@wrong("gradients point the same way")
def weight_forgotten(weight, latent, pixels):
    return pixels / latent / 2
