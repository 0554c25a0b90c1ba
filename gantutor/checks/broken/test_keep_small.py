"""Everything in its box.

Mend `keep_small(critic, c)`: it is called after each step of the critic and puts all that the
optimiser trains back into [-c, c], in place. All else stays as it is. Nothing is returned.
"""

import torch
from torch import nn

from gantutor.checks.engine.assertions import Wrong, close, hint
from gantutor.checks.engine.network_state import leave_old_gradients, ready_to_train

DIFFICULTY = 3
MINUTES = 10
IN_PLACE = True

SYMPTOM = """
While the critic trains, in no curve at all: the gap is the same to the last digit. In evaluation
mode the same critic reports another gap, and where the data lie far from 0, one that is far too
small.
"""

HINTS = (
    "List what the function changes, by name: `for name, value in critic.state_dict().items()`.",
    "What does BatchNorm keep that no optimiser ever sees? In which mode is it used?",
    "Running means and variances are no weights. Loop over `critic.parameters()` instead.",
)


def critic_with_norm():
    critic = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2), nn.ReLU(), nn.Linear(2, 1))
    with torch.no_grad():
        for p in critic.parameters():
            p.copy_(torch.linspace(-0.9, 0.8, p.numel()).view_as(p))
        critic[1].running_mean.copy_(torch.tensor([-3.0, 0.02]))
        critic[1].running_var.copy_(torch.tensor([4.0, 0.03]))
    return critic


@hint("All layers, and biases are parameters too: loop over everything that the optimiser has.")
def test_it_runs(answer):
    critic = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))
    with torch.no_grad():
        for p in critic.parameters():
            p.copy_(torch.linspace(-0.9, 0.8, p.numel()).view_as(p))
    expected = [p.detach().clamp(-0.1, 0.1) for p in critic.parameters()]
    answer(critic, 0.1)
    for found, wanted in zip(critic.parameters(), expected, strict=True):
        close(found.detach(), wanted, what="a weight or bias of a critic without normalisation")


@hint("Print the critic's state before and after the call. What in it does no optimiser train?")
def test_the_variance_stays(answer):
    critic = critic_with_norm()
    answer(critic, 0.1)
    close(critic[1].running_var, torch.tensor([4.0, 0.03]), what="running_var, before [4, 0.03],")


@hint("There is more than one number that a layer measures and does not learn.")
def test_the_mean_stays(answer):
    critic = critic_with_norm()
    answer(critic, 0.1)
    close(
        critic[1].running_mean, torch.tensor([-3.0, 0.02]), what="running_mean, before [-3, 0.02],"
    )


@hint("The optimiser trains BatchNorm's γ and β like all others, and they scale f like all others.")
def test_what_the_layer_learns_is_clipped(answer):
    critic = critic_with_norm()
    expected = [p.detach().clamp(-0.1, 0.1) for p in critic.parameters()]
    answer(critic, 0.1)
    for found, wanted in zip(critic.parameters(), expected, strict=True):
        close(found.detach(), wanted, what="a parameter of a critic with BatchNorm")


@hint("Every layer that holds weights, also inside of others; and of each nothing but its weights.")
def test_layers_inside_of_layers(answer):
    critic = nn.Sequential(nn.Sequential(nn.Linear(2, 2), nn.PReLU()), nn.Linear(2, 1))
    leave_old_gradients(critic)
    expected = [p.detach().clamp(-0.1, 0.1) for p in critic.parameters()]
    with ready_to_train(critic=critic):
        answer(critic, 0.1)
    for (name, found), wanted in zip(critic.named_parameters(), expected, strict=True):
        close(found.detach(), wanted, what=f"the parameter {name} of a nested critic")
        if found.grad is None or not bool((found.grad == 5).all()):
            raise Wrong(f"The gradient of {name} was 5 before the call, and is not after it.")
