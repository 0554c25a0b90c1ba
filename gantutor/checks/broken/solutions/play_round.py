def play_round(
    critic_step,
    generator_step,
    generator,
    real,
    latent,
    n_critic,
):
    """`n_critic` critic steps on data and fakes, then a generator step."""
    for _ in range(n_critic):
        x = real()
        y = generator(latent()).detach()
        critic_step(x, y)
    generator_step(generator(latent()))  # on points that this critic was not fitted to
