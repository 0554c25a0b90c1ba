import torch
from torch import nn

from gantutor.checks.engine.assertions import wrong


@wrong("Print the critic's state")
def as_found(critic, c):
    """Put the critic's weights back into [-c, c], after each step."""
    for value in critic.state_dict().values():
        if value.is_floating_point():  # the others only count batches
            value.clamp_(-c, c)


@wrong("There is more than one")
def spares_the_variance_alone(critic, c):
    for name, value in critic.state_dict().items():
        if value.is_floating_point() and "running_var" not in name:
            value.clamp_(-c, c)


@wrong("γ and β")
def spares_the_layer_altogether(critic, c):
    with torch.no_grad():
        for layer in critic:
            if not isinstance(layer, nn.BatchNorm1d):
                for p in layer.parameters():
                    p.clamp_(-c, c)


@wrong("biases are parameters too")
def matrices_only(critic, c):
    with torch.no_grad():
        for p in critic.parameters():
            if p.dim() > 1:
                p.clamp_(-c, c)


@wrong("also inside of others")
def layers_of_the_first_level(critic, c):
    with torch.no_grad():
        for layer in critic:
            for name in ("weight", "bias"):
                if getattr(layer, name, None) is not None:
                    getattr(layer, name).clamp_(-c, c)


@wrong("able to learn after it")
def frozen(critic, c):
    for p in critic.parameters():
        p.requires_grad = False
        p.clamp_(-c, c)
