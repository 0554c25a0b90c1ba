from torch.nn.functional import softplus


def discriminator_loss(fx, fy):
    """Mean -log σ(fx) + mean -log(1 - σ(fy)), from the logits; a scalar tensor."""
    return softplus(-fx).mean() + softplus(fy).mean()
