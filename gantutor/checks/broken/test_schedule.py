"""Five critic steps, or so.

Mend `schedule(critic_step, generator_step, batches, n_critic)`: for each x of `batches` one call
`critic_step(x)`, and after every n_critic of them one call `generator_step()`. Steps that remain
at the end have no generator step. Nothing is returned.
"""

from gantutor.checks.engine.assertions import Wrong, close, hint

DIFFICULTY = 2
MINUTES = 8
IN_PLACE = True

SYMPTOM = """
The critic falls behind the generator that it should judge: over the same number of generator steps
W1 swings and stays higher, and the seeds differ more.
"""

HINTS = (
    "Run it with steps that only print a letter: C for the critic, G for the generator.",
    "Follow `left` through two rounds, with a pencil.",
    "`left` is never set back to n_critic. After the first round it is always small enough.",
)


def turns(answer, batches, n_critic):
    """The order of the steps as letters, and the batches that the critic was given."""
    order, given = [], []

    def critic_step(x):
        order.append("C")
        given.append(x)

    answer(critic_step, lambda: order.append("G"), list(range(batches)), n_critic)
    return "".join(order), given


def compare(order, expected):
    if order != expected:
        raise Wrong(
            f"For {expected.count('C')} batches the turns were {order}, expected {expected}."
        )


@hint("With n_critic = 1 the two take turns.")
def test_it_runs(answer):
    order, given = turns(answer, 4, 1)
    compare(order, "CGCGCGCG")
    close(given, [0, 1, 2, 3], what="the batches that the critic was given")


@hint("Each critic step has a batch of its own, and each batch is used in one critic step.")
def test_every_batch_is_used_once(answer):
    _, given = turns(answer, 12, 4)
    close(len(given), 12, what="the number of critic steps on 12 batches")


@hint("Write the turns down: C for a critic step, G for a generator step. Where do they differ?")
def test_the_generator_waits(answer):
    order, _ = turns(answer, 24, 4)
    slips = [(7, "Count from the last generator step: how many critic steps lie between two?")]
    what = "the number of generator steps on 24 batches with n_critic = 4"
    close(order.count("G"), 6, what=what, slips=slips)


@hint("The critic goes first: all its n_critic steps, then the generator.")
def test_the_order_of_a_round(answer):
    compare(turns(answer, 7, 3)[0], "CCCGCCCGC")
    compare(turns(answer, 4, 2)[0], "CCGCCG")
