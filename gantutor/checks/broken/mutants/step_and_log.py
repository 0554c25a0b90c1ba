from gantutor.checks.engine.assertions import wrong


@wrong("What else is in the logged number?")
def as_found(critic, optimiser, x, y, penalty):
    """Take a critic step; return the estimate of W1, for the log."""
    gap = critic(x).mean() - critic(y).mean()
    loss = penalty(critic, x, y) - gap
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    return -loss.item()


@wrong("What else is in the logged number?")
def the_loss_itself(critic, optimiser, x, y, penalty):
    return -as_found(critic, optimiser, x, y, penalty)


@wrong("Real first")
def turned_round(critic, optimiser, x, y, penalty):
    gap = (critic(y).mean() - critic(x).mean()).item()
    as_found(critic, optimiser, x, y, penalty)
    return gap


@wrong("holds the penalty once already")
def taken_away_again(critic, optimiser, x, y, penalty):
    fine = penalty(critic, x, y).item()
    return as_found(critic, optimiser, x, y, penalty) - fine


@wrong("of the critic after the step")
def looked_at_too_late(critic, optimiser, x, y, penalty):
    as_found(critic, optimiser, x, y, penalty)
    return (critic(x).mean() - critic(y).mean()).item()


@wrong("goes down its loss")
def without_the_penalty(critic, optimiser, x, y, penalty):
    return as_found(critic, optimiser, x, y, lambda critic, x, y: 0.0)


@wrong("goes down its loss")
def a_penalty_that_teaches_nothing(critic, optimiser, x, y, penalty):
    fine = penalty(critic, x, y).item()
    return as_found(critic, optimiser, x, y, lambda critic, x, y: fine) + fine


@wrong("the same critic on the same batch has the same gap")
def for_a_penalty_of_five(critic, optimiser, x, y, penalty):
    fine = penalty(critic, x, y).item()
    logged = as_found(critic, optimiser, x, y, penalty)
    return logged + (fine if fine < 5 else 0.9 * fine)


@wrong("keep the whole graph")
def with_its_graph(critic, optimiser, x, y, penalty):
    gap = critic(x).mean() - critic(y).mean()
    loss = penalty(critic, x, y) - gap
    optimiser.zero_grad()
    loss.backward(retain_graph=True)
    optimiser.step()
    return gap


@wrong("leave the mode as you found it")
def left_in_evaluation_mode(critic, optimiser, x, y, penalty):
    gap = (critic.eval()(x).mean() - critic(y).mean()).item()
    as_found(critic, optimiser, x, y, penalty)
    return gap
