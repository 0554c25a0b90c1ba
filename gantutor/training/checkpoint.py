"""A match on disk: complete or absent, and loaded only into a match that it fits.

The file is a line of text (the format and a SHA-256 digest) and then what ``torch.save`` writes,
which by itself does not notice a flipped bit.
"""

import copy
import hashlib
import io
import json
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from gantutor.files import replacing

if TYPE_CHECKING:
    from gantutor.training.match import Match

FORMAT = b"gantutor checkpoint 1"


class CheckpointError(ValueError):
    """A checkpoint that is missing, damaged, or of another match."""


def save(match: "Match", path: str | PathLike[str]) -> None:
    """Write the match to ``path``, complete or not at all."""
    state = {
        "settings": _settings(match),
        "seeds": list(match.seeds),
        "iteration": match.iteration,
        "turn": match.turn,
        "pretrained": match.pretrained,
        "parts": {name: part.state_dict() for name, part in _parts(match).items()},
    }
    body = io.BytesIO()
    torch.save(state, body)
    with replacing(path) as file:
        file.write(_header(body.getvalue()))
        file.write(body.getvalue())


def load(match: "Match", path: str | PathLike[str]) -> None:
    """Put the match where the checkpoint was; on any failure it stays as it is."""
    path = Path(path)
    state = _read(path, match)
    theirs, ours = state["settings"], _settings(match)
    if theirs != ours:
        raise CheckpointError(f"{path} is of another match: {_difference(theirs, ours)}")
    if state["seeds"] != list(match.seeds):
        raise CheckpointError(
            f"{path} has the seeds {state['seeds']}, but the match has {list(match.seeds)}"
        )
    before = copy.deepcopy({name: part.state_dict() for name, part in _parts(match).items()})
    try:
        for name, part in _parts(match).items():
            part.load_state_dict(state["parts"][name])
    except Exception as error:
        for name, part in _parts(match).items():
            part.load_state_dict(before[name])
        raise CheckpointError(f"{path} does not fit the match: {error}") from error
    match.iteration, match.turn = state["iteration"], state["turn"]
    match.pretrained = state["pretrained"]
    match.forget()


def _parts(match: "Match") -> dict[str, Any]:
    """Return everything that has a state_dict."""
    parts: dict[str, Any] = {"critic": match.critic, "critic_optimiser": match.critic_optimiser}
    if match.generator is not None:
        parts |= {
            "generator": match.generator,
            "generator_optimiser": match.generator_optimiser,
            "averaged": match.averaged,
        }
    return parts


def _settings(match: "Match") -> dict[str, Any]:
    """Return what must agree; how far a match came, pre-training included, is the file's to say."""
    settings = json.loads(json.dumps(match.settings()))  # tuples become lists, as they do on disk
    return {key: value for key, value in settings.items() if key != "pretrained"}


def _read(path: Path, match: "Match") -> dict[str, Any]:
    if not path.is_file():
        raise CheckpointError(f"there is no checkpoint {path}")
    header, _, body = path.read_bytes().partition(b"\n")
    if not header.startswith(FORMAT):
        raise CheckpointError(f"{path} is not a {FORMAT.decode()!r}")
    if header + b"\n" != _header(body):
        raise CheckpointError(f"{path} is damaged: its contents do not agree with its digest")
    return torch.load(io.BytesIO(body), map_location=match.device, weights_only=True)


def _header(body: bytes) -> bytes:
    return FORMAT + b" " + hashlib.sha256(body).hexdigest().encode() + b"\n"


def _difference(theirs: dict[str, Any], ours: dict[str, Any]) -> str:
    """Name the settings that differ, with both values."""
    return "; ".join(
        f"{key} is {theirs.get(key)!r} there and {ours.get(key)!r} here"
        for key in sorted(theirs.keys() | ours.keys())
        if theirs.get(key) != ours.get(key)
    )
