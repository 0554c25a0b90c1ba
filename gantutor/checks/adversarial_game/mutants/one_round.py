from torch.nn.functional import softplus

from gantutor.checks.engine.assertions import wrong


def discriminator_step(discriminator, optimiser, x, y):
    optimiser.zero_grad()
    (softplus(-discriminator(x)).mean() + softplus(discriminator(y)).mean()).backward()
    optimiser.step()


def generator_step(discriminator, generator, optimiser, z, loss=lambda f: softplus(-f), **how):
    optimiser.zero_grad()
    loss(discriminator(generator(z))).mean().backward(**how)
    optimiser.step()


@wrong("ran back into the generator")
def not_detached(discriminator, generator, for_d, for_g, x, z_d, z_g):
    discriminator_step(discriminator, for_d, x, generator(z_d))
    generator_step(discriminator, generator, for_g, z_g)


@wrong("its own optimiser's zero_grad()")
def zero_grad_on_the_wrong_network(discriminator, generator, for_d, for_g, x, z_d, z_g):
    y = generator(z_d).detach()
    for_g.zero_grad()
    (softplus(-discriminator(x)).mean() + softplus(discriminator(y)).mean()).backward()
    for_d.step()
    for_d.zero_grad()
    softplus(-discriminator(generator(z_g))).mean().backward()
    for_g.step()


@wrong("it wants *high* logits")
def generators_sign(discriminator, generator, for_d, for_g, x, z_d, z_g):
    discriminator_step(discriminator, for_d, x, generator(z_d).detach())
    generator_step(discriminator, generator, for_g, z_g, loss=lambda f: -softplus(-f))


@wrong("saturating loss")
def saturating(discriminator, generator, for_d, for_g, x, z_d, z_g):
    discriminator_step(discriminator, for_d, x, generator(z_d).detach())
    generator_step(discriminator, generator, for_g, z_g, loss=lambda f: -softplus(f))


@wrong("plus the mean of -log(1 - D(y))")
def labels_swapped(discriminator, generator, for_d, for_g, x, z_d, z_g):
    discriminator_step(discriminator, for_d, generator(z_d).detach(), x)
    generator_step(discriminator, generator, for_g, z_g)


@wrong("samples of its own")
def same_z_again(discriminator, generator, for_d, for_g, x, z_d, z_g):
    discriminator_step(discriminator, for_d, x, generator(z_d).detach())
    generator_step(discriminator, generator, for_g, z_d)


@wrong("learns *through* the discriminator")
def detached_in_both_steps(discriminator, generator, for_d, for_g, x, z_d, z_g):
    discriminator_step(discriminator, for_d, x, generator(z_d).detach())
    for_g.zero_grad()
    softplus(-discriminator(generator(z_g).detach())).mean().backward()
    for_g.step()


@wrong("writes into every network on its way")
def as_usual(discriminator, generator, for_d, for_g, x, z_d, z_g):
    discriminator_step(discriminator, for_d, x, generator(z_d).detach())
    generator_step(discriminator, generator, for_g, z_g)


@wrong("able to learn after it")
def discriminator_left_frozen(discriminator, generator, for_d, for_g, x, z_d, z_g):
    discriminator_step(discriminator, for_d, x, generator(z_d).detach())
    discriminator.requires_grad_(False)
    generator_step(discriminator, generator, for_g, z_g)


@wrong("leave the mode as you found it")
def generator_left_in_evaluation_mode(discriminator, generator, for_d, for_g, x, z_d, z_g):
    generator.eval()
    discriminator_step(discriminator, for_d, x, generator(z_d).detach())
    generator_step(discriminator, generator, for_g, z_g, inputs=list(generator.parameters()))


@wrong("The discriminator's step comes first")
def generator_first(discriminator, generator, for_d, for_g, x, z_d, z_g):
    generator_step(discriminator, generator, for_g, z_g, inputs=list(generator.parameters()))
    discriminator_step(discriminator, for_d, x, generator(z_d).detach())


@wrong("Two means are added")
def half_of_the_loss(discriminator, generator, for_d, for_g, x, z_d, z_g):
    y = generator(z_d).detach()
    for_d.zero_grad()
    (softplus(-discriminator(x)).mean() + softplus(discriminator(y)).mean()).div(2).backward()
    for_d.step()
    generator_step(discriminator, generator, for_g, z_g, inputs=list(generator.parameters()))


@wrong("Two means are added")
def sums_over_the_batch(discriminator, generator, for_d, for_g, x, z_d, z_g):
    y = generator(z_d).detach()
    for_d.zero_grad()
    (softplus(-discriminator(x)).sum() + softplus(discriminator(y)).sum()).backward()
    for_d.step()
    generator_step(discriminator, generator, for_g, z_g, inputs=list(generator.parameters()))
