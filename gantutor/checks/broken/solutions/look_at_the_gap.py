import torch


def look_at_the_gap(critic, x, y):
    """mean f(x) − mean f(y) as a number, for the log."""
    training = critic.training
    critic.eval()
    with torch.no_grad():
        gap = critic(x).mean() - critic(y).mean()
    critic.train(training)
    return gap.item()
