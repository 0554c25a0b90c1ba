import torch

from gantutor.checks.engine.assertions import wrong


@wrong("Count the different samples")
def as_found(
    critic_step,
    generator_step,
    generator,
    real,
    latent,
    n_critic,
):
    """`n_critic` critic steps on data and fakes, then a generator step."""
    z = latent()
    for _ in range(n_critic):
        x = real()
        y = generator(z).detach()
        critic_step(x, y)
    generator_step(generator(z))


@wrong("Count the different samples")
def fresh_for_the_generator_alone(critic_step, generator_step, generator, real, latent, n_critic):
    z = latent()
    for _ in range(n_critic):
        critic_step(real(), generator(z).detach())
    generator_step(generator(latent()))


@wrong("has met them already")
def fresh_for_the_critic_alone(critic_step, generator_step, generator, real, latent, n_critic):
    for _ in range(n_critic):
        z = latent()
        critic_step(real(), generator(z).detach())
    generator_step(generator(z))


@wrong("One batch of data for one critic step")
def fresh_noise_on_old_data(critic_step, generator_step, generator, real, latent, n_critic):
    x = real()
    for _ in range(n_critic):
        critic_step(x, generator(latent()).detach())
    generator_step(generator(latent()))


@wrong("comes from `latent()`")
def shaken(critic_step, generator_step, generator, real, latent, n_critic):
    z = latent()
    for _ in range(n_critic):
        z = z + 0.01 * torch.ones_like(z)
        critic_step(real(), generator(z).detach())
    generator_step(generator(z + 0.01))


@wrong("One batch of data for one critic step")
def samples_on_both_sides(critic_step, generator_step, generator, real, latent, n_critic):
    for _ in range(n_critic):
        real()
        critic_step(generator(latent()).detach(), generator(latent()).detach())
    generator_step(generator(latent()))


@wrong("what it learns, keeps and has as gradients stays")
def clears_the_generator(critic_step, generator_step, generator, real, latent, n_critic):
    for _ in range(n_critic):
        critic_step(real(), generator(latent()).detach())
    generator.zero_grad()
    generator_step(generator(latent()))
