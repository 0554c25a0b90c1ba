import torch


def losses(critic, generator, critic_optimiser, generator_optimiser, x, z_critic, z):
    with torch.no_grad():
        y = generator(z_critic)
    critic_optimiser.zero_grad(set_to_none=True)
    (critic(y).mean() - critic(x).mean()).backward()
    critic_optimiser.step()
    generator_optimiser.zero_grad()
    critic(generator(z)).mean().neg().backward()
    generator_optimiser.step()


def frozen_for_the_generators_step(critic, generator, for_critic, for_generator, x, z_critic, z):
    critic.zero_grad()
    (critic(generator(z_critic).detach()) - critic(x)).mean().backward()
    for_critic.step()
    critic.requires_grad_(False)
    generator.zero_grad()
    (-critic(generator(z))).mean().backward()
    for_generator.step()
    critic.requires_grad_(True)


def by_grad(critic, generator, for_critic, for_generator, x, z_critic, z):
    def step(net, optimiser, loss):
        parameters = list(net.parameters())
        for p, slope in zip(parameters, torch.autograd.grad(loss, parameters)):
            p.grad = slope
        optimiser.step()

    y = generator(z_critic)
    step(critic, for_critic, critic(y).mean() - critic(x).mean())
    step(generator, for_generator, critic(x).mean().detach() - critic(generator(z)).mean())
