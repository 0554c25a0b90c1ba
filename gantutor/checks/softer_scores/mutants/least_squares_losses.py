import torch

from gantutor.checks.engine.assertions import wrong


@wrong("twice as large")
def no_halves(fx, fy):
    return ((fx - 1) ** 2).mean() + (fy**2).mean(), ((fy - 1) ** 2).mean()


@wrong("Both terms have the factor")
def half_of_the_first(fx, fy):
    return ((fx - 1) ** 2).mean() / 2 + (fy**2).mean(), ((fy - 1) ** 2).mean() / 2


@wrong("its own mean")
def mean_of_all(fx, fy):
    everything = torch.cat([(fx - 1) ** 2, fy**2])
    return everything.mean() / 2, ((fy - 1) ** 2).mean() / 2


@wrong("draws real samples to 1")
def targets_swapped(fx, fy):
    return (fx**2).mean() / 2 + ((fy - 1) ** 2).mean() / 2, ((fy - 1) ** 2).mean() / 2


@wrong("The critic wants them at 0")
def generator_to_zero(fx, fy):
    return ((fx - 1) ** 2).mean() / 2 + (fy**2).mean() / 2, (fy**2).mean() / 2


@wrong("no least value")
def generator_against_the_critic(fx, fy):
    return ((fx - 1) ** 2).mean() / 2 + (fy**2).mean() / 2, -(fy**2).mean() / 2


@wrong("with no sigmoid")
def through_a_sigmoid(fx, fy):
    fx, fy = torch.sigmoid(fx), torch.sigmoid(fy)
    return ((fx - 1) ** 2).mean() / 2 + (fy**2).mean() / 2, ((fy - 1) ** 2).mean() / 2


@wrong("its own samples")
def generator_on_real_samples(fx, fy):
    return ((fx - 1) ** 2).mean() / 2 + (fy**2).mean() / 2, ((fx - 1) ** 2).mean() / 2


@wrong("First the critic's loss")
def generator_first(fx, fy):
    return ((fy - 1) ** 2).mean() / 2, ((fx - 1) ** 2).mean() / 2 + (fy**2).mean() / 2


@wrong("with a plus")
def generator_with_a_minus(fx, fy):
    return ((fx - 1) ** 2).mean() / 2 + (fy**2).mean() / 2, -((fy - 1) ** 2).mean() / 2
