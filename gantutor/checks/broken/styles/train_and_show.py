import copy

import torch


def a_copy_poses(generator, one_iteration, z, iterations, every):
    shown = []
    for i in range(iterations):
        one_iteration()
        if (i + 1) % every == 0:
            shown.append(copy.deepcopy(generator).eval()(z).detach())
    return shown


def the_mode_before(generator, one_iteration, z, iterations, every):
    def picture():
        mode = generator.training
        generator.eval()
        try:
            with torch.inference_mode():
                return generator(z)
        finally:
            generator.train(mode)

    shown = []
    for i in range(1, iterations + 1):
        one_iteration()
        if not i % every:
            shown += [picture()]
    return shown


def nested_loops(generator, one_iteration, z, iterations, every):
    shown = []
    for _ in range(iterations // every):
        for _ in range(every):
            one_iteration()
        generator.eval()
        shown.append(generator(z).detach().clone())
        generator.train()
    for _ in range(iterations % every):
        one_iteration()
    return tuple(shown)
