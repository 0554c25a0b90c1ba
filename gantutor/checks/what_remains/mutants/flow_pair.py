from gantutor.checks.engine.assertions import wrong


def place(noise, data, t):
    return (1 - t[:, None]) * noise + t[:, None] * data


@wrong("The time runs the other way")
def time_reversed(noise, data, t):
    return place(data, noise, t), data - noise


@wrong("from the data to the noise")
def against_the_way(noise, data, t):
    return place(noise, data, t), noise - data


@wrong("the way that is left")
def what_is_left(noise, data, t):
    return place(noise, data, t), data - place(noise, data, t)


@wrong("predicted in a diffusion model")
def the_noise(noise, data, t):
    return place(noise, data, t), noise


@wrong("Differentiate")
def as_fast_as_the_time_left(noise, data, t):
    return place(noise, data, t), (data - noise) / (1 - t[:, None])
