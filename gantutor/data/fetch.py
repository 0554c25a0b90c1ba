"""Files from the network: checked by their digest, kept in a folder, fetched once."""

import gzip
import hashlib
import os
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gantutor.data.download import download
from gantutor.data.images import DataError


@dataclass(frozen=True)
class File:
    """A published file: its name on every mirror, and the SHA-256 digest of what it holds.

    packed: the file is gzip and the digest is that of its contents: whoever compressed it again
    has the same data.
    """

    name: str
    sha256: str
    packed: bool = True

    @property
    def wanted(self) -> str:
        """What the file has to be, in words."""
        what = "whose contents have" if self.packed else "with"
        return f"{self.name} {what} the SHA-256 digest {self.sha256}"


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
    right digest. It lies under its name only when it is complete; a download that broke off is
    gone on from at the next call. If no mirror delivers, DataError says what each of them did,
    what was expected, and where a copy by hand would be found; it says so too where the folder
    cannot be made or written.
    """
    from requests import RequestException

    path = into / file.name
    if path.is_file() and problem(path, file) is None:
        return path
    partial = into / f"{file.name}.part"
    failures = []
    with _writable(into):
        into.mkdir(parents=True, exist_ok=True)
        for mirror in mirrors:
            try:
                begun = partial.exists()
                download(mirror + file.name, partial)
                if begun and problem(partial, file) is not None:
                    # Its beginning may be another file's, or damaged: once more from the start.
                    partial.unlink()
                    download(mirror + file.name, partial)
            except RequestException as error:
                failures.append(f"{mirror}{file.name}: {error}")
                continue
            wrong = problem(partial, file)
            if wrong is None:
                partial.replace(path)
                return path
            failures.append(f"{mirror}{file.name}: {wrong}")
            partial.unlink()
    raise DataError(
        f"could not get {file.wanted}:\n"
        + "\n".join(f"- {failure}" for failure in failures or ["there is no mirror to ask"])
        + f"\nA copy placed at {path} by hand is used without a network "
        "(the environment variable GANTUTOR_DATA names another folder)."
    )


def problem(path: Path, file: File) -> str | None:
    """Return what is wrong with the file at ``path``; None if it is ``file``."""
    try:
        with gzip.open(path) if file.packed else path.open("rb") as contents:
            found = hashlib.file_digest(contents, "sha256").hexdigest()
    except (OSError, EOFError, zlib.error) as error:
        return f"it cannot be unpacked: {error}"
    if found != file.sha256:
        what = "its contents have" if file.packed else "it has"
        return f"{what} the SHA-256 digest {found}, expected {file.sha256}"
    return None


@contextmanager
def _writable(folder: Path) -> Iterator[None]:
    """Name the folder, and the variable that chooses it, if it cannot be made or written."""
    from requests import RequestException

    try:
        yield
    except RequestException:  # an OSError too, but of the network
        raise
    except OSError as error:
        source = "GANTUTOR_DATA names it" if os.environ.get("GANTUTOR_DATA") else "the user's cache"
        raise DataError(
            f"the folder for data, {folder} ({source}), cannot be used: {error}; the environment "
            "variable GANTUTOR_DATA names another one"
        ) from error
