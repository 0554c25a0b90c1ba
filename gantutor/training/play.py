"""Playing a match from where it stands to its end, with a look now and then."""

from collections.abc import Iterator

from gantutor.training.match import Match, Moment


def play(match: Match, every: int = 10) -> Iterator[Moment]:
    """Train until ``game.iterations`` and yield a moment at the start, each ``every``, and the end.

    It is lazy: nothing is trained until the next moment is asked for, and a match left half-way
    can be played on later.
    """
    if every < 1:
        raise ValueError(f"every must be at least 1, got {every}")
    yield match.moment()
    while match.iteration < match.game.iterations:
        match.iterate()
        if match.iteration % every == 0 or match.iteration == match.game.iterations:
            yield match.moment()
