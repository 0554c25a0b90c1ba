LETTERS = "ABCDEF"
PAIRS = {
    "no gap": ("make_critic", "slope_penalty"),
    "away": ("alternate", "joint_gap"),
    "home": ("nothing", "step_and_log"),
}


def by_keyword():
    return dict(
        F="step_and_log",
        E="joint_gap",
        D="slope_penalty",
        C="nothing",
        B="alternate",
        A="make_critic",
    )


def pair_by_pair():
    names = {}
    for (one, other), (this, that) in zip(["AD", "BE", "CF"], PAIRS.values()):
        names[one], names[other] = this, that
    return {letter: names[letter] for letter in LETTERS}
