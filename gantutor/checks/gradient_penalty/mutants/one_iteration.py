import torch

from gantutor.checks.engine.assertions import wrong


def critic_step(critic, optimiser, x, y, penalty):
    optimiser.zero_grad()
    (critic(y).mean() - critic(x).mean() + penalty(critic, x, y)).backward()
    optimiser.step()


def generator_step(critic, generator, optimiser, z, sign=-1):
    optimiser.zero_grad()
    (sign * critic(generator(z)).mean()).backward()
    optimiser.step()


@wrong("The generator wants high values")
def generators_sign(critic, generator, for_critic, for_generator, batches, z, penalty):
    for x, z_critic in batches:
        critic_step(critic, for_critic, x, generator(z_critic).detach(), penalty)
    generator_step(critic, generator, for_generator, z, sign=1)


@wrong("high on real, low on generated")
def critics_sign(critic, generator, for_critic, for_generator, batches, z, penalty):
    for x, z_critic in batches:
        y = generator(z_critic).detach()
        for_critic.zero_grad()
        (critic(x).mean() - critic(y).mean() + penalty(critic, x, y)).backward()
        for_critic.step()
    generator_step(critic, generator, for_generator, z)


@wrong("ran back into the generator")
def not_detached(critic, generator, for_critic, for_generator, batches, z, penalty):
    for x, z_critic in batches:
        critic_step(critic, for_critic, x, generator(z_critic), penalty)
    generator_step(critic, generator, for_generator, z)


@wrong("its own optimiser's zero_grad()")
def zero_grad_on_the_wrong_network(
    critic, generator, for_critic, for_generator, batches, z, penalty
):
    for x, z_critic in batches:
        y = generator(z_critic).detach()
        for_generator.zero_grad()
        (critic(y).mean() - critic(x).mean() + penalty(critic, x, y)).backward()
        for_critic.step()
    for_critic.zero_grad()
    (-critic(generator(z)).mean()).backward()
    for_generator.step()


@wrong("once, after all the critic steps")
def n_critic_ignored(critic, generator, for_critic, for_generator, batches, z, penalty):
    for x, z_critic in batches:
        critic_step(critic, for_critic, x, generator(z_critic).detach(), penalty)
        generator_step(critic, generator, for_generator, z)


@wrong("in every critic step")
def penalty_left_out(critic, generator, for_critic, for_generator, batches, z, penalty):
    for x, z_critic in batches:
        critic_step(critic, for_critic, x, generator(z_critic).detach(), lambda critic, x, y: 0.0)
    generator_step(critic, generator, for_generator, z)


@wrong("real first")
def real_and_generated_swapped_in_the_penalty(
    critic, generator, for_critic, for_generator, batches, z, penalty
):
    for x, z_critic in batches:
        y = generator(z_critic).detach()
        critic_step(critic, for_critic, x, y, lambda critic, x, y: penalty(critic, y, x))
    generator_step(critic, generator, for_generator, z)


@wrong("able to learn after it")
def critic_left_frozen(critic, generator, for_critic, for_generator, batches, z, penalty):
    for x, z_critic in batches:
        critic_step(critic, for_critic, x, generator(z_critic).detach(), penalty)
    critic.requires_grad_(False)
    generator_step(critic, generator, for_generator, z)


@wrong("leave the mode as you found it")
def generator_left_in_evaluation_mode(
    critic, generator, for_critic, for_generator, batches, z, penalty
):
    for x, z_critic in batches:
        y = generator.eval()(z_critic).detach()
        critic_step(critic, for_critic, x, y, penalty)
    generator_step(critic, generator, for_generator, z)


@wrong("from the z_critic of its batch")
def noise_of_the_generator(critic, generator, for_critic, for_generator, batches, z, penalty):
    for x, _ in batches:
        critic_step(critic, for_critic, x, generator(z).detach(), penalty)
    generator_step(critic, generator, for_generator, z)


@wrong("not that of the critic's last batch")
def noise_of_the_last_batch(critic, generator, for_critic, for_generator, batches, z, penalty):
    for x, z_critic in batches:
        critic_step(critic, for_critic, x, generator(z_critic).detach(), penalty)
    generator_step(critic, generator, for_generator, z_critic)


@wrong("it had moved before the critic did")
def generator_first(critic, generator, for_critic, for_generator, batches, z, penalty):
    generator_step(critic, generator, for_generator, z)
    for x, z_critic in batches:
        critic_step(critic, for_critic, x, generator(z_critic).detach(), penalty)


@wrong("no sums over the batch")
def sums(critic, generator, for_critic, for_generator, batches, z, penalty):
    for x, z_critic in batches:
        for_critic.zero_grad()
        y = generator(z_critic).detach()
        (critic(y).sum() - critic(x).sum() + penalty(critic, x, y)).backward()
        for_critic.step()
    generator_step(critic, generator, for_generator, z)


@wrong("not one with all of them together")
def all_batches_at_once(critic, generator, for_critic, for_generator, batches, z, penalty):
    x, z_critic = (torch.cat(part) for part in zip(*batches, strict=True))
    critic_step(critic, for_critic, x, generator(z_critic).detach(), penalty)
    generator_step(critic, generator, for_generator, z)
