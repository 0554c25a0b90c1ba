from gantutor.checks.engine.assertions import wrong


@wrong("What did the generator's step do")
def as_found(
    critic,
    generator,
    critic_optimiser,
    generator_optimiser,
    x,
    z_critic,
    z,
):
    """A critic step, up on x and down on G(z); then a generator step."""
    gap = critic(x).mean() - critic(generator(z_critic).detach()).mean()
    critic_optimiser.zero_grad()
    (-gap).backward()
    critic_optimiser.step()

    gap = critic(x).mean() - critic(generator(z)).mean()
    generator_optimiser.zero_grad()
    (-gap).backward()
    generator_optimiser.step()


def critic_step(critic, generator, optimiser, x, z, sign=-1):
    gap = critic(x).mean() - critic(generator(z).detach()).mean()
    optimiser.zero_grad()
    (sign * gap).backward()
    optimiser.step()


def generator_step(loss, optimiser):
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()


@wrong("The critic's half was right")
def critic_turned_instead(critic, generator, for_critic, for_generator, x, z_critic, z):
    critic_step(critic, generator, for_critic, x, z_critic, sign=1)
    gap = critic(x).mean() - critic(generator(z)).mean()
    generator_step(-gap, for_generator)


@wrong("the critic is wrong about them")
def a_distance_is_positive(critic, generator, for_critic, for_generator, x, z_critic, z):
    critic_step(critic, generator, for_critic, x, z_critic)
    gap = critic(x).mean() - critic(generator(z)).mean()
    generator_step(gap.abs(), for_generator)


@wrong("did not move")
def cut_off(critic, generator, for_critic, for_generator, x, z_critic, z):
    critic_step(critic, generator, for_critic, x, z_critic)
    gap = critic(x).mean() - critic(generator(z).detach()).mean()
    generator_step(gap, for_generator)


@wrong("that of its own loss alone")
def gradients_kept(critic, generator, for_critic, for_generator, x, z_critic, z):
    (critic(generator(z_critic).detach()).mean() - critic(x).mean()).backward()
    for_critic.step()
    (-critic(generator(z)).mean()).backward()
    for_generator.step()


@wrong("able to learn after it")
def critic_left_frozen(critic, generator, for_critic, for_generator, x, z_critic, z):
    critic_step(critic, generator, for_critic, x, z_critic)
    critic.requires_grad_(False)
    generator_step(-critic(generator(z)).mean(), for_generator)
