import torch


def without_a_graph(critic_step, generator_step, generator, real, latent, n_critic):
    for _ in range(n_critic):
        with torch.no_grad():
            y = generator(latent())
        critic_step(real(), y)
    y = generator(latent())
    generator_step(y)


def all_drawn_first(critic_step, generator_step, generator, real, latent, n_critic):
    pairs = [(real(), generator(latent()).detach()) for _ in range(n_critic)]
    for pair in pairs:
        critic_step(*pair)
    generator_step(generator(latent()))


def counted_down(critic_step, generator_step, generator, real, latent, n_critic):
    while n_critic > 0:
        critic_step(real(), generator(latent()).data)
        n_critic -= 1
    generator_step(generator(latent()))
