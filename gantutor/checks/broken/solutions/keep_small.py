import torch


def keep_small(critic, c):
    """Put the critic's weights back into [-c, c], after each step."""
    with torch.no_grad():
        for p in critic.parameters():  # statistics are buffers, not parameters
            p.clamp_(-c, c)
