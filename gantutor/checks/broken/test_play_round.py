"""A round that saves on noise.

Mend `play_round(critic_step, generator_step, generator, real, latent, n_critic)`: n_critic critic
steps and then one generator step, each on samples drawn for it alone. `real()` draws a batch of
data and `latent()` a batch of z. `critic_step(x, y)` takes a step of the critic on numbers,
`generator_step(y)` a step of the generator through its samples y. Nothing is returned.
"""

import torch

from gantutor.checks.engine.assertions import close, hint
from gantutor.checks.engine.network_state import leave_old_gradients, only_looked_at

DIFFICULTY = 2
MINUTES = 8
IN_PLACE = True

SYMPTOM = """
In W1 hardly, if at all. But the critic is fitted to the few points in use: the gap on its own batch
stands further above the gap on fresh samples than it would with fresh noise, and the smaller the
batch, the further.
"""

HINTS = (
    "Pass in a `latent` that counts how often it is called.",
    "For an honest estimate of E f(G(z)), what must a critic step not have seen before?",
    "One z serves the whole round. Call `latent()` again for every step, the generator's too.",
)


class Round:
    """Plays one round and keeps what the steps were given."""

    def __init__(self, answer, rng, n_critic):
        self.for_critic, self.for_generator, self.drawn, self.data = [], [], [], []
        self.rng = rng
        self.map = torch.nn.Linear(1, 1, bias=False).double()
        with torch.no_grad():
            self.map.weight.fill_(1.0)  # G(z) = z, so that samples show their z
        leave_old_gradients(self.map)
        with only_looked_at(generator=self.map):
            answer(
                self.critic_step,
                self.for_generator.append,
                self.map,
                self.real,
                self.latent,
                n_critic,
            )

    def real(self):
        """A batch of four data, which is remembered."""
        self.data.append(torch.as_tensor(self.rng.normal(size=(4, 1))))
        return self.data[-1].clone()

    def latent(self):
        """A batch of four z, which is remembered."""
        self.drawn.append(torch.as_tensor(self.rng.normal(size=(4, 1))))
        return self.drawn[-1].clone()

    def critic_step(self, x, y):
        """Take no step, but notes."""
        self.for_critic.append((x, y))

    def met(self, side):
        """All data (0) or samples (1) that the critic met, one after the other."""
        return [number for pair in self.for_critic for number in pair[side].flatten().tolist()]


@hint("n_critic critic steps on detached samples, then one generator step through its samples.")
def test_it_runs(answer, rng):
    for n_critic in (1, 3):
        played = Round(answer, rng, n_critic)
        close(len(played.for_critic), n_critic, what="the number of critic steps")
        close(len(played.for_generator), 1, what="the number of generator steps")
        attached = sum(y.requires_grad for _, y in played.for_critic)
        close(attached, 0, what="the number of critic steps that reach back into the generator")
        assert played.for_generator[0].requires_grad, "The generator got 0 gradients to learn from."


@hint("Count the different samples that the critic meets in one round of several steps.")
def test_the_critic_meets_new_samples(answer, rng):
    played = Round(answer, rng, 5)
    different = len(set(played.met(1)))
    close(different, 20, what="the different samples in five critic steps of four")


@hint("The critic was just trained on the points of the generator's step: it has met them already.")
def test_the_generator_gets_samples_of_its_own(answer, rng):
    played = Round(answer, rng, 5)
    again = set(played.for_generator[0].flatten().tolist()) & set(played.met(1))
    close(len(again), 0, what="the samples of the generator's step that the critic was fitted to")


@hint("One batch of data for one critic step: `real()` is called for each of them.")
def test_the_critic_meets_new_data(answer, rng):
    played = Round(answer, rng, 5)
    close(len(set(played.met(0))), 20, what="the different data in five critic steps of four")
    drawn = {number for x in played.data for number in x.flatten().tolist()}
    close(len(set(played.met(0)) - drawn), 0, what="the number of data that `real()` did not draw")


@hint("Every z comes from `latent()`, as it was drawn: only then are the samples independent.")
def test_the_noise_is_the_drawn_one(answer, rng):
    played = Round(answer, rng, 5)
    drawn = {number for z in played.drawn for number in z.flatten().tolist()}
    used = {*played.met(1), *played.for_generator[0].flatten().tolist()}
    close(len(used - drawn), 0, what="the number of z that `latent()` did not draw")
