import numpy as np

from gantutor.checks.engine.assertions import wrong


@wrong("cancels one of the two")
def noise_alone(f, slope, mean, std, noise):
    z = mean + std * noise
    return slope(z), f(z) * noise


@wrong("has a plus")
def sign(f, slope, mean, std, noise):
    z = mean + std * noise
    return slope(z), f(z) * (mean - z) / std**2


@wrong("Asked is the one by μ")
def by_the_deviation(f, slope, mean, std, noise):
    z = mean + std * noise
    return slope(z) * noise, f(z) * noise / std


@wrong("take it at z")
def slope_at_the_noise(f, slope, mean, std, noise):
    return slope(noise), f(mean + std * noise) * noise / std


@wrong("f itself is multiplied")
def slope_in_both(f, slope, mean, std, noise):
    z = mean + std * noise
    return slope(z), slope(z) * noise / std


@wrong("Get the shape right first")
def means(f, slope, mean, std, noise):
    z = mean + std * noise
    return np.mean(slope(z)), np.mean(f(z) * noise / std)


@wrong("A baseline does not change the mean")
def with_a_baseline(f, slope, mean, std, noise):
    z = mean + std * noise
    return slope(z), (f(z) - f(z).mean()) * noise / std
