"""Find the bugs: one step of a DCGAN.

The chapter shows a step with five bugs. Write `dcgan_step(critic, generator, critic_optimiser,
generator_optimiser, digits, z_critic, z)` as it should be. `digits` are images (n, 1, height,
width) with values from 0 (paper) to 1 (ink); the generator ends in tanh, and both networks have
BatchNorm and are in training mode. The critic returns logits f, one for each image. In its step it
minimises mean log(1 + e^(−f)) over the digits plus mean log(1 + e^f) over the fakes of `z_critic`,
real and fake each in a batch of their own. Then the generator minimises mean log(1 + e^(−f)) over
its images of `z`. It changes the networks and returns nothing.
"""

import copy
from contextlib import nullcontext

import torch
from torch import nn
from torch.nn.functional import softplus

from gantutor.checks.engine.assertions import Wrong, close, hint
from gantutor.checks.engine.network_state import leave_old_gradients, ready_to_train
from gantutor.checks.engine.toy_networks import Descent

DIFFICULTY = 2
MINUTES = 15
IN_PLACE = True

HINTS = (
    "Print the least and the largest value of everything that the critic is shown.",
    "BatchNorm subtracts the mean of the batch. What is that mean when half of the batch is fake?",
    "In evaluation mode BatchNorm uses the statistics of earlier batches, and learns no new ones.",
    "Which gradients does each `.backward()` write, and who clears them before?",
    "2 · digits − 1; `critic(x)` and `critic(y)`; `generator(z_critic).detach()`; no `eval()`; a "
    "`zero_grad()` of each optimiser before its own backward pass.",
)

RANGE = (
    "tanh gives values from −1 to 1. Digits from 0 to 1 are told from such images by their range "
    "alone: use 2 · digits − 1."
)
MIXED = (
    "In one batch BatchNorm mixes them: what the critic says of a digit depends on the fakes. Call "
    "the critic twice."
)
MODE = (
    "With BatchNorm in evaluation mode the generator is another function than the one that is "
    "trained, and its statistics stand still."
)
DETACH = "The critic's loss ran back into the generator: `generator(z_critic).detach()`."
CLEAR = "Clear a network's gradients before its own backward pass: its own optimiser's zero_grad()."
SATURATES = (
    "The generator minimises mean log(1 + e^(−f)). Minimising −log(1 + e^f) instead has hardly any "
    "gradient where the critic is sure."
)
NOT_Z = "The critic's fakes come from `z_critic`; `z` is the noise of the generator's step."
FIRST = "The critic's step comes first: here the generator had moved before it."
SUMMED = "The loss has means in it, and no sums over the batch."
REUSED = "These are the images of `z_critic` again. The generator's step has noise of its own: `z`."
SIGN = "The critic gives digits a high logit and fakes a low one: log(1 + e^(−f)) on digits."


def for_real(f):
    """log(1 + e^(−f)): low where f is high."""
    return softplus(-f)


class Step:
    """A call of the answer, with the networks before and after it, and all that they were shown.

    There are 6 digits, 5 fakes for the critic and 4 for the generator.
    """

    def __init__(self, answer, rng, old_gradients=False, flags=False):
        self.critic, self.generator = networks(int(rng.integers(1000)))
        self.digits = torch.as_tensor(rng.random((6, 1, 4, 4)))
        self.digits[:, :, 0, 0], self.digits[:, :, 0, 1] = 0.0, 1.0  # paper and ink in each
        self.z_critic, self.z = (torch.as_tensor(rng.normal(size=(n, 3))) for n in (5, 4))
        self.before = copy.deepcopy((self.critic, self.generator))
        self.shown, self.modes, self.reached = [], [], []
        self.critic.register_forward_pre_hook(
            lambda network, inputs: self.shown.append(inputs[0].detach().clone())
        )
        self.generator.register_forward_pre_hook(
            lambda network, inputs: self.modes.append(network.training)
        )
        next(self.generator.parameters()).register_hook(lambda gradient: self.reached.append(1))
        optimisers = Descent(self.critic), Descent(self.generator)
        if old_gradients:
            leave_old_gradients(self.critic, self.generator)
        players = {"critic": self.critic, "generator": self.generator}
        with ready_to_train(**players) if flags else nullcontext():
            answer(*players.values(), *optimisers, self.digits, self.z_critic, self.z)

    def expected(self, real=for_real, fake=softplus, own=for_real, first="real", **other):
        """Both networks as they should be, by explicit gradients, with these losses of logits.

        Other than they should be: the noises ``z`` and ``z_critic``, and whose ``turn`` is first.
        """
        critic, generator = copy.deepcopy(self.before)
        z, z_critic = other.get("z", self.z), other.get("z_critic", self.z_critic)
        early = other.get("turn") == "generator"
        if early:
            descend(generator, own(critic(generator(z))).mean())
        x, y = 2 * self.digits - 1, generator(z_critic).detach()
        order = (x, y) if first == "real" else (y, x)  # the running statistics depend on it
        f = [critic(images) for images in order]
        on_real, on_fake = f if first == "real" else f[::-1]
        descend(critic, real(on_real).mean() + fake(on_fake).mean())
        if not early:
            descend(generator, own(critic(generator(z))).mean())
        return critic, generator


