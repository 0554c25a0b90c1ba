"""Single steps of a game, for whoever wants to look in between: the same steps as an iteration's.

Critic steps may be taken without end before the generator moves, or the other way round: each
critic step takes its draws by its own number, each generator step by the iteration's.
"""

from gantutor.gan.loop import Loop
from gantutor.training.samples import rows


def critic_step(run: Loop) -> None:
    """Improve the critic once, against what the generator makes now."""
    pretrain(run)
    run.set_rates()
    iteration, k = divmod(run.turn, run.config.n_critic)
    drawn = run.draws(iteration)
    # A forward pass of a generator that mixes its batch moves its running statistics: make no
    # fakes but this step's own. Of another, all are made, to be an iteration's to the last bit.
    batch = run.batches(drawn.of_step(k))[0] if run.mixes_fakes else run.batches(drawn)[k]
    run.improve_critic(*batch, drawn.dropout[k])
    run.turn += 1


def generator_step(run: Loop) -> None:
    """Improve the generator once; with fixed fakes, only count the iteration."""
    pretrain(run)
    run.set_rates()
    drawn = run.draws(run.iteration)
    run.improve_generator(drawn.z_generator, drawn.noise_generator, drawn.dropout[-2])
    run.iteration += 1


def pretrain(run: Loop) -> None:
    """Improve the critic on real data alone, ``pretraining`` times in all, before all else.

    Only the objective's loss of real samples is minimised: there are no fakes, and so no penalty
    between the two; the constraint's projection stays. The draws are its own, so the game that
    follows sees the same ones as without.
    """
    if run.pretrained >= run.config.pretraining:
        return
    run.set_rates()
    deviation = run.config.deviation(0)
    while run.pretrained < run.config.pretraining:
        chosen, noise = run.dealer.deal_real(run.pretrained, deviation)
        run.critic.redraw(run.dealer.deal_real_keys(run.pretrained))
        fx = run.critic(run.blurred(rows(run.x, chosen), noise)).squeeze(-1)
        run.critic_optimiser.descend(run.objective.on_real(fx).mean(-1))
        run.constraint.project(run.critic)
        run.pretrained += 1
