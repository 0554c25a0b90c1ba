import torch

from gantutor.checks.engine.assertions import wrong


def reinforced(reward, rng, steps=250, batch=200, rate=0.1, sign=1.0, baseline=True, start=None):
    logits = torch.zeros(3, 3, requires_grad=True)
    optimiser = torch.optim.Adam([logits], lr=rate)
    for _ in range(steps):
        log_p = torch.log_softmax(logits, dim=1)
        x = torch.multinomial(log_p.exp().detach(), batch, replacement=True, generator=rng).T
        r = reward(x)
        r = r - r.mean() if baseline else r
        optimiser.zero_grad()
        (-sign * r * log_p[torch.arange(3), x].sum(1)).mean().backward()
        optimiser.step()
    return logits.detach()


@wrong("mind its sign")
def the_loss_raised(reward, rng):
    return reinforced(reward, rng, sign=-1.0)


@wrong("Do the steps reach the logits")
def never_stepped(reward, rng):
    return reinforced(reward, rng, rate=0.0)


@wrong("subtract a baseline")
def without_a_baseline(reward, rng):
    return reinforced(reward, rng, steps=1500, batch=8, rate=0.3, baseline=False)


@wrong("not yet likely enough")
def stopped_early(reward, rng):
    return reinforced(reward, rng, steps=20, batch=2000)


@wrong("200 times 200")
def over_budget(reward, rng):
    return reinforced(reward, rng, steps=1000)


@wrong("Get the shape right first")
def probabilities_of_sequences(reward, rng):
    return reinforced(reward, rng).flatten()


@wrong("Return its logits")
def probabilities(reward, rng):
    return torch.softmax(reinforced(reward, rng), dim=1)
