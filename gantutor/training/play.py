"""Playing a run from where it stands to its end, with a look now and then."""

from collections.abc import Iterator

from gantutor.training.interruption import undivided
from gantutor.training.run import Run, Snapshot, snapshot


def play(
    run: Run, every: int = 10, until: int | None = None, progress: bool = False
) -> Iterator[Snapshot]:
    """Train until iteration ``until``, by default the run's last, and yield what is seen.

    A snapshot comes at the start, each ``every`` iterations, and at the end. It is lazy: nothing
    is trained until the next one is asked for, and a run left half-way can be played on later,
    after Ctrl-C too, which waits for the end of the iteration. ``progress``: a bar on stderr, with
    the iterations a second and the time that is left. ValueError for ``every`` below 1.
    """
    from tqdm import tqdm  # slow to import, so only when something is trained

    if every < 1:
        raise ValueError(f"every must be at least 1, got {every}")
    last = run.iterations if until is None else until
    with tqdm(total=last, initial=run.iteration, unit="it", disable=not progress) as bar:
        yield snapshot(run)
        while run.iteration < last:
            with undivided():
                run.iterate()
            bar.update()
            if run.iteration % every == 0 or run.iteration == last:
                yield snapshot(run)
