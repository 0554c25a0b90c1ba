import torch


def keep_small(critic, c):
    """Put all weights of the critic back into [-c, c]; called after each of its steps."""
    with torch.no_grad():
        for p in critic.parameters():  # statistics are buffers, not parameters
            p.clamp_(-c, c)
