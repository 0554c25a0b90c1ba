"""Files from the network: checked by their digest, kept in a folder, fetched once."""

import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gantutor.data.images import DataError


@dataclass(frozen=True)
class File:
    """A published file: its name on every mirror, and the MD5 digest that it must have.

    MD5 tells a damaged file from a whole one. It is no protection against a forged one.
    """

    name: str
    md5: str


def folder() -> Path:
    """Return where data sets are kept: GANTUTOR_DATA, or this user's cache folder."""
    named = os.environ.get("GANTUTOR_DATA")
    if named:
        return Path(named).expanduser()
    import pooch

    return Path(pooch.os_cache("gantutor"))


def fetch(file: File, mirrors: Sequence[str], into: Path) -> Path:
    """Return the path of ``file`` in the folder ``into``, downloaded if it is not there, whole.

    Mirrors are addresses that end in "/", asked in order until one delivers the file with the
    right digest. It lies under its name only when it is complete. If none delivers, DataError says
    what each of them did, what was expected, and where a copy by hand would be found.
    """
    # Here, not above: only a download needs them.
    import pooch
    from requests import RequestException

    path = into / file.name
    if path.is_file() and pooch.file_hash(str(path), "md5") == file.md5:
        return path
    failures = []
    with _quiet(pooch.get_logger()):
        for mirror in mirrors:
            try:
                pooch.retrieve(mirror + file.name, f"md5:{file.md5}", file.name, into)
            except (RequestException, ValueError) as error:
                failures.append(f"{mirror}{file.name}: {error}")
            else:
                return path
    raise DataError(
        f"could not get {file.name} with the MD5 digest {file.md5}:\n"
        + "\n".join(f"- {failure}" for failure in failures or ["there is no mirror to ask"])
        + f"\nA copy placed at {path} by hand is used without a network "
        "(the environment variable GANTUTOR_DATA names another folder)."
    )


@contextmanager
def _quiet(logger: logging.Logger) -> Iterator[None]:
    """Let only warnings through: each download is announced on stderr, with a path."""
    level = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(level)
