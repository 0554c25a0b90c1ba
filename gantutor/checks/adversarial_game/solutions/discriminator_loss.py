from torch.nn.functional import softplus


def discriminator_loss(fx, fy):
    """Mean -log σ(fx) plus mean -log(1 - σ(fy)); a scalar tensor."""
    return softplus(-fx).mean() + softplus(fy).mean()
