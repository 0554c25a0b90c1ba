"""A round in which both players agree.

Mend `one_round(critic, generator, critic_optimiser, generator_optimiser, x, z_critic, z)`: one
step of the critic, which is to be high on the data x and low on the generator's samples, and then
one step of the generator against the new critic. The critic sees G(z_critic), the generator's step
uses z. Nothing is returned.
"""

import torch
from torch import nn

from gantutor.checks.engine.assertions import Wrong, close, hint
from gantutor.checks.engine.network_state import leave_old_gradients, ready_to_train
from gantutor.checks.engine.toy_networks import Descent

DIFFICULTY = 1
MINUTES = 5
IN_PLACE = True

SYMPTOM = """
The gap rises and does not come down, and the exact W1 rises with it. The samples leave the data
faster and faster. The critic looks strong, and what it reports is true.
"""

HINTS = (
    "Write down for each of the two steps what happens to the gap.",
    "The optimisers go *down* a loss. Which way does the gap go when the loss is −gap?",
    "Both steps widen the gap. The generator is to narrow it: its loss is +gap, or −mean f(G(z)).",
)


class Slope(nn.Module):
    """f(x) = a·x with one weight: what each step must do can be said in one number."""

    def __init__(self, a):
        super().__init__()
        self.a = nn.Parameter(torch.tensor(a, dtype=torch.float64))

    def forward(self, x):
        return self.a * x


class Shift(nn.Module):
    """G(z) = z + b."""

    def __init__(self):
        super().__init__()
        self.b = nn.Parameter(torch.zeros((), dtype=torch.float64))

    def forward(self, z):
        return z + self.b


def after(answer, a, data):
    """The critic's slope and the generator's shift after a round on data at one point, z at 0."""
    critic, generator, z = Slope(a), Shift(), torch.zeros(4, 1, dtype=torch.float64)
    x = torch.full((4, 1), data, dtype=torch.float64)
    answer(critic, generator, Descent(critic), Descent(generator), x, z, z.clone())
    return critic.a.detach(), generator.b.detach()


@hint("The critic's half was right as it was found: f is to rise towards the data.")
def test_it_runs(answer):
    for data in (2.0, -3.0):
        slope, _ = after(answer, 0.5, data)
        close(slope, 0.5 + 0.1 * torch.tensor(data).double(), what="the critic's slope")


@hint("What did the generator's step do to the gap between the data and its samples?")
def test_the_generator_goes_towards_the_data(answer):
    for data in (2.0, -3.0):
        slope, shift = after(answer, 0.0, data)
        if float(shift) == 0.0:
            raise Wrong(
                f"With the data at {data:g}, G(0) stayed at 0.", "The generator did not move."
            )
        close(shift, 0.1 * slope, what=f"data at {data:g} and a right critic, the step of G(0),")


@hint("The generator goes where f is higher, also while the critic is wrong about them: gap < 0.")
def test_also_when_the_gap_is_negative(answer):
    slope, shift = after(answer, -1.0, 2.0)
    close(shift, 0.1 * slope, what="a critic that still falls towards the data, the step of G(0),")


@hint("The generator's step uses z, the critic's z_critic.")
def test_each_step_has_its_own_noise(answer):
    critic, generator = Slope(0.0), nn.Linear(1, 1).double()
    with torch.no_grad():
        generator.weight.fill_(1.0)
        generator.bias.fill_(0.0)
    x, z_critic, z = (torch.full((4, 1), v, dtype=torch.float64) for v in (2.0, 1.0, 5.0))
    answer(critic, generator, Descent(critic), Descent(generator), x, z_critic, z)
    close(critic.a.detach(), torch.tensor(0.1).double(), what="the critic's slope")
    close(generator.weight.detach(), torch.tensor([[1.05]]).double(), what="the generator's weight")


@hint("Each network's gradient is that of its own loss alone, and both can go on afterwards.")
def test_the_next_round(answer):
    critic, generator, z = Slope(0.5), Shift(), torch.zeros(4, 1, dtype=torch.float64)
    leave_old_gradients(critic, generator)
    with ready_to_train(critic=critic, generator=generator):
        answer(critic, generator, Descent(critic), Descent(generator), z + 2, z, z.clone())
    close(critic.a.detach(), torch.tensor(0.7).double(), what="the critic's slope")
    close(generator.b.detach(), torch.tensor(0.07).double(), what="the generator's shift")
