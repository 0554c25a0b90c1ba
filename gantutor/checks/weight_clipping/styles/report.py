import torch
from torch import nn


def weight_and_bias(critic, x, y, target):
    factor = target / (critic(x).mean() - critic(y).mean()).item()
    last = critic[-1]
    last.weight.data *= factor
    last.bias.data *= factor


@torch.no_grad()
def by_the_last_linear_layer(critic, x, y, target):
    *_, last = (layer for layer in critic.modules() if isinstance(layer, nn.Linear))
    unit = (critic(x).mean() - critic(y).mean()) / target
    last.weight.copy_(last.weight / unit)


def centred_as_well(critic, x, y, target):
    with torch.no_grad():
        critic[-1].bias.zero_()
        fx, fy = critic(x), critic(y)
        critic[-1].weight.copy_(critic[-1].weight * target / (fx.mean() - fy.mean()))
        critic[-1].bias.sub_(critic(y).mean())


def through_the_state(critic, x, y, target):
    with torch.no_grad():
        factor = target / (critic(x).mean() - critic(y).mean())
    state = {name: value.clone() for name, value in critic[-1].state_dict().items()}
    critic[-1].load_state_dict({name: factor * value for name, value in state.items()})
