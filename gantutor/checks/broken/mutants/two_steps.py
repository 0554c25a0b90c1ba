from gantutor.checks.engine.assertions import wrong


@wrong("Follow the generator's gradient")
def as_found(
    critic,
    generator,
    critic_optimiser,
    generator_optimiser,
    x,
    z_critic,
    z,
):
    """One step of the critic, then one of the generator."""
    y = generator(z_critic).detach()
    critic_loss = critic(y).mean() - critic(x).mean()
    critic_optimiser.zero_grad()
    critic_loss.backward()
    critic_optimiser.step()

    generator_loss = -critic(generator(z)).mean()
    critic_optimiser.zero_grad()  # the loss runs through the critic as well
    generator_loss.backward()
    generator_optimiser.step()


@wrong("by which backward pass")
def the_other_one_forgotten(critic, generator, for_critic, for_generator, x, z_critic, z):
    y = generator(z_critic).detach()
    for_generator.zero_grad()
    (critic(y).mean() - critic(x).mean()).backward()
    for_critic.step()
    for_generator.zero_grad()
    (-critic(generator(z)).mean()).backward()
    for_generator.step()


@wrong("by which backward pass")
def once_between_the_steps(critic, generator, for_critic, for_generator, x, z_critic, z):
    y = generator(z_critic).detach()
    (critic(y).mean() - critic(x).mean()).backward()
    for_critic.step()
    for_generator.zero_grad()
    (-critic(generator(z)).mean()).backward()
    for_generator.step()


@wrong("each one comes before its own backward pass")
def cleared_too_late(critic, generator, for_critic, for_generator, x, z_critic, z):
    y = generator(z_critic).detach()
    for_critic.zero_grad()
    (critic(y).mean() - critic(x).mean()).backward()
    for_critic.step()
    (-critic(generator(z)).mean()).backward()
    for_generator.zero_grad()
    for_generator.step()


@wrong("leave the mode as you found it")
def critic_left_in_evaluation_mode(critic, generator, for_critic, for_generator, x, z_critic, z):
    y = generator(z_critic).detach()
    for_critic.zero_grad()
    (critic(y).mean() - critic(x).mean()).backward()
    for_critic.step()
    for_generator.zero_grad()
    (-critic.eval()(generator(z)).mean()).backward()
    for_generator.step()
