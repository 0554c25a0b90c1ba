import torch
from torch.nn import functional as F


def with_cross_entropy(critic, generator, for_critic, for_generator, digits, z_critic, z):
    with torch.no_grad():
        y = generator(z_critic)
    for_critic.zero_grad(set_to_none=True)
    f = critic((digits - 0.5) / 0.5)
    F.binary_cross_entropy_with_logits(f, torch.ones_like(f)).backward()
    f = critic(y)
    F.binary_cross_entropy_with_logits(f, torch.zeros_like(f)).backward()
    for_critic.step()
    for_generator.zero_grad(set_to_none=True)
    f = critic(generator(z))
    F.binary_cross_entropy_with_logits(f, torch.ones_like(f)).backward()
    for_generator.step()


def fakes_first_and_the_critic_frozen(
    critic, generator, for_critic, for_generator, digits, z_critic, z
):
    y = generator(z_critic).detach()
    on_fakes = -F.logsigmoid(-critic(y)).mean()
    on_digits = -F.logsigmoid(critic(digits * 2 - 1)).mean()
    critic.zero_grad()
    (on_digits + on_fakes).backward()
    for_critic.step()
    critic.requires_grad_(False)
    generator.zero_grad()
    (-F.logsigmoid(critic(generator(z)))).mean().backward()
    for_generator.step()
    critic.requires_grad_(True)


def with_probabilities(critic, generator, for_critic, for_generator, digits, z_critic, z):
    d_real = critic(torch.lerp(-torch.ones_like(digits), torch.ones_like(digits), digits)).sigmoid()
    d_fake = critic(generator(z_critic).data).sigmoid()
    for_critic.zero_grad()
    (-d_real.log().mean() - (1 - d_fake).log().mean()).backward()
    for_critic.step()
    for_generator.zero_grad()
    (-critic(generator(z)).sigmoid().log().mean()).backward()
    for_generator.step()
