"""The critic that never moved.

Mend `keep_weights(layer, step, iterations)`: `step()` takes a training step, which changes
`layer.weight`. Return the weights before the first step and after each of the `iterations` steps
as one tensor of numbers, with one axis more than the weight: its first axis is time.
"""

import torch
from torch import nn

from gantutor.checks.engine.assertions import close, hint, same_shape
from gantutor.checks.engine.network_state import leave_old_gradients, only_looked_at

DIFFICULTY = 2
MINUTES = 8

SYMPTOM = """
The curve of the weights is flat, at the value that they have at the end. It looks as if nothing
had been learned, while the gap and the samples say otherwise.
"""

HINTS = (
    "Print the list after the second step. What became of its first entry?",
    "`detach()` gives another tensor. Does it give other memory?",
    "All entries are one and the same memory, and the optimiser writes into it. `.numpy()` shares "
    "it too, and so does `.cpu()` of a tensor on the CPU; `.clone()` does not.",
)


def run(answer, iterations=3):
    """The kept weights of a layer to which each step adds 1, and the layer."""
    layer = nn.Linear(2, 1)
    with torch.no_grad():
        layer.weight.copy_(torch.tensor([[0.5, -0.5]]))

    def step():
        with torch.no_grad():
            layer.weight += 1.0

    return answer(layer, step, iterations), layer


@hint("One row for the start and one for each step; the last row is the layer as it is now.")
def test_it_runs(answer):
    for iterations in (0, 1, 3):
        kept, layer = run(answer, iterations)
        same_shape(kept, (iterations + 1, 1, 2))
        close(kept[-1].detach(), layer.weight.detach(), what="the last row")


@hint("Every row is what the weights are at the end. What do the rows and the layer share?")
def test_each_step_is_seen(answer):
    kept, _ = run(answer)
    close(kept[1:, 0, 0].detach(), torch.tensor([1.5, 2.5, 3.5]), what="a weight after each step")


@hint("The start is a moment too: its row must stay as it was while the training goes on.")
def test_the_start_is_kept(answer):
    kept, _ = run(answer)
    close(kept[0, 0].detach(), torch.tensor([0.5, -0.5]), what="the weights before the first step")


@hint("These are numbers to look at: nothing should be able to send gradients through them.")
def test_no_graph_is_kept(answer):
    kept, _ = run(answer)
    close(int(kept.requires_grad), 0, what="the number of tensors that still hold a graph")


@hint("Keeping the weights is a look at the layer: it goes on training as if nobody had looked.")
def test_the_layer_is_left_alone(answer):
    layer = nn.Linear(2, 1)
    leave_old_gradients(layer)
    with only_looked_at(layer=layer):
        answer(layer, lambda: None, 2)
