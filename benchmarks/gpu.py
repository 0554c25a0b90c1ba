"""Training on a CUDA device: captured iterations of many seeds against the eager textbook loop."""

import gc
import time
from collections import defaultdict
from collections.abc import Callable

import torch
from torch.autograd import DeviceType
from torch.profiler import ProfilerActivity, profile

from benchmarks import digits, share
from benchmarks.digits import copied_loop, digits_run
from benchmarks.products import Products, of_hidden_layer
from benchmarks.race import ITERATIONS, RING, of_run
from benchmarks.ring import BATCH, STD, WIDTH, ring_run
from benchmarks.textbook import Textbook, ring
from gantutor.gan import AdversarialRun
from gantutor.report import Comparison, Growth, Measurement, Reading, medians

GOAL = 20.0  # times the textbook's iterations × seeds per second, at 64 seeds
LONG = 10**11  # operations in one timing of plain products: milliseconds on a GPU
RING_LAYER, DIGITS_LAYER = (BATCH, WIDTH), (digits.BATCH, digits.WIDTH)
FEW = 20  # iterations in one timing: the device works while the host is already further


def sections(short: bool = False) -> dict[str, list[Measurement]]:
    """Return all measurements on the CUDA device, by section; RuntimeError where there is none."""
    if not torch.cuda.is_available():
        raise RuntimeError("this benchmark needs a CUDA device, and torch finds none here")
    seeds = (1, 2, 4) if short else (1, 8, 64, 256)
    return {
        "Training on the GPU": [
            *_compared("ring game", _textbook_ring, _ring, RING_LAYER, seeds, GOAL, short),
            *_compared("digits game", _textbook_digits, _digits, DIGITS_LAYER, seeds, None, short),
            *([] if short else _arrivals()),
        ],
        "Captured against eager": _agreement(short),
        "What bounds a captured iteration": _profiled(4 if short else 64),
        "Growth on the GPU": [*_growths(short)],
    }


def _textbook_ring() -> Callable[[], None]:
    return Textbook(_resident_ring(), width=64, device="cuda").iterate


def _resident_ring() -> Callable[[int], torch.Tensor]:
    """Return the textbook's draw with its data on the device, as a careful script has it."""
    data = ring(STD)(50_000).cuda()
    return lambda n: data[torch.randint(len(data), (n,), device="cuda")]


def _textbook_digits() -> Callable[[], None]:
    return copied_loop("cuda").iterate


def _ring(seeds: int, capture: bool) -> AdversarialRun:
    return ring_run(seeds, device="cuda", capture=capture)


def _digits(seeds: int, capture: bool) -> AdversarialRun:
    return digits_run(seeds, 10**6, device="cuda", capture=capture)


def finished(call: Callable[[], object]) -> Callable[[], None]:
    """Return a call that waits until the device has done what it was told."""

    def finished_call() -> None:
        call()
        torch.cuda.synchronize()

    return finished_call


def several(iterate: Callable[[], object]) -> Callable[[], None]:
    """Return a call that plays a few iterations and waits until the device has done them."""

    def call() -> None:
        for _ in range(FEW):
            iterate()

    return finished(call)


def _compared(
    what: str,
    textbook: Callable[[], Callable[[], None]],
    ours: Callable[[int, bool], AdversarialRun],
    layer: tuple[int, int],
    seeds: tuple[int, ...],
    goal: float | None,
    short: bool,
) -> list[Measurement]:
    """Seconds per iteration and seed: the eager textbook, and ours eager and captured.

    And what part of the machine the captured ones reach. ``layer``: a hidden one's batch and width.
    """
    runs = {s: ours(s, True) for s in seeds}
    ways = {"textbook": several(textbook()), "eager 1": several(ours(1, False).iterate)}
    ways |= {f"captured {s}": several(run.iterate) for s, run in runs.items()}
    shapes = of_hidden_layer(seeds, *layer)
    products = Products(shapes, "cuda", LONG)
    ways |= {name: finished(call) for name, call in products.calls.items()}
    took = medians(ways, rounds=1 if short else 9, warm_up=2)
    rates = products.rates(took)
    each = {name: value / FEW for name, value in took.items()}
    name = f"{what}, one iteration per seed"
    plain = "textbook loop, eager"
    found: list[Measurement] = [
        Comparison(name, plain, each["textbook"], "ours, eager, 1 seed", each["eager 1"])
    ]
    for s in seeds:
        label = f"captured, {s} seed{'s' if s > 1 else ''} at once"
        ratio = goal if s == 64 else None
        found.append(
            Comparison(name, plain, each["textbook"], label, each[f"captured {s}"] / s, ratio)
        )
    return [
        *found,
        *share.limits(rates, shapes),
        *(share.of_run(what, run, each[f"captured {s}"], rates) for s, run in runs.items()),
    ]


