import torch


def clip_weights(critic, c):
    """Put every weight and bias of the critic back into [-c, c], in place.

    Return the share of all their entries that was outside.
    """
    outside = total = 0
    with torch.no_grad():  # no part of what is differentiated
        for p in critic.parameters():
            outside += (p.abs() > c).sum().item()
            total += p.numel()
            p.clamp_(-c, c)
    return outside / total
