import torch

from gantutor.checks.engine.assertions import wrong


@torch.no_grad()
def gap(critic, x, y):
    return critic(x).mean() - critic(y).mean()


@wrong("Change the layer's own weights")
def a_copy(critic, x, y, target):
    with torch.no_grad():
        critic[-1].weight.mul(target / gap(critic, x, y))


@wrong("Change the layer's own weights")
def moves_the_bias(critic, x, y, target):
    with torch.no_grad():
        critic[-1].bias.add_(target - gap(critic, x, y))


@wrong("to the power L in f")
def in_every_layer(critic, x, y, target):
    factor = target / gap(critic, x, y)
    with torch.no_grad():
        for p in critic.parameters():
            p.mul_(factor)


@wrong("the target over the gap")
def forgets_the_gap(critic, x, y, target):
    with torch.no_grad():
        critic[-1].weight.mul_(target)


@wrong("then the factor is below 0 as well")
def by_its_size(critic, x, y, target):
    with torch.no_grad():
        critic[-1].weight.mul_(target / gap(critic, x, y).abs())


@wrong("ranks the fakes above the data")
def never_below_zero(critic, x, y, target):
    with torch.no_grad():
        critic[-1].weight.mul_(abs(target) / gap(critic, x, y))


@wrong("Only a factor, and perhaps a constant")
def other_weights(critic, x, y, target):
    with torch.no_grad():
        inside = critic[:-1]
        way = inside(x).mean(0) - inside(y).mean(0)
        critic[-1].weight.copy_(target * way / way.square().sum())


@wrong("the others stay as they are")
def in_the_first_layer(critic, x, y, target):
    """ReLU passes a factor above 0 on; the sign is left to the last layer."""
    factor = target / gap(critic, x, y)
    with torch.no_grad():
        for p in (critic[0].weight, critic[0].bias, critic[2].bias):
            p.mul_(factor.abs())
        critic[-1].weight.mul_(factor.sign())


@wrong("able to learn after it")
def frozen(critic, x, y, target):
    factor = target / gap(critic, x, y)
    critic[-1].weight.requires_grad_(False)
    critic[-1].weight.mul_(factor)


@wrong("the others stay as they are")
def clears_the_gradients(critic, x, y, target):
    factor = target / gap(critic, x, y)
    with torch.no_grad():
        critic[-1].weight.mul_(factor)
        for p in critic.parameters():
            p.grad = torch.zeros_like(p)
