"""Playing a run from where it stands to its end, with a look now and then."""

from collections.abc import Iterator

from gantutor.training.interruption import undivided
from gantutor.training.run import Run, Snapshot, snapshot


def play(run: Run, every: int = 10, until: int | None = None) -> Iterator[Snapshot]:
    """Train until iteration ``until``, by default the run's last, and yield what is seen.

    A snapshot comes at the start, each ``every`` iterations, and at the end. It is lazy: nothing
    is trained until the next one is asked for, and a run left half-way can be played on later,
    after Ctrl-C too, which waits for the end of the iteration. ValueError for ``every`` below 1.
    """
    if every < 1:
        raise ValueError(f"every must be at least 1, got {every}")
    last = run.iterations if until is None else until
    yield snapshot(run)
    while run.iteration < last:
        with undivided():
            run.iterate()
        if run.iteration % every == 0 or run.iteration == last:
            yield snapshot(run)
