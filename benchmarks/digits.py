"""The digits game: what 30 seconds of one thread buy, beside a widely copied script."""

import time
from collections.abc import Callable, Mapping

import numpy as np
import torch

from benchmarks.textbook import Textbook, copied_images, picked_from
from benchmarks.timing import one_thread
from gantutor import constraints, gan, metrics, nets
from gantutor.data import digits
from gantutor.report import Comparison, Measurement, Reading, medians

LATENT, WIDTH, BATCH = 32, 256, 64
SECONDS, LONGER = 30.0, 120.0


def digits_run(
    seeds: int,
    iterations: int = 3000,
    *,
    device: str = "cpu",
    capture: bool | None = None,
) -> gan.AdversarialRun:
    """Set up the digits game of the chapter on the gradient penalty, for so many seeds."""
    config = gan.Config(
        critic=nets.MLP((64, WIDTH, WIDTH, 1)),
        generator=nets.MLP((LATENT, WIDTH, WIDTH, 64), output="tanh"),
        constraint=constraints.GradientPenalty(1.0),
        batch=BATCH,
        n_critic=2,
        lr=4e-3,
        average=0.995,
        iterations=iterations,
    )
    images = digits().images
    return gan.start(config, images, seeds=range(seeds), device=device, capture=capture)


def copied_loop(device: str = "cpu") -> Textbook:
    """Set up the copied script on the digits: λ = 10, Adam 2e-4 (0.5, 0.999), z of 100."""
    images = torch.tensor(digits().images, device=device)
    return Textbook(
        picked_from(images),
        networks=lambda: copied_images(100, 64),
        latent=100,
        weight=10.0,
        batch=64,
        lr=2e-4,
        betas=(0.5, 0.999),
        device=device,
    )


def measurements(short: bool = False) -> list[Measurement]:
    """Train both in turns, each on its own clock and one thread, and judge their samples."""
    with one_thread():
        return _found(0.2 if short else SECONDS, 0.4 if short else LONGER, 1 if short else 15)


def _found(seconds: float, longer: float, rounds: int) -> list[Measurement]:
    timed = {"copied": copied_loop().iterate, "ours": digits_run(1, 10**6).iterate}
    took = medians(timed, rounds, warm_up=3)
    # The learning rate falls to 0 over the iterations, so they must be known: as many as fit.
    run = digits_run(1, max(1, int(seconds / took["ours"])))
    loop = copied_loop()
    looks = _train_in_turns(
        {"ours": run.iterate, "copied": loop.iterate},
        {"ours": seconds, "copied": longer},
        lambda name: run.iteration >= run.config.iterations if name == "ours" else False,
        {"copied": (seconds, lambda: loop.fakes(898).numpy())},
    )
    judged = {
        f"ours, {run.config.iterations:,} iterations in {seconds:g} s": run.fakes(898)[0],
        f"the copied script after {seconds:g} s": looks["copied"],
        f"the copied script after {longer:g} s": loop.fakes(898).numpy(),
    }
    real = digits().images[np.random.default_rng(0).permutation(1797)[:898]]
    found: list[Measurement] = [
        Comparison(
            "digits game, one iteration",
            "the copied script",
            took["copied"],
            "ours, 1 seed",
            took["ours"],
            note="other networks",
        )
    ]
    for name, fakes in judged.items():
        score = metrics.precision_recall(real, fakes)
        ours = name.startswith("ours")
        for word, goal in (("precision", 0.74), ("recall", 0.70)):
            found.append(
                Reading(
                    f"digits, {name}: {word}",
                    getattr(score, word),
                    "",
                    goal if ours else None,
                    at_least=True,
                    note="k = 3, n = 898, one seed",
                )
            )
    return found


def _train_in_turns(
    loops: Mapping[str, Callable[[], object]],
    budgets: Mapping[str, float],
    over: Callable[[str], bool],
    looks: Mapping[str, tuple[float, Callable[[], np.ndarray]]],
) -> dict[str, np.ndarray]:
    """Give each loop a second at a time until its budget is used; look at some on the way."""
    clocks = dict.fromkeys(loops, 0.0)
    seen: dict[str, np.ndarray] = {}
    racing = list(loops)
    while racing:
        for name in racing:
            began = time.perf_counter()
            until = min(1.0, budgets[name] - clocks[name])
            while time.perf_counter() - began < until and not over(name):
                loops[name]()
            clocks[name] += time.perf_counter() - began
            if name in looks and name not in seen and clocks[name] >= looks[name][0]:
                seen[name] = looks[name][1]()
        racing = [n for n in racing if clocks[n] < budgets[n] and not over(n)]
    return seen
