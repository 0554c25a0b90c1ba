import torch
from torch.nn.functional import softplus

from gantutor.checks.engine.assertions import wrong


@wrong("Stay on the logits")
def log_of_a_sigmoid(fx, fy):
    return -torch.sigmoid(fx).log().mean() - (1 - torch.sigmoid(fy)).log().mean()


@wrong("Stay on the logits")
def with_epsilon(fx, fy):
    tiny = 1e-12
    return -(torch.sigmoid(fx) + tiny).log().mean() - (1 - torch.sigmoid(fy) + tiny).log().mean()


@wrong("It should be steepest")
def clipped_in_both_directions(fx, fy):
    loss = softplus(-fx).mean() + softplus(fy).mean()
    near = softplus(-fx.clamp(-20, 20)).mean() + softplus(fy.clamp(-20, 20)).mean()
    return loss.detach() + near - near.detach()


@wrong("rewards calling real samples generated")
def labels_swapped(fx, fy):
    return softplus(fx).mean() + softplus(-fy).mean()


@wrong("Each side has its own mean")
def mean_over_both(fx, fy):
    return torch.cat([softplus(-fx), softplus(fy)]).mean()


@wrong("not the sum")
def sums(fx, fy):
    return softplus(-fx).sum() + softplus(fy).sum()


@wrong("minus that value")
def the_value(fx, fy):
    return -softplus(-fx).mean() - softplus(fy).mean()


@wrong("the size of its own batch")
def both_divided_by_one_size(fx, fy):
    return (softplus(-fx).sum() + softplus(fy).sum()) / len(fx)
