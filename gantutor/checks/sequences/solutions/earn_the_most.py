import torch


def earn_the_most(reward, rng):
    """Nine logits whose softmax earns nearly all that can be earned."""
    logits = torch.zeros(3, 3, requires_grad=True)
    optimiser = torch.optim.Adam([logits], lr=0.1)
    for _ in range(250):
        log_p = torch.log_softmax(logits, dim=1)
        drawn = torch.multinomial(log_p.exp().detach(), 200, replacement=True, generator=rng)
        x = drawn.T  # (200, 3)
        r = reward(x)
        others = (r.sum() - r) / (len(r) - 1)  # a baseline for each draw
        likely = log_p[torch.arange(3), x].sum(dim=1)
        optimiser.zero_grad()
        (-(r - others) * likely).mean().backward()
        optimiser.step()
    return logits.detach()
