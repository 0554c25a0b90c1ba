def by_table(pixels, latent, likelihood, kl):
    weights = {"sum": (1, 1), "mean": (1 / pixels, 1 / latent)}
    return weights[kl][1] / weights[likelihood][0]


def by_powers(pixels, latent, likelihood, kl):
    return pixels ** (likelihood == "mean") * latent ** -(kl == "mean")


def all_four(pixels, latent, likelihood, kl):
    match likelihood, kl:
        case "sum", "sum":
            return 1.0
        case "mean", "sum":
            return float(pixels)
        case "sum", "mean":
            return 1 / latent
        case _:
            return pixels / latent
