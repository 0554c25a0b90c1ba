import torch
from torch import nn

from gantutor.checks.engine.assertions import wrong


def share(critic, c):
    """What should be returned, counted before anything is clipped."""
    entries = torch.cat([p.detach().flatten() for p in critic.parameters()])
    return (entries.abs() > c).double().mean().item()


@wrong("`p.clamp` makes a copy")
def clips_a_copy(critic, c):
    for p in critic.parameters():
        p.clamp(-c, c)
    return share(critic, c)


@wrong("clip `p`, not `p.grad`")
def clips_gradients_instead(critic, c):
    for p in critic.parameters():
        if p.grad is not None:
            p.grad.clamp_(-c, c)
    return share(critic, c)


@wrong("not their gradients")
def clips_gradients_too(critic, c):
    outside = share(critic, c)
    with torch.no_grad():
        for p in critic.parameters():
            p.clamp_(-c, c)
            if p.grad is not None:
                p.grad.clamp_(-c, c)
    return outside


@wrong("two sides")
def positive_only(critic, c):
    outside = share(critic, c)
    with torch.no_grad():
        for p in critic.parameters():
            p.clamp_(0, c)
    return outside


@wrong("do not rescale")
def rescales(critic, c):
    outside = share(critic, c)
    with torch.no_grad():
        for p in critic.parameters():
            p.mul_(c / p.abs().max())
    return outside


@wrong("Clip all layers")
def first_layer(critic, c):
    outside = share(critic, c)
    with torch.no_grad():
        for p in critic[0].parameters():
            p.clamp_(-c, c)
    return outside


@wrong("Biases are parameters")
def weights_without_biases(critic, c):
    outside = share(critic, c)
    with torch.no_grad():
        for layer in critic:
            if isinstance(layer, nn.Linear):
                layer.weight.clamp_(-c, c)
    return outside


@wrong("Running means and variances")
def everything_in_the_state(critic, c):
    outside = share(critic, c)
    for value in critic.state_dict().values():
        if value.is_floating_point():
            value.clamp_(-c, c)
    return outside


def clipped(critic, c):
    with torch.no_grad():
        for p in critic.parameters():
            p.clamp_(-c, c)


@wrong("c comes with the call")
def always_a_tenth(critic, c):
    outside = share(critic, c)
    clipped(critic, 0.1)
    return outside


@wrong("also inside of others")
def layers_of_the_first_level(critic, c):
    outside = share(critic, c)
    with torch.no_grad():
        for layer in critic:
            for name in ("weight", "bias"):
                if hasattr(layer, name):
                    getattr(layer, name).clamp_(-c, c)
    return outside


@wrong("make no new ones")
def new_parameters(critic, c):
    outside = share(critic, c)
    for module in critic.modules():
        for name, p in list(module.named_parameters(recurse=False)):
            grad = p.grad
            setattr(module, name, nn.Parameter(p.detach().clamp(-c, c)))
            getattr(module, name).grad = grad
    return outside


@wrong("able to learn after it")
def frozen(critic, c):
    outside = share(critic, c)
    for p in critic.parameters():
        p.requires_grad = False
        p.clamp_(-c, c)
    return outside


@wrong("count first")
def counted_too_late(critic, c):
    clipped(critic, c)
    return share(critic, c)


@wrong("divide by the number of all entries")
def a_count(critic, c):
    outside = sum((p.abs() > c).sum().item() for p in critic.parameters())
    clipped(critic, c)
    return outside


@wrong("not a percentage")
def a_percentage(critic, c):
    outside = 100 * share(critic, c)
    clipped(critic, c)
    return outside


@wrong("below -c is outside as well")
def upper_wall(critic, c):
    entries = nn.utils.parameters_to_vector(critic.parameters())
    clipped(critic, c)
    return (entries > c).double().mean().item()


@wrong("Biases are entries too")
def biases_not_counted(critic, c):
    entries = torch.cat([p.flatten() for p in critic.parameters() if p.dim() > 1])
    clipped(critic, c)
    return (entries.abs() > c).double().mean().item()


@wrong("a mean of shares counts")
def mean_of_the_layers(critic, c):
    shares = [(p.abs() > c).double().mean().item() for p in critic.parameters()]
    clipped(critic, c)
    return sum(shares) / len(shares)


@wrong("it need not be moved")
def the_wall_counts(critic, c):
    entries = nn.utils.parameters_to_vector(critic.parameters())
    clipped(critic, c)
    return (entries.abs() >= c).double().mean().item()


@wrong("neither clipped nor counted")
def statistics_are_counted(critic, c):
    state = [v.flatten() for v in critic.state_dict().values() if v.is_floating_point()]
    outside = (torch.cat(state).abs() > c).double().mean().item()
    clipped(critic, c)
    return outside
