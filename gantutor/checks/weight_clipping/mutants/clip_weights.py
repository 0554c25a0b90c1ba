import torch
from torch import nn

from gantutor.checks.engine.assertions import wrong


@wrong("`p.clamp` makes a copy")
def clips_a_copy(critic, c):
    for p in critic.parameters():
        p.clamp(-c, c)


@wrong("`p.clamp` makes a copy")
def clips_gradients_instead(critic, c):
    for p in critic.parameters():
        if p.grad is not None:
            p.grad.clamp_(-c, c)


@wrong("not their gradients")
def clips_gradients_too(critic, c):
    with torch.no_grad():
        for p in critic.parameters():
            p.clamp_(-c, c)
            if p.grad is not None:
                p.grad.clamp_(-c, c)


@wrong("two sides")
def positive_only(critic, c):
    with torch.no_grad():
        for p in critic.parameters():
            p.clamp_(0, c)


@wrong("do not rescale")
def rescales(critic, c):
    with torch.no_grad():
        for p in critic.parameters():
            p.mul_(c / p.abs().max())


@wrong("Clip all layers")
def first_layer(critic, c):
    with torch.no_grad():
        for p in critic[0].parameters():
            p.clamp_(-c, c)


@wrong("Biases are parameters")
def weights_without_biases(critic, c):
    with torch.no_grad():
        for layer in critic:
            if isinstance(layer, nn.Linear):
                layer.weight.clamp_(-c, c)


@wrong("Running means and variances")
def everything_in_the_state(critic, c):
    for value in critic.state_dict().values():
        if value.is_floating_point():
            value.clamp_(-c, c)


@wrong("c comes with the call")
def always_a_tenth(critic, c):
    with torch.no_grad():
        for p in critic.parameters():
            p.clamp_(-0.1, 0.1)


@wrong("also inside of others")
def layers_of_the_first_level(critic, c):
    with torch.no_grad():
        for layer in critic:
            for name in ("weight", "bias"):
                if hasattr(layer, name):
                    getattr(layer, name).clamp_(-c, c)


@wrong("make no new ones")
def new_parameters(critic, c):
    for module in critic.modules():
        for name, p in list(module.named_parameters(recurse=False)):
            grad = p.grad
            setattr(module, name, nn.Parameter(p.detach().clamp(-c, c)))
            getattr(module, name).grad = grad


@wrong("able to learn after it")
def frozen(critic, c):
    for p in critic.parameters():
        p.requires_grad = False
        p.clamp_(-c, c)
