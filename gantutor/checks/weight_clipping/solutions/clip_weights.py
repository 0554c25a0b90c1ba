import torch


def clip_weights(critic, c):
    """Put every weight and bias of the module `critic` back into [-c, c], in place."""
    with torch.no_grad():  # a step of the algorithm, not part of the function to differentiate
        for p in critic.parameters():
            p.clamp_(-c, c)
