"""A run on disk: complete or absent, and loaded only into a run that it fits.

The file is a line of text (the format and a SHA-256 digest) and then what ``torch.save`` writes,
which by itself does not notice a flipped bit.
"""

import hashlib
import io
import json
from os import PathLike
from pathlib import Path
from typing import Any

import torch

from gantutor.files import replacing
from gantutor.training.run import Run

FORMAT = b"gantutor checkpoint 2"


class CheckpointError(ValueError):
    """A checkpoint that is missing, damaged, or of another run."""


def save(run: Run, path: str | PathLike[str]) -> None:
    """Write a checkpoint of the run to ``path``, complete or not at all."""
    state = {"settings": _plain(run), "seeds": list(run.seeds), "state": run.state_dict()}
    body = io.BytesIO()
    torch.save(state, body)
    with replacing(path) as file:
        file.write(_header(body.getvalue()))
        file.write(body.getvalue())


def load(run: Run, path: str | PathLike[str]) -> None:
    """Put the run where the checkpoint was, to go on from there.

    Settings and seeds must be the checkpoint's. Anything else, and a damaged or missing file,
    raises CheckpointError and changes nothing.
    """
    path = Path(path)
    found = _read(path, run.device)
    theirs, ours = found["settings"], _plain(run)
    if theirs != ours:
        raise CheckpointError(f"{path} is of another run: {_difference(theirs, ours)}")
    if found["seeds"] != list(run.seeds):
        raise CheckpointError(
            f"{path} has the seeds {found['seeds']}, but the run has {list(run.seeds)}"
        )
    try:
        run.load_state_dict(found["state"])
    except Exception as error:
        raise CheckpointError(f"{path} does not fit the run: {error}") from error


def _plain(run: Run) -> dict[str, Any]:
    """Return the settings as JSON gives them back: tuples become lists."""
    return json.loads(json.dumps(run.settings()))


def _read(path: Path, device: torch.device) -> dict[str, Any]:
    if not path.is_file():
        raise CheckpointError(f"there is no checkpoint {path}")
    header, _, body = path.read_bytes().partition(b"\n")
    if not header.startswith(FORMAT):
        raise CheckpointError(f"{path} is not a {FORMAT.decode()!r}")
    if header + b"\n" != _header(body):
        raise CheckpointError(f"{path} is damaged: its contents do not agree with its digest")
    return torch.load(io.BytesIO(body), map_location=device, weights_only=True)


def _header(body: bytes) -> bytes:
    return FORMAT + b" " + hashlib.sha256(body).hexdigest().encode() + b"\n"


def _difference(theirs: dict[str, Any], ours: dict[str, Any]) -> str:
    """Name the settings that differ, with both values."""
    return "; ".join(
        f"{key} is {theirs.get(key)!r} there and {ours.get(key)!r} here"
        for key in sorted(theirs.keys() | ours.keys())
        if theirs.get(key) != ours.get(key)
    )
