import torch
from torch.nn.functional import softplus

from gantutor.checks.engine.assertions import wrong


def critic_step(critic, optimiser, x, y):
    optimiser.zero_grad()
    (softplus(-critic(x)).mean() + softplus(critic(y)).mean()).backward()
    optimiser.step()


def generator_step(critic, generator, optimiser, z):
    optimiser.zero_grad()
    softplus(-critic(generator(z))).mean().backward()
    optimiser.step()


@wrong("by their range alone")
def as_the_chapter_shows_it(critic, generator, for_critic, for_generator, digits, z_critic, z):
    generator.eval()
    f = critic(torch.cat([digits, generator(z_critic)]))
    on_digits, on_fakes = f[: len(digits)], f[len(digits) :]
    for_critic.zero_grad()
    (softplus(-on_digits).mean() + softplus(on_fakes).mean()).backward()
    for_critic.step()
    softplus(-critic(generator(z))).mean().backward()
    for_generator.step()


@wrong("by their range alone")
def digits_as_they_are(critic, generator, for_critic, for_generator, digits, z_critic, z):
    critic_step(critic, for_critic, digits, generator(z_critic).detach())
    generator_step(critic, generator, for_generator, z)


@wrong("what the critic says of a digit")
def in_one_batch(critic, generator, for_critic, for_generator, digits, z_critic, z):
    x, y = 2 * digits - 1, generator(z_critic).detach()
    f = critic(torch.cat([x, y]))
    for_critic.zero_grad()
    (softplus(-f[: len(x)]).mean() + softplus(f[len(x) :]).mean()).backward()
    for_critic.step()
    generator_step(critic, generator, for_generator, z)


@wrong("its statistics stand still")
def fakes_in_evaluation_mode(critic, generator, for_critic, for_generator, digits, z_critic, z):
    y = generator.eval()(z_critic).detach()
    generator.train()
    critic_step(critic, for_critic, 2 * digits - 1, y)
    generator_step(critic, generator, for_generator, z)


@wrong("leave the mode as you found it")
def left_in_evaluation_mode(critic, generator, for_critic, for_generator, digits, z_critic, z):
    critic_step(critic, for_critic, 2 * digits - 1, generator(z_critic).detach())
    generator_step(critic, generator, for_generator, z)
    generator.eval()


@wrong("able to learn after it")
def critic_left_frozen(critic, generator, for_critic, for_generator, digits, z_critic, z):
    critic_step(critic, for_critic, 2 * digits - 1, generator(z_critic).detach())
    critic.requires_grad_(False)
    generator_step(critic, generator, for_generator, z)


@wrong("ran back into the generator")
def not_detached(critic, generator, for_critic, for_generator, digits, z_critic, z):
    critic_step(critic, for_critic, 2 * digits - 1, generator(z_critic))
    generator_step(critic, generator, for_generator, z)


@wrong("its own optimiser's zero_grad()")
def generator_not_cleared(critic, generator, for_critic, for_generator, digits, z_critic, z):
    critic_step(critic, for_critic, 2 * digits - 1, generator(z_critic).detach())
    softplus(-critic(generator(z))).mean().backward()
    for_generator.step()


@wrong("hardly any gradient")
def saturating(critic, generator, for_critic, for_generator, digits, z_critic, z):
    critic_step(critic, for_critic, 2 * digits - 1, generator(z_critic).detach())
    for_generator.zero_grad()
    (-softplus(critic(generator(z)))).mean().backward()
    for_generator.step()


@wrong("wants its images taken for real")
def generator_turned(critic, generator, for_critic, for_generator, digits, z_critic, z):
    critic_step(critic, for_critic, 2 * digits - 1, generator(z_critic).detach())
    for_generator.zero_grad()
    softplus(critic(generator(z))).mean().backward()
    for_generator.step()


@wrong("The critic gives digits a high logit")
def labels_swapped(critic, generator, for_critic, for_generator, digits, z_critic, z):
    y = generator(z_critic).detach()
    for_critic.zero_grad()
    (softplus(critic(2 * digits - 1)).mean() + softplus(-critic(y)).mean()).backward()
    for_critic.step()
    generator_step(critic, generator, for_generator, z)


@wrong("added, not averaged")
def averaged(critic, generator, for_critic, for_generator, digits, z_critic, z):
    y = generator(z_critic).detach()
    for_critic.zero_grad()
    f = softplus(-critic(2 * digits - 1)).mean(), softplus(critic(y)).mean()
    ((f[0] + f[1]) / 2).backward()
    for_critic.step()
    generator_step(critic, generator, for_generator, z)


@wrong("moves the running statistics")
def looked_once_more(critic, generator, for_critic, for_generator, digits, z_critic, z):
    critic_step(critic, for_critic, 2 * digits - 1, generator(z_critic).detach())
    generator_step(critic, generator, for_generator, z)
    with torch.no_grad():
        critic(2 * digits - 1)


@wrong("noise of its own")
def noise_of_the_critic_again(critic, generator, for_critic, for_generator, digits, z_critic, z):
    critic_step(critic, for_critic, 2 * digits - 1, generator(z_critic).detach())
    generator_step(critic, generator, for_generator, z_critic)


@wrong("is the noise of the generator's step")
def noise_of_the_generator(critic, generator, for_critic, for_generator, digits, z_critic, z):
    critic_step(critic, for_critic, 2 * digits - 1, generator(z).detach())
    generator_step(critic, generator, for_generator, z)


@wrong("the generator had moved before it")
def generator_first(critic, generator, for_critic, for_generator, digits, z_critic, z):
    generator_step(critic, generator, for_generator, z)
    critic_step(critic, for_critic, 2 * digits - 1, generator(z_critic).detach())


@wrong("no sums over the batch")
def sums(critic, generator, for_critic, for_generator, digits, z_critic, z):
    y = generator(z_critic).detach()
    for_critic.zero_grad()
    (softplus(-critic(2 * digits - 1)).sum() + softplus(critic(y)).sum()).backward()
    for_critic.step()
    generator_step(critic, generator, for_generator, z)
