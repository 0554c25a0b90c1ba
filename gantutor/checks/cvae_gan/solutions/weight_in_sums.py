def weight_in_sums(weight, latent, pixels):
    """The λ₁ of sums that stands for `weight` of means."""
    # weight/latent · KL + 2/pixels · ½‖x − x_f‖², times pixels/2
    return weight / latent * pixels / 2