def networks(seed):
    """A critic of images (n, 1, 4, 4) and a generator from three numbers, with BatchNorm."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        critic = nn.Sequential(
            nn.Conv2d(1, 3, 3, stride=2, padding=1),
            nn.BatchNorm2d(3),
            nn.LeakyReLU(0.2),
            nn.Flatten(),
            nn.Linear(12, 1),
        )
        generator = nn.Sequential(
            nn.Linear(3, 8),
            nn.Unflatten(1, (2, 2, 2)),
            nn.BatchNorm2d(2),
            nn.ReLU(),
            nn.ConvTranspose2d(2, 1, 4, stride=2, padding=1),
            nn.Tanh(),
        )
    return critic.double(), generator.double()


def descend(network, loss):
    gradients = torch.autograd.grad(loss, list(network.parameters()))
    with torch.no_grad():
        for p, g in zip(network.parameters(), gradients, strict=True):
            p -= 0.1 * g


def weights(network):
    return nn.utils.parameters_to_vector(network.parameters()).detach().clone()


def statistics(network):
    return torch.cat([b.double().flatten() for b in network.buffers()])


def within(batch, images):
    """How many of the images stand in the batch."""
    rows = batch.flatten(1)
    return sum(bool((rows - image.flatten()).abs().amax(1).min() < 1e-6) for image in images)


@hint(RANGE)
def test_the_critic_sees_digits_in_the_generator_s_range(answer, rng):
    step = Step(answer, rng)
    if not step.shown:
        raise Wrong("The critic was called 0 times; expected real and fake images.", "")
    if not any(within(batch, 2 * step.digits - 1) == 6 for batch in step.shown):
        raw = any(within(batch, step.digits) == 6 for batch in step.shown)
        seen = torch.cat([batch.flatten() for batch in step.shown])
        what = "the digits went to the critic with values from 0 to 1" if raw else (
            f"what the critic was shown goes from {float(seen.min()):.3g} to "
            f"{float(seen.max()):.3g}, and the digits, from −1 to 1, are not all among it"
        )  # fmt: skip
        raise Wrong(f"Expected digits from −1 (paper) to 1 (ink); {what}.", RANGE if raw else None)


@hint(MIXED)
def test_real_and_fake_do_not_share_a_batch(answer, rng):
    step = Step(answer, rng)
    for batch in step.shown:
        real = within(batch, 2 * step.digits - 1)
        if 0 < real < len(batch):
            raise Wrong(
                f"The critic was shown a batch of {len(batch)} images, of which {real} are digits; "
                "expected digits alone, or fakes alone."
            )


@hint(MODE)
def test_the_generator_trains_in_training_mode(answer, rng):
    step = Step(answer, rng)
    if not all(step.modes):
        raise Wrong(
            f"{step.modes.count(False)} of the generator's {len(step.modes)} calls were in "
            "evaluation mode; expected none."
        )


@hint("After a step both networks are in the mode, and as free to learn, as before it.")
def test_both_networks_can_go_on(answer, rng):
    Step(answer, rng, flags=True)


@hint(DETACH)
def test_the_generator_is_reached_once(answer, rng):
    times = len(Step(answer, rng).reached)
    close(times, 1, what="how often gradients reached the generator")


@hint("The critic's step, by the two means of the task, with gradient descent at its rate.")
def test_the_critic_s_step(answer, rng):
    step = Step(answer, rng)
    before, wanted = weights(step.before[0]), weights(step.expected()[0])
    half = before + (wanted - before) / 2
    turned = step.expected(softplus, for_real)[0]
    summed = step.expected(lambda f: 6 * for_real(f), lambda f: 5 * softplus(f))[0]  # 6 and 5
    slips = [
        (weights(turned), SIGN),
        (2 * before - wanted, "The critic went uphill: it *minimises* its loss."),
        (half, "The step is half as long: the two means are added, not averaged."),
        (weights(step.expected(z_critic=step.z)[0]), NOT_Z),
        (weights(step.expected(turn="generator")[0]), FIRST),
        (weights(summed), SUMMED),
        (before, "The critic stands where it stood: it takes a step of its own."),
    ]
    close(weights(step.critic), wanted, what="the critic's weights after the step", slips=slips)


@hint("The generator's step comes second: it goes by the critic as it is after its own step.")
def test_the_generator_s_step(answer, rng):
    step = Step(answer, rng)
    before, wanted = weights(step.before[1]), weights(step.expected()[1])
    saturating = weights(step.expected(own=lambda f: -softplus(f))[1])
    turned = weights(step.expected(own=softplus)[1])
    reused = weights(step.expected(z=step.z_critic)[1])
    slips = [
        (reused, REUSED),
        (saturating, SATURATES),
        (turned, "The generator wants its images taken for real: mean log(1 + e^(−f))."),
        (before, "The generator stands where it stood: it takes a step of its own."),
    ]
    close(weights(step.generator), wanted, what="the generator's weights after it", slips=slips)


@hint(CLEAR)
def test_nothing_is_left_of_the_last_gradients(answer, rng):
    step = Step(answer, rng, old_gradients=True)
    both = zip(("critic", "generator"), (step.critic, step.generator), step.expected(), strict=True)
    for name, network, wanted in both:
        what = f"the {name}'s weights, where old gradients of 5 had been left,"
        close(weights(network), weights(wanted), what=what)


@hint(
    "Each call in training mode moves the running statistics. The critic is called for the digits, "
    "for the fakes and for the generator's step; the generator is called twice."
)
def test_the_running_statistics(answer, rng):
    step = Step(answer, rng)
    both = [step.expected(first=name) for name in ("real", "fake")]
    close(statistics(step.generator), statistics(both[0][1]), what="the generator's statistics")
    found, (one, other) = statistics(step.critic), [statistics(critic) for critic, _ in both]
    close(found, other if torch.allclose(found, other) else one, what="the critic's statistics")
