import torch
from torch import nn

from gantutor.checks.engine.assertions import wrong


@wrong("Measure the critic")
def as_found(critic, optimiser, x, y, c):
    """One step of a critic whose weights are held in [-c, c]."""
    with torch.no_grad():
        for p in critic.parameters():
            p.clamp_(-c, c)
    loss = critic(y).mean() - critic(x).mean()
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()


@wrong("Measure the critic")
def between_backward_and_step(critic, optimiser, x, y, c):
    loss = critic(y).mean() - critic(x).mean()
    optimiser.zero_grad()
    loss.backward()
    with torch.no_grad():
        for p in critic.parameters():
            p.clamp_(-c, c)
    optimiser.step()


def step(critic, optimiser, x, y):
    loss = critic(y).mean() - critic(x).mean()
    optimiser.zero_grad()
    loss.backward()


@wrong("Inside the box nothing is held back")
def gradients_held_instead(critic, optimiser, x, y, c):
    step(critic, optimiser, x, y)
    nn.utils.clip_grad_value_(critic.parameters(), c)
    optimiser.step()


@wrong("Inside the box nothing is held back")
def steps_held_as_well(critic, optimiser, x, y, c):
    step(critic, optimiser, x, y)
    nn.utils.clip_grad_value_(critic.parameters(), c)
    optimiser.step()
    with torch.no_grad():
        for p in critic.parameters():
            p.clamp_(-c, c)


@wrong("A bias is a weight as well")
def without_the_biases(critic, optimiser, x, y, c):
    step(critic, optimiser, x, y)
    optimiser.step()
    with torch.no_grad():
        for p in critic.parameters():
            if p.dim() > 1:
                p.clamp_(-c, c)


@wrong("not shrunk")
def shrunk(critic, optimiser, x, y, c):
    step(critic, optimiser, x, y)
    optimiser.step()
    with torch.no_grad():
        for p in critic.parameters():
            p.mul_(min(1.0, c / p.abs().max().item()))


@wrong("begins with empty gradients")
def gradients_kept(critic, optimiser, x, y, c):
    (critic(y).mean() - critic(x).mean()).backward()
    optimiser.step()
    with torch.no_grad():
        for p in critic.parameters():
            p.clamp_(-c, c)


@wrong("able to learn after it")
def frozen_to_be_clipped(critic, optimiser, x, y, c):
    step(critic, optimiser, x, y)
    optimiser.step()
    for p in critic.parameters():
        p.requires_grad = False
        p.clamp_(-c, c)
