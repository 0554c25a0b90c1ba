import torch

from gantutor.checks.engine.assertions import wrong


@wrong("what does the picture change")
def as_found(generator, one_iteration, z, iterations, every):
    """Train; keep the samples G(z) after every `every` iterations."""
    shown = []
    for i in range(1, iterations + 1):
        one_iteration()
        if i % every == 0:
            generator.eval()
            with torch.no_grad():
                shown.append(generator(z))
    return shown


@wrong("what does the picture change")
def train_mode_before_the_loop(generator, one_iteration, z, iterations, every):
    generator.train()
    shown = []
    for i in range(1, iterations + 1):
        one_iteration()
        if i % every == 0:
            generator.eval()
            with torch.no_grad():
                shown.append(generator(z))
    return shown


@wrong("A picture is a look")
def never_in_eval_mode(generator, one_iteration, z, iterations, every):
    shown = []
    for i in range(1, iterations + 1):
        one_iteration()
        if i % every == 0:
            with torch.no_grad():
                shown.append(generator(z))
    return shown


@wrong("Whoever calls this")
def back_at_the_next_iteration(generator, one_iteration, z, iterations, every):
    shown = []
    for i in range(1, iterations + 1):
        generator.train()
        one_iteration()
        if i % every == 0:
            generator.eval()
            with torch.no_grad():
                shown.append(generator(z))
    return shown


@wrong("able to learn after it")
def frozen_instead_of_no_grad(generator, one_iteration, z, iterations, every):
    shown = []
    for i in range(1, iterations + 1):
        one_iteration()
        if i % every == 0:
            generator.eval()
            shown.append(generator.requires_grad_(False)(z))
            generator.train()
    return shown
