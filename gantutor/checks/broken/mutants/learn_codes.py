import torch

from gantutor.checks.engine.assertions import wrong


@wrong("by the variance")
def as_found(encoder, decoder, optimiser, x, noise, std):
    """A step of an autoencoder; return the codes, for the map."""
    mean, logvar = encoder(x).chunk(2, dim=1)
    z = mean + torch.exp(logvar) * noise
    errors = (x - decoder(z)).square().sum(dim=1) / (2 * std**2)
    kl = 0.5 * (mean.square() + logvar.exp() - 1 - logvar).sum(dim=1)
    optimiser.zero_grad()
    (errors + kl).mean().backward()
    optimiser.step()
    return z.detach()


def step_with(encoder, decoder, optimiser, x, noise, std, spread, price=None, of_errors=1.0):
    mean, logvar = encoder(x).chunk(2, dim=1)
    z = mean + spread(logvar) * noise
    errors = of_errors * (x - decoder(z)).square().sum(1) / (2 * std**2)
    logvar = logvar if price is None else price(logvar)
    kl = 0.5 * (mean.square() + logvar.exp() - 1 - logvar).sum(1)
    optimiser.zero_grad()
    (errors + kl).mean().backward()
    optimiser.step()
    return z.detach()


def deviation(logvar):
    return torch.exp(0.5 * logvar)


@wrong("the encoder speaks of log σ²")
def in_another_convention(*arguments):
    return step_with(*arguments, torch.exp, lambda s: 2 * s)


@wrong("A code is drawn")
def always_the_mean(*arguments):
    return step_with(*arguments, torch.zeros_like)


@wrong("a deviation σ is charged for σ")
def square_in_the_price(*arguments):
    return step_with(*arguments, deviation, lambda v: 0.5 * v)


@wrong("by the codes as well as by its price")
def spread_detached(*arguments):
    return step_with(*arguments, lambda v: deviation(v).detach())


@wrong("divided by 2 std²")
def half_forgotten(*arguments):
    return step_with(*arguments, deviation, of_errors=2.0)


@wrong("before the step")
def codes_of_the_next_step(encoder, decoder, optimiser, x, noise, std):
    step_with(encoder, decoder, optimiser, x, noise, std, deviation)
    with torch.no_grad():
        mean, logvar = encoder(x).chunk(2, dim=1)
        return mean + deviation(logvar) * noise


@wrong("cut off from its graph")
def with_its_graph(encoder, decoder, optimiser, x, noise, std):
    mean, logvar = encoder(x).chunk(2, dim=1)
    z = mean + deviation(logvar) * noise
    step_with(encoder, decoder, optimiser, x, noise, std, deviation)
    return z
