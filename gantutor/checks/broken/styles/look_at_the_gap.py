import copy

import torch

from gantutor.training.evaluating import evaluating


def on_a_copy(critic, x, y):
    looked_at = copy.deepcopy(critic).eval()
    return (looked_at(x).mean() - looked_at(y).mean()).item()


def put_back_in_the_end(critic, x, y):
    modes = [(module, module.training) for module in critic.modules()]
    try:
        with torch.inference_mode():
            fx, fy = critic.eval()(x), critic(y)
        return float(fx.mean()) - float(fy.mean())
    finally:
        for module, mode in modes:
            module.training = mode


def with_the_package(critic, x, y):
    with evaluating(critic), torch.no_grad():
        return (critic(x).mean() - critic(y).mean()).item()
