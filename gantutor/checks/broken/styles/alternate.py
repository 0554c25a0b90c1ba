import torch


def never_frozen(critic, generator, for_critic, for_generator, x, z_critic, z, penalty):
    with torch.no_grad():
        y = generator(z_critic)
    for_critic.zero_grad()
    (critic(y).mean() - critic(x).mean() + penalty(critic, x, y)).backward()
    for_critic.step()
    for_generator.zero_grad()
    critic(generator(z)).mean().neg().backward()
    for_generator.step()


def one_by_one(critic, generator, for_critic, for_generator, x, z_critic, z, penalty):
    y = generator(z_critic).detach()
    for_critic.zero_grad(set_to_none=False)
    loss = (critic(y) - critic(x)).mean()
    (loss + penalty(critic, x, y)).backward()
    for_critic.step()
    frozen = [p for p in critic.parameters() if p.requires_grad]
    for p in frozen:
        p.requires_grad = False
    try:
        for_generator.zero_grad()
        (-critic(generator(z)).mean()).backward()
        for_generator.step()
    finally:
        for p in frozen:
            p.requires_grad = True


def with_explicit_gradients(critic, generator, for_critic, for_generator, x, z_critic, z, penalty):
    y = generator(z_critic).detach()
    loss = critic(y).mean() - critic(x).mean() + penalty(critic, x, y)
    parameters = list(critic.parameters())
    gradients = torch.autograd.grad(loss, parameters, allow_unused=True)
    for p, gradient in zip(parameters, gradients, strict=True):
        p.grad = gradient
    for_critic.step()
    parameters = list(generator.parameters())
    gradients = torch.autograd.grad(-critic(generator(z)).mean(), parameters)
    for p, gradient in zip(parameters, gradients, strict=True):
        p.grad = gradient
    for_generator.step()
