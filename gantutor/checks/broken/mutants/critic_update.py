from gantutor.checks.engine.assertions import wrong


@wrong("look at the generator's parameters")
def as_found(critic, generator, optimiser, x, z):
    """One step of the critic: up on the data x, down on the fakes G(z)."""
    y = generator(z)
    loss = critic(y).mean() - critic(x).mean()
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()


@wrong("look at the generator's parameters")
def result_of_detach_dropped(critic, generator, optimiser, x, z):
    y = generator(z)
    y.detach()
    loss = critic(y).mean() - critic(x).mean()
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()


@wrong("look at the generator's parameters")
def generator_in_eval_mode(critic, generator, optimiser, x, z):
    generator.eval()
    y = generator(z)
    generator.train()
    loss = critic(y).mean() - critic(x).mean()
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()


@wrong("both halves of the gap")
def scores_cut_off(critic, generator, optimiser, x, z):
    loss = critic(generator(z)).detach().mean() - critic(x).mean()
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()


@wrong("still be able to learn")
def generator_frozen_for_good(critic, generator, optimiser, x, z):
    generator.requires_grad_(False)
    y = generator(z)
    loss = critic(y).mean() - critic(x).mean()
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()


@wrong("How far back did it run")
def computed_and_thrown_away(critic, generator, optimiser, x, z):
    y = generator(z)
    loss = critic(y).mean() - critic(x).mean()
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    generator.zero_grad()


@wrong("begins with empty gradients")
def gradients_kept(critic, generator, optimiser, x, z):
    (critic(generator(z).detach()).mean() - critic(x).mean()).backward()
    optimiser.step()


@wrong("leave the mode as you found it")
def generator_left_in_evaluation_mode(critic, generator, optimiser, x, z):
    y = generator.eval()(z).detach()
    optimiser.zero_grad()
    (critic(y).mean() - critic(x).mean()).backward()
    optimiser.step()
