import torch


def train_and_show(generator, one_iteration, z, iterations, every):
    """Train; keep the samples G(z) after every `every` iterations."""
    shown = []
    for i in range(1, iterations + 1):
        one_iteration()
        if i % every == 0:
            generator.eval()
            with torch.no_grad():
                shown.append(generator(z))
            generator.train()  # eval() was for the picture only
    return shown
