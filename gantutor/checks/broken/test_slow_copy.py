"""The generator that is shown.

Mend `slow_copy(average, generator, decay)`: after each step of the generator it moves `average`,
a copy in evaluation mode from which samples are shown, a little towards `generator`: each weight
and bias becomes `decay` times itself plus 1 − `decay` times the generator's. What is shown shall be
the generator as it is, if that stands still for long enough. Nothing else changes, and nothing is
returned.
"""

import copy

import torch
from torch import nn

from gantutor.checks.engine.assertions import Wrong, close, hint
from gantutor.checks.engine.network_state import leave_old_gradients, only_looked_at, ready_to_train

DIFFICULTY = 2
MINUTES = 8
IN_PLACE = True

SYMPTOM = """
The generator's own samples become better, and those that are shown soon stop: the mean and the
variance by which each layer is normalised are still those of the first step.
"""

HINTS = (
    "Let the generator stand still, and call the function a hundred times. Does the copy give the "
    "same samples then?",
    "What does a layer with BatchNorm keep beside its weights?",
    "`parameters()` leaves the running mean and variance out: they are in `buffers()`. Copy them, "
    "or average them too; `num_batches_tracked` is a whole number, and is copied.",
)


def pair(rng):
    """A generator that has been trained, and the copy that was made of it at the start."""
    generator = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3), nn.Tanh(), nn.Linear(3, 2))
    generator.double()
    with torch.no_grad():
        for p in generator.parameters():
            p.copy_(torch.as_tensor(rng.normal(size=p.shape)))
    average = copy.deepcopy(generator).eval()
    with torch.no_grad():
        for p in generator.parameters():
            p.add_(torch.as_tensor(rng.normal(size=p.shape)))
        for _ in range(20):
            generator(3 + 2 * torch.as_tensor(rng.normal(size=(16, 2))))
    return average, generator


@hint("Each weight and each bias moves by the share 1 − decay of the way to the generator's.")
def test_it_runs(answer, rng):
    average, generator = pair(rng)
    old = [p.detach().clone() for p in average.parameters()]
    leave_old_gradients(generator)
    with only_looked_at(generator=generator), ready_to_train(average=average):
        answer(average, generator, 0.9)
    parameters = zip(average.named_parameters(), old, generator.parameters(), strict=True)
    for (name, found), before, now in parameters:
        expected = 0.9 * before + 0.1 * now.detach()
        swapped = (0.1 * before + 0.9 * now.detach(), "`decay` is the weight of the past.")
        close(found.detach(), expected, what=f"the average's {name}", slips=[swapped])


@hint("The weights are there. What else decides what a network in evaluation mode gives?")
def test_it_becomes_the_generator(answer, rng):
    average, generator = pair(rng)
    for _ in range(100):
        answer(average, generator, 0.5)
    z = torch.as_tensor(rng.normal(size=(3, 2)))
    found, wanted = average(z).detach(), copy.deepcopy(generator).eval()(z).detach()
    what = "a sample of the average, after 100 calls in which the generator stood still"
    close(found, wanted, rtol=1e-5, what=what)


@hint("Statistics are copied, or move in the same way as the weights: and there they stay.")
def test_the_statistics(answer, rng):
    average, generator = pair(rng)
    start = copy.deepcopy(average)
    answer(average, generator, 0.9)
    for name in ("running_mean", "running_var"):
        old, found, now = (getattr(n[1], name) for n in (start, average, generator))
        moved = 0.9 * old + 0.1 * now
        if not torch.allclose(found, moved):
            close(found, now, what=f"the average's {name} after one call")
    counted = int(average[1].num_batches_tracked)
    if counted not in (0, 20):
        raise Wrong(
            f"The average has counted {counted} batches; expected 20, as the generator has, or 0."
        )


@hint("A look at two networks: neither may change its mode, nor share memory with the other.")
def test_the_two_stay_apart(answer, rng):
    average, generator = pair(rng)
    answer(average, generator, 0.0)  # with decay 0 the average is the generator
    kept = [t.clone() for t in average.state_dict().values()]
    with torch.no_grad():
        for t in generator.state_dict().values():
            t.add_(1)
    for found, wanted in zip(average.state_dict().values(), kept, strict=True):
        close(found, wanted, what="a tensor of the average, after the generator had moved on")
