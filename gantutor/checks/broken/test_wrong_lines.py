"""Three rounds, and a review.

Mend `wrong_lines()`: for each of the three rounds on the page the number of its wrong line, and 0
where no line is wrong. A round is a step of the critic on the data x, against as many fakes as
`z_critic` has rows, with `penalty(critic, x, y)` in its loss; then a step of the generator with z.
It is called again and again, and the batches need not be of one size. One, two, three or none of
the rounds are broken; a broken one has one wrong line.
"""

import inspect

import torch
from torch import nn

from gantutor.checks.engine.assertions import Wrong, hint, parts, same_shape
from gantutor.checks.engine.toy_networks import networks, slopes

DIFFICULTY = 2
MINUTES = 12

SYMPTOM = """
In a curve perhaps, and not in which line. A review that blames a sound line does harm: somebody
changes that line, and the mistake stays where it was. One comparison decides it: where a round
leads, and where explicit gradients lead.
"""

HINTS = (
    "Do not ask whether a line looks odd. Ask what the two networks are after it, and what they "
    "should be.",
    "A line that freezes is no mistake by itself: is there one that thaws? A line that takes no "
    "gradient is none either: is one needed there?",
    "In the first, follow the two batches where they are put together and taken apart, with 6 "
    "data and 4 fakes. In the third, ask what each term of the loss tells the critic.",
)

NAMES = "first", "second", "third"


def first(critic, generator, for_critic, for_generator, x, z_critic, z, penalty):
    y = generator(z_critic).detach()
    values = critic(torch.cat([x, y]))
    gap = values[: len(y)].mean() - values[len(y) :].mean()
    for_critic.zero_grad()
    (penalty(critic, x, y) - gap).backward()
    for_critic.step()
    for_generator.zero_grad()
    (-critic(generator(z)).mean()).backward()
    for_generator.step()


def second(critic, generator, for_critic, for_generator, x, z_critic, z, penalty):
    with torch.no_grad():
        y = generator(z_critic)
    loss = critic(y).mean() - critic(x).mean()
    for_critic.zero_grad()
    (loss + penalty(critic, x, y)).backward()
    for_critic.step()
    critic.requires_grad_(False)
    loss = -critic(generator(z)).mean()
    for_generator.zero_grad()
    loss.backward()
    critic.requires_grad_(True)
    for_generator.step()


def third(critic, generator, for_critic, for_generator, x, z_critic, z, penalty):
    y = generator(z_critic).detach()
    loss = critic(y).mean() - critic(x).mean() + penalty(critic, x, y).item()
    for_critic.zero_grad()
    loss.backward()
    for_critic.step()
    for_generator.zero_grad()
    critic(generator(z)).mean().neg().backward()
    for_generator.step()


ROUNDS = dict(zip(NAMES, (first, second, third), strict=True))


def lines(name):
    """The lines of a round's body, in order."""
    body = inspect.getsource(ROUNDS[name]).splitlines()[1:]
    return [line.removeprefix("    ") for line in body]


def listing():
    """The three rounds as Markdown, with the numbers of their lines."""
    blocks = []
    for name in NAMES:
        numbered = [f"{k:2}  {line}" for k, line in enumerate(lines(name), start=1)]
        blocks.append(f"The {name}:\n\n```text\n" + "\n".join(numbered) + "\n```")
    return "\n\n".join(blocks)


def penalty(critic, x, y):
    return 2 * (slopes(critic, 0.4 * x[:4] + 0.6 * y[:4]) - 1).square().mean()


def values(net):
    return nn.utils.parameters_to_vector(net.parameters()).detach().clone()


def correctly(critic, generator, batches):
    """Where the rounds have to lead, by explicit gradients: the values of both."""

    def descend(net, loss):
        parameters = list(net.parameters())
        found = torch.autograd.grad(loss, parameters, allow_unused=True)
        with torch.no_grad():
            for p, g in zip(parameters, found, strict=True):
                p -= 0.1 * (0 if g is None else g)

    for x, z_critic, z in batches:
        y = generator(z_critic).detach()
        descend(critic, critic(y).mean() - critic(x).mean() + penalty(critic, x, y))
        descend(generator, -critic(generator(z)).mean())
    return values(critic), values(generator)


def off(name):
    """How far from there a round leads in two calls: the distance of all parameters."""
    draw = torch.Generator().manual_seed(0)
    sizes = (6, 2), (4, 3), (5, 3)
    batches = [
        tuple(torch.randn(*size, generator=draw, dtype=torch.float64) for size in sizes)
        for _ in range(2)
    ]
    wanted = torch.cat(correctly(*networks(0)[:2], batches))
    players = networks(0)
    for batch in batches:
        ROUNDS[name](*players, *batch, penalty)
    return float((torch.cat([values(net) for net in players[:2]]) - wanted).norm())


def said(answer, name):
    """The number of the line that the answer names for a round."""
    value = parts(answer(), *NAMES)[NAMES.index(name)]
    same_shape(value, (), what=f"the line of the {name}")
    number, last = float(value), len(lines(name))
    if number != int(number) or not 0 <= number <= last:
        raise Wrong(
            f"The {name}: you say {number:g}; expected a whole number from 0 to {last}.", ""
        )
    return int(number)


def compare(answer, name, wanted):
    """Fail unless the answer names this line, and say where the round leads as it stands."""
    line, distance = said(answer, name), off(name)
    if line == wanted:
        return
    told = "you say that no line is wrong"
    if line:
        told = f"you say that line {line} is wrong, `{lines(name)[line - 1].strip()}`"
    raise Wrong(
        f"The {name}: {told}. In two calls, as it stands, its two networks end {distance:.2g} from "
        "where explicit gradients lead."
    )


@hint("Three whole numbers, one for each round.")
def test_it_runs(answer):
    for name in NAMES:
        said(answer, name)


@hint(
    "Two batches go through the critic together, and are taken apart again: which of them comes "
    "first, and how many points has it? Try 6 data and 4 fakes."
)
def test_the_first(answer):
    compare(answer, "first", 3)


@hint(
    "It leads where it should, to the last digits, so no line of it is wrong. `no_grad` cuts off "
    "what `detach` would, and whoever is frozen in line 7 is thawed in line 11."
)
def test_the_second(answer):
    compare(answer, "second", 0)


@hint("What does `backward` learn from a number? Ask it of each term of the critic's loss.")
def test_the_third(answer):
    compare(answer, "third", 2)
