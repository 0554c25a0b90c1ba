"""Many experiments on any executor; a process pool where none is given."""

import multiprocessing
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from contextlib import nullcontext
from functools import partial

import torch

from gantutor.experiments.outcome import Outcome, Planned, run


def processes(workers: int | None = None) -> ProcessPoolExecutor:
    """Return a pool of processes that compute on one thread each; by default one for each core.

    The networks are small: two processes do more than two threads.
    """
    return ProcessPoolExecutor(
        workers or os.cpu_count(),
        # A process that is forked after PyTorch has started its threads may hang.
        mp_context=multiprocessing.get_context("spawn"),
        initializer=torch.set_num_threads,
        initargs=(1,),
    )


def run_all(
    experiments: Iterable[Planned],
    executor: Executor | None = None,
    device: str = "cpu",
    command: str = "",
) -> Iterator[Outcome]:
    """Run experiments and yield each outcome as soon as it is there, in no fixed order.

    ``executor``: anything with the ``submit`` of ``concurrent.futures``, such as Dask's
    ``client.get_executor()``; without one, `processes()`. What an experiment raises is raised
    here, and what has not begun is then not begun.
    """
    play = partial(run, device=device, command=command)
    with processes() if executor is None else nullcontext(executor) as pool:
        waiting = [pool.submit(play, experiment) for experiment in experiments]
        try:
            for future in as_completed(waiting):
                yield future.result()
        finally:
            for future in waiting:
                future.cancel()
