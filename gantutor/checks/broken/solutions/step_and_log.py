def step_and_log(critic, optimiser, x, y, penalty):
    """Take a critic step; return the estimate of W1, for the log."""
    gap = critic(x).mean() - critic(y).mean()
    loss = penalty(critic, x, y) - gap
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    return gap.item()
