"""Pictures on the way.

Mend `train_and_show(generator, one_iteration, z, iterations, every)`: call `one_iteration()` so
many times, and after every `every` calls keep G(z), computed in evaluation mode and without
gradients. Training goes on as if no picture had been taken, and the generator comes back in
training mode. The answer is the list of samples.
"""

import torch
from torch import nn

from gantutor.checks.engine.assertions import close, hint, same_shape
from gantutor.checks.engine.network_state import leave_old_gradients, only_looked_at

DIFFICULTY = 2
MINUTES = 8

SYMPTOM = """
In the pictures perhaps not at all: after the first one BatchNorm no longer normalises, and a small
generator learns without it. But go on in training mode, as a resumed training does, and W1 is
higher at once: there the generator is a function that nobody has trained.
"""

HINTS = (
    "Print `generator.training` inside `one_iteration`.",
    "`eval()` and `no_grad()` look alike. Which of the two ends by itself?",
    "After the picture, `generator.train()`: `eval()` holds until someone takes it back.",
)


class Training:
    """A generator with BatchNorm, and iterations that note in which mode they find it."""

    def __init__(self):
        self.generator = nn.Sequential(nn.Linear(1, 1), nn.BatchNorm1d(1)).double()
        with torch.no_grad():
            self.generator[0].weight.fill_(1.0)
            self.generator[0].bias.fill_(3.0)
        self.modes = []

    def one_iteration(self):
        """Pass a batch through the generator, as a training step would."""
        self.modes.append(self.generator.training)
        self.generator(torch.tensor([[-1.0], [1.0]]).double() * len(self.modes))


Z = torch.tensor([[0.0], [1.0], [5.0]]).double()


@hint("Keep one batch of samples, shaped like G(z), after every `every` iterations.")
def test_it_runs(answer):
    for iterations, every, pictures in ((6, 2, 3), (7, 3, 2), (2, 5, 0)):
        training = Training()
        shown = answer(training.generator, training.one_iteration, Z, iterations, every)
        close(len(training.modes), iterations, what="the number of iterations")
        close(len(shown), pictures, what="the number of pictures")
        for samples in shown:
            same_shape(samples, (3, 1))
            assert not samples.requires_grad, "A picture kept its graph; 0 gradients are needed."


@hint("An iteration after a picture is not the same as one before: what does the picture change?")
def test_every_iteration_trains_in_training_mode(answer):
    training = Training()
    answer(training.generator, training.one_iteration, Z, 6, 2)
    close(sum(training.modes), 6, what="the iterations, of six, that ran in training mode")


@hint("A picture is a look: G(z) in evaluation mode, where no statistics are taken from z.")
def test_pictures_are_taken_in_evaluation_mode(answer):
    training, twin = Training(), Training()
    shown = answer(training.generator, training.one_iteration, Z, 1, 1)
    twin.one_iteration()
    twin.generator.eval()
    close(shown[0], twin.generator(Z).detach(), what="the first picture")
    close(training.generator[1].running_mean, twin.generator[1].running_mean, what="running_mean")


@hint("Whoever calls this goes on training: the last picture, too, has to be taken back.")
def test_the_generator_comes_back_in_training_mode(answer):
    training = Training()
    answer(training.generator, training.one_iteration, Z, 2, 2)
    in_training = sum(module.training for module in training.generator)
    close(in_training, 2, what="the layers, of two, that are in training mode at the end")


@hint("A picture is only a look: weights, statistics and gradients are what training left.")
def test_nothing_is_left_of_a_picture(answer):
    generator = Training().generator
    leave_old_gradients(generator)
    with only_looked_at(generator=generator):
        answer(generator, lambda: None, Z, 3, 1)
