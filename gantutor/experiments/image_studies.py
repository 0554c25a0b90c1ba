"""The studies on images: three ways to train one pair of networks, and horses."""

from collections.abc import Mapping
from dataclasses import replace

from gantutor import gan
from gantutor.constraints import Clip
from gantutor.experiments.image_experiment import ImageExperiment
from gantutor.experiments.image_search import best, report, search
from gantutor.experiments.image_sets import IMAGE_SETS
from gantutor.experiments.results import Results, load
from gantutor.nets import image_critic, image_generator

DIGIT, PHOTOGRAPH = (1, 28, 28), (3, 32, 32)
SEARCH_ITERATIONS, ITERATIONS, HORSE_ITERATIONS = 500, 1600, 10_900


def mnist_games() -> Mapping[str, tuple[gan.Config, tuple[float, ...]]]:
    """Return the three ways, each a game and the rates that it is tried at.

    All share the generator, the batch and one critic step for each of the generator's; the DCGAN's
    critic has BatchNorm and its loss, the others have neither.
    """
    generator = image_generator(DIGIT, (32, 16), latent=32)
    plain, normalised = (
        image_critic(DIGIT, (16, 32), normalisation=kind) for kind in ("none", "batch")
    )
    wgan = gan.Config(
        critic=plain, generator=generator, batch=64, n_critic=1, iterations=ITERATIONS, lr=2e-3
    )
    dcgan = replace(
        wgan, critic=normalised, objective="nonsaturating", constraint="free", betas=(0.5, 0.999)
    )
    rates = (1e-3, 2e-3, 4e-3, 8e-3, 1.6e-2, 3.2e-2)
    clipped = {
        f"wdcgan_{c:g}": (replace(wgan, constraint=Clip(c), optimiser="rmsprop"), rates)
        for c in (0.03, 0.1, 0.3)
    }
    return {"dcgan": (dcgan, rates), **clipped, "wdcgan_gp": (wgan, rates)}


def mnist_rates() -> list[ImageExperiment]:
    """The three ways on real digits at several rates, clipping at three c: one seed, short."""
    return search(IMAGE_SETS["mnist_5k"], mnist_games(), iterations=SEARCH_ITERATIONS)


def mnist() -> list[ImageExperiment]:
    """The three ways on real digits, each as it did best in ``mnist_rates``: three new seeds."""
    games = {name: game for name, (game, _) in mnist_games().items()}
    chosen = best_of_each_way(load("mnist_rates")).values()
    return report(IMAGE_SETS["mnist_5k"], games, chosen)


def best_of_each_way(results: Results) -> Mapping[str, tuple[str, float]]:
    """Return for DCGAN, WDCGAN and WDCGAN-GP the method and rate of the least Fréchet distance."""
    return best(results, lambda method: method if method == "wdcgan_gp" else method.split("_")[0])


def horse_game() -> gan.Config:
    """Return the WGAN-GP that horses are recorded with."""
    return gan.Config(
        critic=image_critic(PHOTOGRAPH, (32, 64, 128)),
        generator=image_generator(PHOTOGRAPH, (128, 64, 32), latent=64),
        batch=64,
        n_critic=1,
        iterations=HORSE_ITERATIONS,
        lr=1e-3,
        average=0.999,
    )


def horses() -> list[ImageExperiment]:
    """WGAN-GP on CIFAR-10's horses, three seeds."""
    return _horses("horses")


def horses_jpeg() -> list[ImageExperiment]:
    """The same on a copy of the horses that went through JPEG."""
    return _horses("horses_jpeg")


def _horses(name: str) -> list[ImageExperiment]:
    game = horse_game()
    return report(IMAGE_SETS[name], {"wgan_gp": game}, [("wgan_gp", game.lr)])
