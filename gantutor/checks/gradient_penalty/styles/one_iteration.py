import torch


def frozen_for_the_generators_step(
    critic, generator, for_critic, for_generator, batches, z, penalty
):
    for x, z_critic in batches:
        with torch.no_grad():
            y = generator(z_critic)
        for_critic.zero_grad(set_to_none=True)
        (critic(y) - critic(x)).mean().backward()
        penalty(critic, x, y).backward()
        for_critic.step()
    for p in critic.parameters():
        p.requires_grad = False
    for_generator.zero_grad()
    critic(generator(z)).mean().neg().backward()
    for_generator.step()
    for p in critic.parameters():
        p.requires_grad = True


def gaps(critic, generator, critic_optimiser, generator_optimiser, batches, z, penalty):
    for x, noise in batches:
        y = generator(noise).detach()
        gap = critic(x).mean() - critic(y).mean()
        critic.zero_grad()
        (penalty(critic, x, y) - gap).backward()
        critic_optimiser.step()
    generator.zero_grad()
    (-critic(generator(z)).sum() / len(z)).backward()
    generator_optimiser.step()


def one_forward_pass(critic, generator, for_critic, for_generator, batches, z, penalty):
    for x, z_critic in batches:
        y = generator(z_critic).data
        fx, fy = critic(torch.cat([x, y])).split([len(x), len(y)])
        for_critic.zero_grad()
        (fy.mean() - fx.mean() + penalty(critic, x, y)).backward()
        for_critic.step()
    for_generator.zero_grad()
    y = generator(z)
    critic(y).backward(torch.full_like(critic(y), -1 / len(z)))
    for_generator.step()
