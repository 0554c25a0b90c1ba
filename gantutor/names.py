"""Names that a caller gives as text: known, or refused with the ones that are known."""

from collections.abc import Iterable


def known(kind: str, name: str, names: Iterable[str]) -> str:
    """Return ``name``, which must be one of ``names``, such as the keys of a table.

    Raises ValueError "unknown KIND 'NAME'; known: …" with ``names`` in their order.
    """
    names = tuple(names)
    if name not in names:
        raise ValueError(f"unknown {kind} {name!r}; known: {', '.join(names)}")
    return name