def _arrivals() -> list[Measurement]:
    """Seconds until 64 seeds of the ring, σ 1% of the radius, are learned."""
    run = ring_run(64, std=RING.std, iterations=ITERATIONS, device="cuda")
    racer = of_run(run)
    while racer.go(64, patience=300.0):
        pass
    times = sorted(racer.reached.values())
    found: list[Measurement] = [
        Reading("ring, σ 1% of the radius, 64 seeds: that arrive", len(times), "of 64", None)
    ]
    if len(times) >= 32:
        found.append(Reading("seconds until half of them are there", times[31], "s"))
    return found


def _agreement(short: bool) -> list[Measurement]:
    """The largest difference after 100 iterations from one seed, as a share of the largest."""
    found: list[Measurement] = []
    for what, ours in (("ring game", _ring), ("digits game", _digits)):
        ends = []
        for capture in (False, True):
            run = ours(2, capture)
            for _ in range(10 if short else 100):
                run.iterate()
            ends.append(torch.cat([p.detach().flatten() for p in run.critic.parameters()]))
        difference = (ends[0] - ends[1]).abs().max() / ends[0].abs().max()
        found.append(
            Reading(
                f"{what}, 100 iterations: largest relative difference of a critic's weight",
                float(difference),
                "",
                1e-4,
            )
        )
    return found


def _profiled(seeds: int) -> list[Measurement]:
    """How busy the device is, and with what, while iterations are replayed."""
    run = _ring(seeds, True)
    for _ in range(FEW):
        run.iterate()
    torch.cuda.synchronize()
    with profile(activities=[ProfilerActivity.CPU, ProfilerActivity.CUDA]) as record:
        began = time.perf_counter()
        for _ in range(FEW):
            run.iterate()
        torch.cuda.synchronize()
        wall = time.perf_counter() - began
    kinds: dict[str, float] = defaultdict(float)
    kernels = 0
    for event in record.events():
        if event.device_type == DeviceType.CUDA:
            kinds[kind_of(event.name)] += event.device_time_total * 1e-6
            kernels += 1
    busy = sum(kinds.values())
    what = f"ring game, {seeds} seeds, captured"
    found: list[Measurement] = [
        Reading(f"{what}: kernels in an iteration", kernels / FEW, ""),
        Reading(f"{what}: the device computes, of the wall time", 100 * busy / wall, "%"),
    ]
    if busy:
        found += [
            Reading(f"{what}: of the device's time, {kind}", 100 * used / busy, "%")
            for kind, used in sorted(kinds.items(), key=lambda item: -item[1])
        ]
    return found


def kind_of(kernel: str) -> str:
    """Sort a kernel by its name."""
    name = kernel.lower()
    if any(word in name for word in ("gemm", "cutlass", "gemv", "cublas")):
        return "matrix products"
    if any(word in name for word in ("memcpy", "memset")):
        return "copies"
    if "distribution" in name or "random" in name:
        return "random numbers"
    if "reduce" in name:
        return "sums"
    return "elementwise operations"


def _peak_memory(seeds: int) -> int:
    """Return the most bytes that a run holds on the device while it plays, captured."""
    # What an earlier run held counts neither before nor at the peak: it is gone by now.
    gc.collect()
    torch.cuda.synchronize()
    torch.cuda.empty_cache()
    torch.cuda.reset_peak_memory_stats()
    before = torch.cuda.memory_allocated()
    run = _ring(seeds, True)
    for _ in range(8):
        run.iterate()
    torch.cuda.synchronize()
    return torch.cuda.max_memory_allocated() - before


def _growths(short: bool) -> list[Growth]:
    seeds = (1, 2, 4) if short else (1, 4, 16, 64, 256)
    ways = {str(s): several(_ring(s, True).iterate) for s in seeds}
    took = medians(ways, 1 if short else 7, 2)
    memory = [_peak_memory(s) for s in seeds]
    times = tuple(took[str(s)] / FEW for s in seeds)
    return [
        Growth("ring game, captured iteration", "seeds", seeds, times, "s", "of all seeds"),
        Growth("ring game, peak memory", "seeds", seeds, memory, "bytes", "of all seeds"),
    ]
