from gantutor.checks.engine.assertions import wrong


@wrong("How far did it move?")
def as_found(
    critic,
    generator,
    critic_optimiser,
    generator_optimiser,
    x,
    z_critic,
    z,
    penalty,
):
    """One step of the critic, then one of the generator."""
    y = generator(z_critic).detach()
    loss = critic(y).mean() - critic(x).mean() + penalty(critic, x, y)
    critic_optimiser.zero_grad()
    loss.backward()
    critic_optimiser.step()

    critic.requires_grad_(False)  # this step is the generator's alone
    loss = -critic(generator(z)).mean()
    generator_optimiser.zero_grad()
    loss.backward()
    generator_optimiser.step()


def critic_step(critic, generator, for_critic, x, z_critic, penalty):
    y = generator(z_critic).detach()
    for_critic.zero_grad()
    (critic(y).mean() - critic(x).mean() + penalty(critic, x, y)).backward()
    for_critic.step()


def generator_step(critic, generator, for_generator, z):
    for_generator.zero_grad()
    (-critic(generator(z)).mean()).backward()
    for_generator.step()


@wrong("How far did it move?")
def the_last_layer_thawed(critic, generator, for_critic, for_generator, x, z_critic, z, penalty):
    critic_step(critic, generator, for_critic, x, z_critic, penalty)
    critic.requires_grad_(False)
    generator_step(critic, generator, for_generator, z)
    critic[-1].requires_grad_(True)


@wrong("able to learn after it")
def thawed_at_the_beginning(critic, generator, for_critic, for_generator, x, z_critic, z, penalty):
    critic.requires_grad_(True)
    critic_step(critic, generator, for_critic, x, z_critic, penalty)
    critic.requires_grad_(False)
    generator_step(critic, generator, for_generator, z)


@wrong("cleared before its own backward pass")
def not_cleared(critic, generator, for_critic, for_generator, x, z_critic, z, penalty):
    y = generator(z_critic).detach()
    (critic(y).mean() - critic(x).mean() + penalty(critic, x, y)).backward()
    for_critic.step()
    generator_step(critic, generator, for_generator, z)


@wrong("leave the mode as you found it")
def in_evaluation_mode(critic, generator, for_critic, for_generator, x, z_critic, z, penalty):
    critic_step(critic, generator, for_critic, x, z_critic, penalty)
    generator_step(critic.eval(), generator, for_generator, z)


@wrong("a critic that has learned three times")
def the_generator_left_frozen(
    critic, generator, for_critic, for_generator, x, z_critic, z, penalty
):
    critic_step(critic, generator, for_critic, x, z_critic, penalty)
    generator_step(critic, generator, for_generator, z)
    generator.requires_grad_(False)  # the critic is next


@wrong("belongs to the step of the critic alone")
def both_steps_detached(critic, generator, for_critic, for_generator, x, z_critic, z, penalty):
    critic_step(critic, generator, for_critic, x, z_critic, penalty)
    for_generator.zero_grad()
    (-critic(generator(z).detach()).mean()).backward()
    for_generator.step()
